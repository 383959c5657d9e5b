// While a worker is at an import: says how far it is, and shows the result when it is there.
const place = document.querySelector("[data-progress]");
const said = place.querySelector("[data-said]");
const bar = place.querySelector("progress");

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const now = await answer.json();
    if (!now.working) {
      location.reload();
      return;
    }
    const text = now.total ? `${now.said}: ${now.done} / ${now.total}` : now.said;
    // Said only when it changed, so that a screen reader is not told the same again.
    if (said.textContent !== text) said.textContent = text;
    bar.value = now.share;
  } catch {
    // The next look may succeed; the link beside does the same by hand.
  }
  setTimeout(look, 1000);
}

look();
