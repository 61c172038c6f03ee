// Comforts of every page. Without this file nothing is missing that a reader needs.
"use strict";

for (const block of document.querySelectorAll(".code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const code = block.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(code);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it and copy";
    }
  });
  block.append(button);
}

// "/" leads to the search, as on many sites, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("search").focus();
  }
});

// A menu that covers the page closes with Escape.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#menu") {
    location.hash = "#content";
  }
});
