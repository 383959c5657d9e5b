// The parts of a form as tabs. Without this script they follow one another, and the names lead to them.
(() => {
  "use strict";
  const bar = document.getElementById("desk-tabs");
  if (!bar) return;
  const names = [...bar.querySelectorAll("a")];
  const panels = names.map((name) => document.querySelector(name.hash));
  bar.setAttribute("role", "tablist");
  bar.classList.add("desk-tabs-on");
  names.forEach((name, place) => {
    name.setAttribute("role", "tab");
    name.setAttribute("aria-controls", panels[place].id);
    panels[place].setAttribute("role", "tabpanel");
    panels[place].setAttribute("aria-labelledby", name.id);
    name.addEventListener("click", (event) => {
      event.preventDefault();
      open(place);
      history.replaceState(null, "", name.hash);
    });
  });

  function open(place) {
    names.forEach((name, other) => {
      name.setAttribute("aria-selected", String(other === place));
      name.tabIndex = other === place ? 0 : -1;
      panels[other].hidden = other !== place;
    });
  }

  bar.addEventListener("keydown", (event) => {
    const at = names.indexOf(document.activeElement);
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = (to + names.length) % names.length;
    names[next].focus();
    names[next].click();
  });

  // A link to a field, from the readiness list say, opens the tab that the field is on.
  function show(hash, { focus }) {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    const place = target ? panels.findIndex((panel) => panel.contains(target)) : -1;
    if (place < 0) return false;
    open(place);
    if (focus && target !== panels[place]) {
      const row = target.closest(".form-row, .field-row, [data-inline-type]") || target;
      row.scrollIntoView({ block: "center" });
      const inside = target.matches("input, select, textarea") ? target : target.querySelector("input, select");
      const choice = inside && inside.classList.contains("select2-hidden-accessible");
      const field = choice ? inside.parentElement.querySelector(".select2-selection") : inside;
      if (field) field.focus({ preventScroll: true });
    }
    return true;
  }

  const faulty = names.findIndex((name) => name.dataset.errors);
  if (faulty >= 0) open(faulty);
  else if (!show(location.hash, { focus: true })) open(0);
  window.addEventListener("hashchange", () => show(location.hash, { focus: true }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !bar.contains(link) && link.hash === location.hash) show(link.hash, { focus: true });
  });

  // After saving, the same tab is open again: a redirect keeps the fragment of the address it was sent to.
  const form = bar.closest("form");
  form.addEventListener("submit", () => {
    const place = panels.findIndex((panel) => !panel.hidden);
    form.action = location.pathname + location.search + names[place].hash;
  });
})();
