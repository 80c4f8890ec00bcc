/* A phone that is called says so in the hand, where its browser allows that; the title changes with the part. */
(() => {
  const state = () => document.querySelector("[data-state]")?.dataset.state;
  let before = state();

  document.addEventListener("htmx:afterSettle", () => {
    const now = state();
    if (now === "called" && now !== before) navigator.vibrate?.([400, 200, 400]);
    before = now;
  });
})();
