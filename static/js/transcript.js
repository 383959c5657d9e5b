// The transcript goes along with the film and can be searched. Words are marked by the browser's highlights, so that
// the text itself stays as it was written; where there are none the transcript is simply there to read.
const text = document.querySelector(".said-text");
const film = document.querySelector(".screen video");
const form = document.querySelector(".find");
const able = text && form && "highlights" in CSS;

// The letters of the transcript without what differs between a caption and a text: case, space, marks.
const letters = [];
let plain = "";

function fold(character) {
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return /[\p{L}\p{N}]/u.test(bare) ? bare : "";
}

function read() {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    let at = 0;
    for (const character of node.data) {
      const bare = fold(character);
      for (let i = 0; i < bare.length; i += 1) letters.push([node, at, at + character.length]);
      plain += bare;
      at += character.length;
    }
  }
}

const folded = (words) => [...words].map(fold).join("");

function range(start, end) {
  const found = new Range();
  found.setStart(letters[start][0], letters[start][1]);
  found.setEnd(letters[end - 1][0], letters[end - 1][2]);
  return found;
}

// Where each caption stands in the transcript, in their order: [from, to, seconds].
let spoken = [];

function place(track) {
  let from = 0;
  spoken = [];
  for (const cue of track.cues ?? []) {
    const words = folded(cue.getCueAsHTML().textContent);
    const at = words ? plain.indexOf(words, from) : -1;
    if (at < 0) continue;
    from = at + words.length;
    spoken.push({ start: at, end: from, cue });
  }
}

function bring(one) {
  const box = text.getBoundingClientRect();
  const line = one.getBoundingClientRect();
  if (line.top < box.top || line.bottom > box.bottom) {
    text.scrollTop += line.top - box.top - box.height / 3;
  }
}

function follow(track) {
  const now = spoken.find((one) => one.cue === track.activeCues?.[0]);
  CSS.highlights.delete("spoken");
  if (!now) return;
  const one = range(now.start, now.end);
  CSS.highlights.set("spoken", new Highlight(one));
  if (!film.paused && !text.contains(document.activeElement)) bring(one);
}

function listen() {
  const [track] = [...film.textTracks].filter((one) => text.lang.split("-")[0] === one.language.split("-")[0]);
  if (!track) return;
  // Read without being shown, where somebody turned the captions off.
  if (track.mode === "disabled") track.mode = "hidden";
  track.addEventListener("cuechange", () => {
    if (!spoken.length) place(track);
    follow(track);
  });
  const ready = () => { place(track); offer(); };
  if (track.cues?.length) ready();
  film.querySelector("track")?.addEventListener("load", ready);
}

const field = form?.querySelector("input");
const button = form?.querySelector(".play-there");
const told = form?.querySelector(".found");
let hits = [];
let at = 0;

function secondsAt(letter) {
  const within = spoken.find((one) => letter >= one.start && letter < one.end);
  return within?.cue.startTime;
}

function offer() {
  button.hidden = !hits.length || secondsAt(hits[at]?.[0]) === undefined;
}

function show() {
  CSS.highlights.delete("found");
  CSS.highlights.delete("here");
  if (hits.length) {
    CSS.highlights.set("found", new Highlight(...hits.map(([from, to]) => range(from, to))));
    const here = range(...hits[at]);
    CSS.highlights.set("here", Object.assign(new Highlight(here), { priority: 1 }));
    bring(here);
  }
  offer();
  const words = hits.length > 1 ? told.dataset.many : hits.length ? told.dataset.one : told.dataset.none;
  told.textContent = folded(field.value) ? words.replace("{n}", at + 1).replace("{all}", hits.length) : "";
}

function seek() {
  const words = folded(field.value);
  hits = [];
  at = 0;
  for (let from = plain.indexOf(words); words && from >= 0; from = plain.indexOf(words, from + words.length)) {
    hits.push([from, from + words.length]);
  }
  show();
}

if (able) {
  read();
  form.hidden = false;
  field.addEventListener("input", seek);
  // Enter goes to the next place; the button plays from the one that is marked.
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (hits.length) at = (at + 1) % hits.length;
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const seconds = hits.length ? secondsAt(hits[at][0]) : undefined;
    if (seconds === undefined) return;
    film.currentTime = seconds;
    film.play().catch(() => {});
  });
  if (film) listen();
}
