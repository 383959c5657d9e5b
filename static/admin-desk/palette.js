// Unfold's palette has a field without a label; what stands in it says what it is for, in the person's language.
addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("search-input-command");
  if (field) field.setAttribute("aria-label", field.placeholder);
});
