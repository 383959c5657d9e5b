// Picking an entry of the calendar up, by pointer or by keyboard. It only finds out where to, and goes to the page
// that shows what would happen; whoever has no script fills in the form on the entry's own page.
(() => {
  const calendar = document.querySelector("[data-calendar]");
  document.querySelector("[data-select]")?.addEventListener("focus", (event) => event.target.select());
  if (!calendar) return;
  const say = JSON.parse(calendar.dataset.say);
  const live = document.getElementById("cal-live");
  const back = new URLSearchParams({ back: calendar.dataset.back });
  const DAY = 86_400_000;
  const nameOf = (entry) => entry.querySelector(".cal-title").textContent.trim();
  const dayOf = (entry) => entry.closest("[data-day]")?.dataset.day;
  const between = (from, to) => Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
  const plus = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
  const announce = (words) => { live.textContent = words; };
  const go = (address, asked) => {
    const query = new URLSearchParams(asked);
    query.set("back", back.get("back"));
    location.assign(`${address}?${query}`);
  };

  function dayName(day) {
    const shown = calendar.querySelector(`[data-day="${day}"]`);
    if (shown) return shown.dataset.name;
    const words = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat(document.documentElement.lang, words).format(new Date(`${day}T00:00Z`));
  }

  // -- what would happen if it were dropped there ---------------------------------------------------------------
  function wish(carried, under) {
    const other = under?.closest(".cal-entry");
    if (other && other !== carried) {
      const found = onEntry(carried, other);
      if (found) return found;
    }
    const day = under?.closest("[data-day]");
    if (!day || !carried.dataset.move || day.dataset.day === dayOf(carried)) return null;
    const days = between(dayOf(carried), day.dataset.day);
    return { at: day, words: `${say.move} ${day.dataset.name}`, go: () => go(carried.dataset.move, { days }) };
  }

  function onEntry(carried, other) {
    const { reserve, release, swap } = carried.dataset;
    const who = reserve ? { episode: reserve } : { release };
    if (other.dataset.seat) {
      return { at: other, words: `${say.fill} ${nameOf(other)}`, go: () => go(other.dataset.seat, who) };
    }
    if (reserve && other.dataset.pull) {
      return { at: other, words: `${say.pull} ${nameOf(other)}`, go: () => go(other.dataset.pull, who) };
    }
    if (release && other.dataset.release) {
      const asked = { with: other.dataset.release };
      return { at: other, words: `${say.swap} ${nameOf(other)}`, go: () => go(swap, asked) };
    }
    return null;
  }

  // -- by pointer; a finger scrolls, and uses the form ------------------------------------------------------------
  let drag = null;
  const carriable = (target) => target.closest?.("[data-move], [data-reserve]");

  document.addEventListener("pointerdown", (event) => {
    const entry = carriable(event.target);
    if (!entry || event.button !== 0 || event.pointerType === "touch") return;
    drag = { entry, x: event.clientX, y: event.clientY, ghost: null, wish: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
    if (!drag.ghost) lift();
    const left = Math.min(event.clientX + 12, innerWidth - drag.ghost.offsetWidth - 4);
    drag.ghost.style.left = `${Math.max(4, left)}px`;
    drag.ghost.style.top = `${event.clientY + 12}px`;
    target(wish(drag.entry, document.elementFromPoint(event.clientX, event.clientY)));
  });
  document.addEventListener("pointerup", () => {
    if (!drag) return;
    const { ghost, wish: wanted } = drag;
    // The click that follows would open the entry.
    if (ghost) document.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 0);
    drop();
    if (ghost) wanted ? wanted.go() : announce(say.nowhere);
  });
  document.addEventListener("pointercancel", () => drop());
  document.addEventListener("dragstart", (event) => { if (carriable(event.target)) event.preventDefault(); });

  function stop(event) { event.preventDefault(); event.stopPropagation(); }

  function lift() {
    drag.ghost = document.createElement("div");
    drag.ghost.className = "cal-ghost";
    drag.ghost.append(Object.assign(document.createElement("strong"), { textContent: nameOf(drag.entry) }));
    drag.ghost.append(document.createElement("span"));
    calendar.closest(".cal").append(drag.ghost);
    drag.entry.classList.add("cal-carried");
  }

  function target(wanted) {
    if (drag.wish?.at !== wanted?.at) {
      drag.wish?.at.classList.remove("cal-target");
      wanted?.at.classList.add("cal-target");
    }
    drag.wish = wanted;
    drag.ghost.lastChild.textContent = wanted ? wanted.words : "";
  }

  function drop() {
    if (!drag) return;
    drag.wish?.at.classList.remove("cal-target");
    drag.entry.classList.remove("cal-carried");
    drag.ghost?.remove();
    drag = null;
  }

  // -- by keyboard ---------------------------------------------------------------------------------------------------
  let picked = null;
  const forward = "rtl" in calendar.dataset ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  // In a list the next day is below; in a grid the next week is.
  const down = calendar.classList.contains("cal-grid") ? 7 : 1;
  const steps = { [forward]: 1, [backward]: -1, ArrowDown: down, ArrowUp: -down, PageDown: 28, PageUp: -28 };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) return drop();
    const entry = event.target.closest?.("[data-move]");
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!picked && event.key === " ") {
      event.preventDefault();
      picked = { entry, days: 0 };
      entry.classList.add("cal-picked");
      announce(`${nameOf(entry)} ${say.picked}`);
    } else if (picked?.entry === entry) {
      carry(event);
    }
  });
  document.addEventListener("focusout", (event) => { if (picked?.entry === event.target) putBack(); });

  function carry(event) {
    if (event.key in steps) {
      event.preventDefault();
      picked.days += steps[event.key];
      show();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const { entry, days } = picked;
      putBack();
      if (days) go(entry.dataset.move, { days });
    } else if (event.key === "Escape") {
      event.preventDefault();
      putBack();
      announce(say.back);
    }
  }

  function show() {
    const day = plus(dayOf(picked.entry), picked.days);
    calendar.querySelector(".cal-target")?.classList.remove("cal-target");
    const cell = calendar.querySelector(`[data-day="${day}"]`);
    cell?.classList.add("cal-target");
    cell?.scrollIntoView({ block: "nearest" });
    const far = picked.days > 0 ? `${picked.days} ${say.later}` : `${-picked.days} ${say.earlier}`;
    announce(`${dayName(day)}, ${picked.days ? far : say.there}`);
  }

  function putBack() {
    calendar.querySelector(".cal-target")?.classList.remove("cal-target");
    picked.entry.classList.remove("cal-picked");
    picked = null;
  }
})();
