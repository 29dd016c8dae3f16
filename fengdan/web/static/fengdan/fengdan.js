"use strict";
// Comfort only: every page works without this file.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

// Coming back with the browser's back button: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-focus]")?.focus();
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      // an address without TLS has no clipboard of its own
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else document.execCommand("copy");
      button.textContent = "已复制";
    });
  }
});

// Typing is being there: a long record must not idle out under the hands of who writes it.
let lastSign = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - lastSign < 5 * 60 * 1000) return;
  lastSign = Date.now();
  fetch("/", { method: "HEAD", credentials: "same-origin" }).catch(() => {});
});
