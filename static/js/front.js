// The front: the film that stands large plays where it stands, and whoever comes next is counted down to.
const still = document.querySelector(".hero-still.plays");

function play(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const { film, name, captions, captionsLanguage, captionsLabel } = still.dataset;
  const video = Object.assign(document.createElement("video"), { controls: true, playsInline: true, src: film });
  video.setAttribute("aria-label", name);
  video.dataset.page = still.getAttribute("href");
  const poster = still.querySelector("img")?.currentSrc;
  if (poster) video.poster = poster;
  if (captions) {
    const track = Object.assign(document.createElement("track"), { kind: "captions", src: captions, srclang: captionsLanguage, label: captionsLabel, default: true });
    video.append(track);
  }
  const place = document.createElement("div");
  place.className = "hero-still playing";
  const frame = document.createElement("div");
  frame.className = "still";
  frame.append(video);
  place.append(frame);
  still.replaceWith(place);
  video.focus();
  // A browser that wants a second press shows its own button.
  video.play().catch(() => {});
  here?.removeEventListener("click", play);
}

const here = still && document.querySelector(".watch-here");
still?.addEventListener("click", play);
here?.addEventListener("click", play);

const count = document.querySelector("[data-until]");
const until = Date.parse(count?.dataset.until ?? "");

function tick() {
  const left = until - Date.now();
  count.hidden = left <= 0;
  if (left <= 0) return;
  const total = Math.ceil(left / 1000);
  const days = Math.floor(total / 86400);
  const clock = [Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60];
  const words = new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: "day", unitDisplay: "long" });
  count.textContent = days ? words.format(days) : clock.map((part) => String(part).padStart(2, "0")).join(":");
  setTimeout(tick, days ? 60000 : (left % 1000) + 5);
}

if (!Number.isNaN(until)) tick();
