/* For pages whose part follows by itself (counter, ticket).
     data-tells   on an element of the part: when these words change by themselves, they are spoken once.
   And nothing is swapped away under a finger: a part that was fetched while a button is held down waits for its release. */
(() => {
  const { house } = window;
  const late = new Set();
  let down = false;
  let told = null;

  const words = () => [...document.querySelectorAll("[data-tells]")].map((el) => el.dataset.tells).join(". ");

  addEventListener("pointerdown", () => { down = true; }, true);
  for (const end of ["pointerup", "pointercancel", "blur"]) {
    addEventListener(end, () => {
      down = false;
      setTimeout(() => {
        late.forEach((id) => htmx.trigger(document.getElementById(id), "sse:changed"));
        late.clear();
      }, 100); // after the click that the release makes
    }, true);
  }

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!down || !detail.xhr || detail.requestConfig.verb !== "get" || detail.requestConfig.elt !== detail.target) return;
    detail.shouldSwap = false;
    late.add(detail.target.id);
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const before = told;
    told = words();
    if (detail.requestConfig?.elt === detail.target && before !== null && told !== before) house.say(told);
  });

  document.addEventListener("DOMContentLoaded", () => { told = words(); });
})();
