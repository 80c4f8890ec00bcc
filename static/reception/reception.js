/* What the reception adds to the house's script: the cell just logged stays marked, what was closed stays closed when the
   line is drawn anew, a choice closes its list, and a number is typed on the sizes of a group. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* The cell that was just logged. The answer names it; the grid itself is never drawn again. */
  function markLast() {
    const id = document.getElementById("answer")?.dataset.last;
    for (const cell of all(".cell")) cell.classList.toggle("is-last", cell.id === id && id !== "");
  }

  /* A desk's list stands open, so that “Left” is one press; closed in this browser, it stays closed. */
  const SHUT = "house.lines.shut";
  let shut = new Set();
  try {
    shut = new Set(JSON.parse(localStorage.getItem(SHUT)) || []);
  } catch { /* storage refused or broken: the lists stay closed as long as the page */ }

  function reopen(root) {
    for (const list of all("details.standing", root)) list.open = !shut.has(list.id);
  }

  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches?.("details.standing")) return;
    if (target.open) shut.delete(target.id);
    else shut.add(target.id);
    try {
      localStorage.setItem(SHUT, JSON.stringify([...shut]));
    } catch { /* see above */ }
  }, true);
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => reopen(detail.fragment));
  reopen(document);
  document.addEventListener("htmx:afterSettle", markLast);

  /* On a phone the answer stands above what the screen shows: the visitor is waiting to hear it. */
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const answer = document.getElementById("answer");
    const { top } = answer?.getBoundingClientRect() ?? { top: 0 };
    if (top < 0 && detail.requestConfig?.verb === "post") answer.scrollIntoView();
  });

  /* ---- choices behind a button: 5+ persons, the second need ---- */
  function tell(list) {
    const chosen = list.querySelector("input:checked");
    const told = list.querySelector("[data-chosen]");
    told.textContent = chosen?.dataset.short || told.dataset.none;
  }

  const lists = () => all(".pick");
  document.addEventListener("change", ({ target }) => { if (target.closest("form")) lists().forEach(tell); });
  document.addEventListener("reset", () => setTimeout(() => {
    lists().forEach(tell);
    for (const list of lists()) list.open = false;
  }));
  document.addEventListener("click", (event) => {
    const { target } = event;
    const list = target.closest(".pick-body label")?.closest(".pick");
    if (list) setTimeout(() => {
      list.open = false;
      list.querySelector("summary").focus();
    });
    if (target.closest("a[data-print]")) event.preventDefault(); // house.js prints from here: no other page is needed
  });

  document.addEventListener("keydown", (event) => { // Esc answers a question with nothing
    if (event.key === "Escape" && !document.querySelector(".pick[open]")) document.querySelector("#choice #forget")?.click();
  });

  /* ---- the size of a group: digits go to the number, Enter logs it ---- */
  let typed = "";
  let since = 0;
  document.addEventListener("keydown", (event) => {
    const sizes = event.target.closest?.("[data-typed]");
    if (!sizes || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // before keys.js takes it for the number of persons
    typed = event.timeStamp - since < 1000 ? typed + event.key : event.key;
    since = event.timeStamp;
    (sizes.querySelector(`[value="${typed}"]`) || sizes.querySelector(`[value="${typed = event.key}"]`))?.focus();
  }, true);
})();
