// The wait for a premiere. The last minute empties the dial; then the page asks, ever more slowly, until the film is there.
const screen = document.querySelector(".screen-empty");
const until = Date.parse(screen?.dataset.premiere ?? "");
const out = screen?.querySelector(".countdown");
const LAST_WAIT = 60000;

function count(left) {
  const total = Math.max(0, Math.ceil(left / 1000));
  const days = Math.floor(total / 86400);
  const clock = [Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60];
  const text = clock.map((part) => String(part).padStart(2, "0")).join(":");
  if (!days) return total < 60 ? String(total) : text;
  const words = new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: "day", unitDisplay: "long" });
  return `${words.format(days)}\n${text}`;
}

function fill(left) {
  const ticks = Math.min(60, Math.ceil(left / 1000));
  let lit = screen.querySelector(".lit");
  if (left > 60000 || ticks < 1) return lit?.remove();
  if (!lit) {
    lit = screen.querySelector(".ticks").cloneNode();
    lit.setAttribute("class", "lit");
    screen.querySelector("g").append(lit);
  }
  lit.setAttribute("stroke-dasharray", [...Array(ticks - 1).fill("0.22 0.78"), `0.22 ${(60.78 - ticks).toFixed(2)}`].join(" "));
}

async function look(wait) {
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (answer.ok && (await answer.text()).includes("<video")) return location.reload();
  } catch {
    // Offline for a moment: the next look will tell.
  }
  setTimeout(look, wait, Math.min(wait * 1.5, LAST_WAIT));
}

function tick() {
  const left = until - Date.now();
  out.textContent = left > 0 ? count(left) : "0";
  fill(left);
  // A moment of each visitor's own, so that not all ask at the same instant.
  if (left <= 0) return setTimeout(look, 300 + Math.random() * 1500, 1500);
  setTimeout(tick, (left % 1000) + 5);
}

if (out && !Number.isNaN(until)) {
  out.hidden = false;
  const local = document.querySelector(".local");
  const form = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  local.textContent = `${local.dataset.label} ${new Date(until).toLocaleString(document.documentElement.lang || "en", form)}`;
  local.hidden = false;
  tick();
}
