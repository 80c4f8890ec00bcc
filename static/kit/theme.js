/* Before the first paint: light or dark as the system wishes (data-theme-fixed on <html> says no), and whether this
   browser wants single-key shortcuts. Without JavaScript the page stays light and shows no shortcut. */
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  if (!("themeFixed" in root.dataset)) {
    paint();
    dark.addEventListener("change", paint);
  }
  try {
    root.dataset.keys = localStorage.getItem("house.keys") === "off" ? "off" : "on";
  } catch {
    root.dataset.keys = "on"; // storage refused by the browser: the switch then lasts as long as the page
  }
})();
