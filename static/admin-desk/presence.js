// Who else has this open: told and asked every fifteen seconds.
(() => {
  "use strict";
  const holder = document.getElementById("desk-working");
  const list = document.getElementById("desk-here");
  if (!holder || !list) return;
  const saved = document.getElementById("desk-here-saved");
  const settings = JSON.parse(holder.textContent);
  const form = document.querySelector("input[name=draft_page]").form;
  const EVERY = 15000;

  function send(what, options = {}) {
    return fetch(settings.presence, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      redirect: "manual",
      body: JSON.stringify({ version: settings.version, ...what }),
      ...options,
    });
  }

  function show(sentences) {
    if ([...list.children].map((one) => one.textContent).join("\n") === sentences.join("\n")) return;
    list.replaceChildren(
      ...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })),
    );
  }

  async function beat() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await send({ typing: document.documentElement.dataset.deskTyping === "true" });
      if (!answer.ok) return;
      const { here, saved_by: by } = await answer.json();
      show(here);
      saved.hidden = !by;
      const text = by ? settings.saved_by.replace("{name}", by) : "";
      if (saved.textContent !== text) saved.textContent = text;
    } catch {
      // The desk does not answer: the next beat asks again.
    }
  }

  setTimeout(beat, 1000);
  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", beat);
  document.addEventListener("input", () => setTimeout(beat, 300), { once: true });
  window.addEventListener("pagehide", () => {
    send({ leaving: true }, { keepalive: true }).catch(() => {});
  });
})();
