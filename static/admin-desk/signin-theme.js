// The door wears what the person chose for the desk; Unfold keeps that in this browser.
try {
  const theme = JSON.parse(localStorage.getItem("adminTheme"));
  if (theme === "dark" || theme === "light") document.documentElement.classList.add(theme);
} catch {
  // Nothing chosen, or a browser that keeps nothing: the system's own theme it is.
}
