// The dial beside the film: its sixty ticks fill as the minute passes. Decoration; the player has its own controls.
const film = document.querySelector(".screen video");
const dial = document.querySelector(".progress .dial g");

// Where data is dear nothing of the film is fetched before somebody presses.
if (film && navigator.connection?.saveData) film.preload = "none";

if (film && dial) {
  const lit = dial.querySelector(".ticks").cloneNode();
  lit.setAttribute("class", "lit");
  let shown = 0;
  film.addEventListener("timeupdate", () => {
    const ticks = Math.round((film.currentTime / (film.duration || 60)) * 60);
    if (ticks === shown) return;
    shown = ticks;
    if (ticks < 1) return lit.remove();
    const dashes = Array(ticks - 1).fill("0.22 0.78");
    dashes.push(`0.22 ${(60.78 - ticks).toFixed(2)}`);
    lit.setAttribute("stroke-dasharray", dashes.join(" "));
    if (!lit.isConnected) dial.append(lit);
  });
}

// An address that ends in #t=23 starts the film there: a page's own fragment does not reach the film by itself.
function startAt() {
  const second = Number(/^#t=(\d{1,5})$/.exec(location.hash)?.[1]);
  if (!film || !second) return;
  // Before the film is known, this is where it will start.
  film.currentTime = second;
  film.scrollIntoView({ block: "nearest" });
}

startAt();
addEventListener("hashchange", startAt);
