"use strict";
// A log that goes on by itself. What comes is text, and stays text: nothing of it is read as HTML.
(() => {
  const MOST_LINES = 1000;

  const cell = (name, className, text) => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const line = (data, runs) => {
    const [about, ...text] = data.split("\n");
    const [at, level, , run] = about.split(" ");
    const item = cell("li", "log-line log-" + level, "");
    const time = cell("time", "", at.replace("T", " ").replace(/(\.\d{3})?\d*Z$/, "$1"));
    time.dateTime = at;
    const link = cell("a", "log-run", run.slice(24));
    link.href = runs + run;
    link.title = "The invocation that wrote it";
    link.prepend(cell("span", "visually-hidden", "Invocation "));
    item.append(time, cell("span", "log-level", level), link,
      cell("span", "log-text hostile", text.join("\n")));
    return item;
  };

  const follow = (button, log, state) => {
    const source = new EventSource(button.dataset.liveLog);
    source.onopen = () => {
      log.replaceChildren();
      document.querySelectorAll(".log-empty").forEach((note) => { note.hidden = true; });
      state.textContent = "Following: new lines come at the top.";
    };
    source.onmessage = (event) => {
      log.prepend(line(event.data, button.dataset.runs));
      while (log.childElementCount > MOST_LINES) {
        log.lastElementChild.remove();
      }
    };
    source.onerror = () => { state.textContent = "The connection broke; it is made anew."; };
    return source;
  };

  const start = () => {
    document.querySelector(".tabs a[aria-current]")
      ?.scrollIntoView({ inline: "center", block: "nearest" });
    const button = document.querySelector("button[data-live-log]");
    const log = document.getElementById("log");
    const state = document.getElementById("log-state");
    if (!button || !log || !state) {
      return;
    }
    let source = null;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (source) {
        source.close();
        source = null;
        state.textContent = "No longer following.";
      } else {
        source = follow(button, log, state);
        state.textContent = "Connecting…";
      }
      button.setAttribute("aria-pressed", source ? "true" : "false");
      button.textContent = source ? "Stop" : "Follow live";
    });
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
