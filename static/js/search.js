// Finds while somebody types. The form does the same without this; nothing of it is kept or told to anybody else.
const form = document.querySelector("form.search");
const field = form?.elements.q;
const list = form?.querySelector(".search-now");
const said = form?.querySelector(".search-said");
const WAIT = 180;
let timer = 0;
let asking = null;

function element(name, className, text, language, direction) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  if (language) made.lang = language;
  if (direction) made.dir = direction;
  return made;
}

function line(hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = hit.moment ? hit.moment.path : hit.path;
  link.append(element("span", "what", hit.title, hit.language, hit.direction));
  const words = hit.moment ? `${hit.name} · ${hit.moment.clock}` : hit.name;
  link.append(element("span", "when", words));
  if (hit.moment) link.append(element("q", "quiet", hit.moment.words, hit.moment.language, hit.moment.direction));
  item.append(link);
  return item;
}

function show(hits, words) {
  list.replaceChildren(...hits.map(line));
  list.hidden = !hits.length;
  said.textContent = words;
}

async function ask() {
  asking?.abort();
  const typed = field.value.trim();
  if (typed.length < 2) return show([], "");
  const mine = (asking = new AbortController());
  try {
    const answer = await fetch(`/search.json?q=${encodeURIComponent(typed)}`, { signal: mine.signal, credentials: "omit" });
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (mine.signal.aborted) return;
    if (answer.ok) show(told.hits, told.hits.length ? told.said : form.dataset.none);
    else show([], told.error ?? form.dataset.away);
  } catch {
    if (!mine.signal.aborted) show([], form.dataset.away);
  }
}

// Arrow keys walk from the field through what was found, and back; Escape closes.
function walk(event) {
  const stops = [field, ...list.querySelectorAll("a")];
  const place = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    show([], "");
    return field.focus();
  }
  if (!step || place < 0 || list.hidden) return;
  event.preventDefault();
  stops[(place + step + stops.length) % stops.length].focus();
}

if (field && list) {
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // Not while letters are still being put together.
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("compositionend", () => { timer = setTimeout(ask, WAIT); });
  form.addEventListener("keydown", walk);
}
