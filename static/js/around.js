// From one minute to the next as through a reel: by the arrow keys, or by a swipe across the film.
// Each keeps its own address; arrows that somebody else uses (a player, a field, a strip) are left to them.
const before = document.querySelector(".around [rel='prev']");
const after = document.querySelector(".around [rel='next']");
const TAKEN = "video, input, textarea, select, [tabindex='0'], .strip";
const FAR = 90;

function turn(toTheRight) {
  const forward = toTheRight === (document.documentElement.dir !== "rtl");
  (forward ? after : before)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest(TAKEN)) return;
  if (event.key === "ArrowRight") turn(true);
  if (event.key === "ArrowLeft") turn(false);
});

const screen = document.querySelector(".screen");
let from = null;

screen?.addEventListener("touchstart", (event) => {
  const [touch] = event.touches;
  const box = screen.getBoundingClientRect();
  // The player's own controls lie along the lower edge.
  const free = event.touches.length === 1 && touch.clientY < box.top + box.height * 0.7;
  from = free && !document.fullscreenElement ? { x: touch.clientX, y: touch.clientY } : null;
}, { passive: true });

screen?.addEventListener("touchend", (event) => {
  if (!from) return;
  const [touch] = event.changedTouches;
  const x = touch.clientX - from.x;
  const y = Math.abs(touch.clientY - from.y);
  from = null;
  // A finger that goes left brings what is to the right.
  if (Math.abs(x) > FAR && y < FAR / 2) turn(x < 0);
}, { passive: true });
