"use strict";
// Drag and drop, and how far an upload is. Without it the form sends the file as any form does.
(() => {
  const size = (bytes) => bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`;

  const tell = (form, text, percent) => {
    const box = form.querySelector(".upload-progress");
    box.hidden = false;
    box.querySelector("progress").value = percent;
    box.querySelector("[role=status]").textContent = text;
  };

  const named = (input) => {
    const title = input.closest(".drop").querySelector(".drop-title");
    const file = input.files[0];
    title.textContent = file ? `${file.name}, ${size(file.size)}` : "Choose a .wasm file";
  };

  // The answer is a whole page: its content takes this one's place.
  const show = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const content = page.querySelector("#content");
    if (!content) {
      window.location.assign(request.responseURL);
      return;
    }
    document.title = page.title;
    document.querySelector("#content").replaceWith(content);
    window.htmx?.process(content);
    prepare(content);
    window.scrollTo(0, 0);
    content.focus();
  };

  const send = (form) => {
    const button = form.querySelector("button[type=submit]");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        const percent = Math.round(100 * event.loaded / event.total);
        tell(form, percent < 100 ? `${percent} % of ${size(event.total)} sent` : "Sent; the module is being looked at", percent);
      }
    });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => {
      button.disabled = false;
      tell(form, "The connection broke. Try again.", 0);
    });
    button.disabled = true;
    tell(form, "Sending", 0);
    request.send(new FormData(form));
  };

  const prepare = (root) => root.querySelectorAll("form[data-upload]").forEach((form) => {
    const drop = form.querySelector(".drop");
    const input = form.querySelector(".drop-input");
    drop.querySelector(".drop-title").textContent = "Drop a .wasm file here, or choose one";
    input.addEventListener("change", () => named(input));
    ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length > 0) {
        input.files = event.dataTransfer.files;
        named(input);
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  });

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => prepare(document));
  } else {
    prepare(document);
  }
})();
