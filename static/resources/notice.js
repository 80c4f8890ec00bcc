/* A proposal that is pressed takes the place of the word being typed: [data-puts] into the field named by [data-into].
   Without scripts one types codes or names, with ; between them. */
(() => {
  document.addEventListener("click", ({ target }) => {
    const offer = target.closest("[data-puts]");
    const field = offer && document.getElementById(offer.dataset.into);
    if (!field) return;
    const before = field.value.split(";").slice(0, -1).map((each) => each.trim()).filter(Boolean);
    field.value = [...before, offer.dataset.puts].join("; ");
    offer.parentElement.replaceChildren();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
})();
