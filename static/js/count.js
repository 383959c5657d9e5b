// All that is counted here: that this page was opened and which site led to it, that its film was played, and that it was
// seen to its end. No cookie, nothing kept on the device, nothing that tells one visitor from another: /how-we-count/.
const MOST = 0.8;
const unwanted = navigator.globalPrivacyControl || navigator.doNotTrack === "1" || navigator.connection?.saveData;
const told = new Set();

// Once for each time the page is opened, however often a film goes round. What gets lost is lost.
function tell(what, page, from = "") {
  if (told.has(what + page)) return;
  told.add(what + page);
  const body = new URLSearchParams({ what, page, from });
  fetch("/count", { method: "POST", body, keepalive: true, credentials: "omit", referrerPolicy: "origin" }).catch(() => {});
}

// The name of another site; of the page there, nothing.
function site() {
  if (!document.referrer) return "";
  const { protocol, hostname } = new URL(document.referrer);
  return protocol.startsWith("http") && hostname !== location.hostname ? hostname : "";
}

function watch({ type, target: film }) {
  if (!(film instanceof HTMLVideoElement)) return;
  const page = film.dataset.page ?? location.pathname;
  if (type === "playing") tell("play", page);
  // Only what was really played; a jump to the end leaves a gap.
  let seen = 0;
  for (let i = 0; i < film.played.length; i += 1) seen += film.played.end(i) - film.played.start(i);
  const over = film.ended || film.duration - film.currentTime < 0.5;
  if (over && seen >= MOST * film.duration) tell("completion", page);
}

if (!unwanted) {
  // These don't bubble, but are heard on their way down.
  for (const type of ["playing", "timeupdate", "ended"]) document.addEventListener(type, watch, true);
  const open = () => tell("view", location.pathname, site());
  // In a frame on somebody else's page the film alone counts; a page made ready beforehand, when it is shown.
  if (self === top && document.prerendering) document.addEventListener("prerenderingchange", open, { once: true });
  else if (self === top) open();
}
