// Runs before the first paint: the colours that the person chose, and a clear word where the
// browser cannot run the app at all.
try {
  const theme = JSON.parse(localStorage.getItem("cuebook.prefs") || "{}").theme;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
addEventListener("error", (event) => {
  const note = document.querySelector("#boot [role=status]");
  if (note) note.textContent = `Cuebook could not start: ${event.message || "a file of the site is missing"}. Reload the page; if it stays like this, use a current browser or tell whoever runs this site.`;
}, true);
addEventListener("unhandledrejection", (event) => {
  const note = document.querySelector("#boot [role=status]");
  if (note) note.textContent = `Cuebook could not start: ${event.reason}. Reload the page; if it stays like this, use a current browser or tell whoever runs this site.`;
});
