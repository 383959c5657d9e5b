// Relative times beside the absolute ones, computed where the reader is: the page itself never knows "now".
const STEPS = [["year", 31536000], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function relative(seconds, words) {
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(Math.trunc(seconds), "second");
}

const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
for (const time of document.querySelectorAll(".byline time, .timetable time")) {
  const instant = Date.parse(time.dateTime);
  if (Number.isNaN(instant)) continue;
  const said = document.createElement("span");
  said.className = "relative";
  said.textContent = ` (${relative((instant - Date.now()) / 1000, words)})`;
  time.after(said);
  time.title = new Date(instant).toLocaleString();
}
