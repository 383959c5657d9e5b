// Copies the address, where the browser can; the field can be selected by hand as well.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.querySelector(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    document.querySelector("#preview-said").textContent = button.dataset.done;
  });
}
