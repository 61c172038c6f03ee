"use strict";
// What every page gets: buttons that copy, and a menu that closes. Pages work without it.
(() => {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");

  const show = (root) => {
    if (navigator.clipboard) {
      root.querySelectorAll("button[data-copy]").forEach((button) => { button.hidden = false; });
    }
  };

  const copy = async (button) => {
    const label = button.querySelector("span");
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = "Copied";
    } catch {
      label.textContent = "Not allowed";
    }
    said.textContent = label.textContent;
    setTimeout(() => { label.textContent = before; said.textContent = ""; }, 1500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) {
      copy(button);
    }
    document.querySelectorAll("details.nav-narrow[open]").forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.nav-narrow[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });

  const start = () => { document.body.append(said); show(document); };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
  document.addEventListener("htmx:load", (event) => show(event.target));
})();
