/* The pile of what is to be looked at again, by keyboard. The current row, or the chosen ones if there are any, bear the keys:
   their data-act-key becomes data-key, which keys.js presses, lists and switches off. J and K step, as the arrows do inside. */
(() => {
  const { house } = window;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rows = () => all("#triage .stale");
  let current = ""; // the id of a row

  function dress() {
    const chosen = all("#triage [name=row]:checked").length;
    const row = document.getElementById(current);
    const many = document.getElementById("many");
    for (const each of rows()) each.classList.toggle("is-current", each === row);
    for (const each of all("#triage [data-act-key]")) {
      const mine = row?.contains(each) && !(chosen && "CW".includes(each.dataset.actKey));
      if (mine || (chosen && many.contains(each))) each.dataset.key = each.dataset.actKey;
      else delete each.dataset.key;
    }
    many?.classList.toggle("is-on", chosen > 0);
    const told = document.getElementById("many-of");
    if (!told) return;
    told.dataset.none ??= told.textContent;
    told.textContent = chosen ? told.dataset.many.replace("{n}", chosen) : told.dataset.none;
  }

  function choose(row) {
    current = row?.id || "";
    dress();
  }

  function step(by) {
    const there = rows();
    const at = there.findIndex((row) => row.id === current);
    const inside = there[at]?.contains(document.activeElement);
    const next = there[Math.min(Math.max(inside ? at + by : Math.max(at, 0), 0), there.length - 1)];
    if (!next) return;
    choose(next);
    house.focus(next);
    next.scrollIntoView({ block: "nearest" });
  }

  let from = null; // what had the focus before a step's own button took it
  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest?.("#triage .stale");
    if (row && row.id !== current) choose(row);
    if (!target.closest?.("[data-step]")) from = target;
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (button) {
      if (from?.isConnected && from.closest(".stale")) from.focus({ preventScroll: true });
      step(Number(button.dataset.step));
    }
    if (target.closest("[data-all]")) {
      const boxes = all("#triage [name=row]");
      const on = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = on;
      dress();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("#triage [type=checkbox]")) event.preventDefault(); // presses no button
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    if (!by || modified || document.documentElement.dataset.keys !== "on" || !event.target.closest?.("#triage .stale")) return;
    event.preventDefault();
    step(by);
  });

  document.addEventListener("change", ({ target }) => { if (target.matches("#triage [name=row]")) dress(); });
  document.addEventListener("htmx:afterSettle", () => {
    if (!document.getElementById(current)) current = rows()[0]?.id || "";
    dress();
  });
  choose(rows()[0]);
})();
