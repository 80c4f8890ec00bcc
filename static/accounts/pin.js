/* A name pressed puts the cursor into the PIN; the sixth digit sends it. Both panels work without. */
(() => {
  const pinOf = (el) => el.closest("form")?.querySelector("[data-pin]");

  let byArrow = false; // who walks through the names with the arrows has not chosen yet
  document.addEventListener("keydown", (event) => { byArrow = event.key.startsWith("Arrow"); }, true);
  document.addEventListener("pointerdown", () => { byArrow = false; }, true);
  document.addEventListener("change", ({ target }) => {
    if (target.name === "person" && !byArrow) pinOf(target)?.focus();
  });
  document.addEventListener("DOMContentLoaded", () => { // a page of staff leaves this to house.js
    if (!window.house) document.querySelector("main [data-focus]")?.focus();
  });
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-pin]")) return;
    target.value = target.value.replace(/\D/g, "");
    if (target.value.length === 6 && target.form.checkValidity()) target.form.requestSubmit();
  });
})();
