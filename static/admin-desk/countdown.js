// The waits on the home of the desk tick, by the database's clock. The server's words stay for whoever has no script.
const root = document.querySelector(".desk-today");
const waits = [...document.querySelectorAll("[data-countdown]")].map((out) => ({ out, until: Date.parse(out.dateTime) }));
const now = Date.parse(root?.dataset.now ?? "");
// How far this machine's clock is from the one that releases follow. The page took a moment to arrive: seconds are no sign.
const apart = Number.isNaN(now) ? 0 : performance.timeOrigin - now;
const ahead = Math.abs(apart) < 5000 ? 0 : apart;
const language = document.documentElement.lang || "en";
const days = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });

function said(left) {
  const total = Math.ceil(left / 1000);
  const count = Math.floor(total / 86400);
  const clock = [Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60];
  const text = clock.map((part) => String(part).padStart(2, "0")).join(":");
  return count ? `${days.format(count)} ${text}` : text;
}

function tick() {
  const at = Date.now() - ahead;
  for (const { out, until } of waits) {
    const left = until - at;
    if (Number.isNaN(until)) continue;
    // What is due keeps the server's words until the page is asked for again.
    if (left > 0) out.textContent = said(left);
    else out.classList.add("today-due");
    out.classList.toggle("today-last-minute", left > 0 && left <= 60000);
  }
  setTimeout(tick, 1000 - (at % 1000) + 5);
}

if (waits.length) tick();
