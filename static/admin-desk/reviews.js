// Names after an @, the film's own time, and comments beside their fields. Without it all of that works by forms.
(() => {
  "use strict";

  // -- @names ------------------------------------------------------------------------------------------------
  const BEGUN = /(?:^|[^\w@.+-])@([\w.+-]*)$/;

  function mentions(field, address) {
    const list = document.createElement("ul");
    list.className = "desk-people";
    list.id = `${field.id}-people`;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    field.after(list);
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-autocomplete", "list");
    let people = [], at = 0, asked = 0;

    const begun = () => (field.value.slice(0, field.selectionStart).match(BEGUN) || [])[1];

    function close() {
      list.hidden = true;
      people = [];
      field.removeAttribute("aria-activedescendant");
    }

    function show() {
      list.replaceChildren(...people.map((person, place) => {
        const entry = document.createElement("li");
        entry.id = `${list.id}-${place}`;
        entry.setAttribute("role", "option");
        entry.setAttribute("aria-selected", String(place === at));
        entry.textContent = person.name ? `@${person.username} · ${person.name}` : `@${person.username}`;
        entry.addEventListener("mousedown", (event) => { event.preventDefault(); at = place; take(); });
        return entry;
      }));
      list.hidden = people.length === 0;
      if (people.length) field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    }

    function take() {
      const word = begun();
      if (word === undefined || !people[at]) return close();
      const end = field.selectionStart;
      field.setRangeText(`${people[at].username} `, end - word.length, end, "end");
      close();
    }

    async function look() {
      const word = begun();
      if (word === undefined) return close();
      const mine = ++asked;
      const answer = await fetch(`${address}?q=${encodeURIComponent(word)}`, { credentials: "same-origin" })
        .catch(() => null);
      if (!answer || !answer.ok || mine !== asked) return undefined;
      people = (await answer.json()).people;
      at = 0;
      return show();
    }

    field.addEventListener("input", look);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move) at = (at + move + people.length) % people.length;
      else if (event.key === "Enter" || event.key === "Tab") take();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      if (move) show();
    });
  }

  for (const form of document.querySelectorAll("form[data-people]")) {
    for (const field of form.querySelectorAll("textarea[data-mentions]")) mentions(field, form.dataset.people);
  }

  // -- what a comment is about, and its time in the film --------------------------------------------------------
  const say = document.getElementById("say");
  const film = document.querySelector("#film video");
  if (say) {
    const about = say.querySelector("select[name=about]"), text = say.querySelector("textarea");
    const time = say.querySelector("input[name=at]");
    for (const link of document.querySelectorAll("a[data-about]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        about.value = link.dataset.about;
        say.scrollIntoView({ block: "center" });
        text.focus();
      });
    }
    if (film && time) {
      film.addEventListener("pause", () => {
        if (film.currentTime === 0 || film.ended) return;
        const whole = Math.floor(film.currentTime);
        time.value = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
      });
    }
  }
  for (const link of document.querySelectorAll("a[data-film]")) {
    link.addEventListener("click", () => {
      if (film) film.currentTime = Number(link.dataset.film) / 1000;
    });
  }

  // -- open comments beside their fields ------------------------------------------------------------------------
  for (const talk of document.querySelectorAll(".desk-open [data-place]")) {
    const field = talk.dataset.place && document.getElementById(talk.dataset.place);
    if (!field) continue;
    const note = document.createElement("span"), link = document.createElement("a");
    note.className = "desk-beside";
    note.id = `${talk.dataset.place}-said`;
    link.href = "#open-comments";
    link.textContent = talk.querySelector(".desk-words").textContent.trim().slice(0, 120);
    note.append(link);
    (field.closest(".field-row, .form-row") || field).after(note);
    if (field.matches("input, textarea, select")) field.setAttribute("aria-describedby", note.id);
  }
})();
