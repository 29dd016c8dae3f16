"use strict";
// 督办台 asks each minute whether anything has changed, the screen of the hall every few seconds (data-every).
// Without this file 刷新 does the same.

document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-watch]");
  const said = document.querySelector("[data-watch-said]");
  if (!place) return;
  let tag = "";
  const every = Number(place.dataset.every) || 60;

  async function ask() {
    if (document.hidden || place.contains(document.activeElement)) return;
    try {
      const answer = await fetch(place.dataset.watch, {
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual",
        // asked by the page and not by a person: it does not keep the sign-in alive
        headers: { "If-None-Match": tag, "Fengdan-Refresh": "1" },
      });
      if (answer.type === "opaqueredirect") return location.reload();
      if (answer.status === 200) {
        place.innerHTML = await answer.text();
        tag = answer.headers.get("ETag");
      } else if (answer.status !== 304) throw new Error(answer.status);
      said.textContent = `${new Date().toTimeString().slice(0, 5)} 的情况，${every < 60 ? "" : "每分钟"}自动更新。`;
    } catch {
      said.textContent = "暂时联系不上系统，请点“刷新”。";
    }
  }

  setInterval(ask, every * 1000);
  document.addEventListener("visibilitychange", ask);
});
