// Copy and share: only where the browser can, and nothing is told to anybody.
const said = document.querySelector(".said");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = said.dataset.done;
  } catch {
    said.textContent = said.dataset.failed;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(button.dataset.copy));
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { share, text, address } = button.dataset;
    navigator.share({ title: share, text, url: address }).catch(() => {});
  });
}
