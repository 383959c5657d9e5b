// Keeps what is typed as a draft, a moment after typing. The form is saved only by its own buttons.
(() => {
  "use strict";
  const holder = document.getElementById("desk-working");
  const line = document.getElementById("desk-kept");
  if (!holder || !line) return;
  const said = document.getElementById("desk-kept-said");
  const settings = JSON.parse(holder.textContent);
  const form = document.querySelector("input[name=draft_page]").form;
  const token = form.elements.csrfmiddlewaretoken;
  const AFTER = 1500;
  const AGAIN = 15000;
  let step = Date.now() % 1000000000;
  let timer = null;
  let sending = false;
  let open = false; // something typed is not kept yet
  let leaving = false;
  let state = "";

  function tell(kind, text) {
    line.hidden = false;
    line.textContent = text;
    // Read aloud when what it says changes, not each time the clock does.
    if (kind !== state) said.textContent = text;
    state = kind;
    line.classList.toggle("desk-kept-not", kind === "out" || kind === "away");
  }

  function fields() {
    const typed = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") (typed[name] ??= []).push(value);
    }
    // What was emptied sends nothing: a list of causes, say.
    for (const select of form.querySelectorAll("select[multiple][name]")) typed[select.name] ??= [];
    return typed;
  }

  function related() {
    try {
      return JSON.parse(form.elements.seen_related.value);
    } catch {
      return {};
    }
  }

  async function freshToken() {
    const answer = await fetch(settings.drafts, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return false;
    token.value = (await answer.json()).token;
    return true;
  }

  async function keep() {
    if (sending || leaving) return;
    sending = true;
    open = false;
    step += 1;
    try {
      const answer = await fetch(settings.drafts, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token.value },
        redirect: "manual",
        body: JSON.stringify({
          page: form.elements.draft_page.value,
          step,
          seen_version: Number(form.elements.seen_version.value),
          seen_related: related(),
          fields: fields(),
        }),
      });
      if (answer.ok) {
        const { kept } = await answer.json();
        if (kept) tell("kept", settings.kept.replace("{time}", kept) + files());
        else tell("same", settings.same + files());
      } else if (answer.status === 413 || answer.status === 400) {
        tell("away", (await answer.json()).why);
      } else {
        open = true;
        const back = (answer.status === 401 || answer.status === 403) && (await freshToken());
        if (!back) tell("out", settings.out);
        later(back ? 0 : AGAIN);
      }
    } catch {
      open = true;
      tell("away", settings.away);
      later(AGAIN);
    } finally {
      sending = false;
      if (open && !timer) later(AFTER);
    }
  }

  function files() {
    const chosen = [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    return chosen ? ` ${settings.files}` : "";
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      keep();
    }, wait);
  }

  function typed(event) {
    if (event.target.form !== form) return;
    open = true;
    document.documentElement.dataset.deskTyping = "true";
    if (event.target.type === "file") tell("files", settings.files);
    else if (state !== "out" && state !== "away") tell("keeping", settings.keeping);
    later(AFTER);
  }

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  // Autocompletes tell jQuery alone.
  if (window.django?.jQuery) window.django.jQuery(form).on("change", (event) => event.originalEvent || typed(event));
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  // A tab that is closed or hidden sends at once what waits.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && open) {
      clearTimeout(timer);
      timer = null;
      keep();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (open || sending)) event.preventDefault();
  });
})();
