/* The shelves: words suggested while one types, arrows through what was found, and a station that forgets.
   Every page works without it. At the station (<html data-station="seconds" data-start="address">) pages follow one
   another in one place of the browser's history, and the first one comes back when nobody has touched anything. */
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const { station, start } = root.dataset;
  const field = find("#q");
  const list = find("#suggestions");
  const go = (address) => (station ? location.replace(address) : location.assign(address));

  /* ---- suggestions: a list that the field controls ---- */
  let asked = null; // the question under way
  let chosen = -1;
  const options = () => all("[role=option]", list);

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const all = options();
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach((el, n) => el.setAttribute("aria-selected", String(n === chosen)));
    if (chosen >= 0) field.setAttribute("aria-activedescendant", all[chosen].id);
  }

  function take(option) {
    field.value = option.dataset.completes;
    close();
    field.form.requestSubmit();
  }

  async function suggest() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(field.dataset.suggest, location);
    address.searchParams.set("q", field.value);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...all("[role=option]", drawn));
      list.hidden = !options().length;
      chosen = -1;
      field.setAttribute("aria-expanded", String(!list.hidden));
    } catch (failed) {
      if (failed.name !== "AbortError") close(); // the network is away: one types on
    }
  }

  function typed(event) {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && open) choose(chosen + 1);
    else if (event.key === "ArrowUp" && open) choose(chosen - 1);
    else if (event.key === "Enter" && open && chosen >= 0) take(options()[chosen]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (field && list) {
    let soon = 0;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "suggestions", "aria-autocomplete": "list", "aria-expanded": "false" })) {
      field.setAttribute(name, value);
    }
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0].textContent);
    field.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(suggest, 90);
    });
    field.addEventListener("keydown", typed);
    field.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      take(option);
    });
  }

  /* ---- keys: / to the field, arrows through the list, Escape starts again ---- */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const types = event.target.matches("textarea, select, input:not([type=checkbox])");
    const found = all(".found h2 a");
    const at = found.indexOf(document.activeElement);
    if (event.key === "Escape" && find("#again")) go(find("#again").href);
    else if (event.key === "/" && !types && field) field.select();
    else if (event.key === "ArrowDown" && found.length && (!types || event.target === field)) found[Math.min(at + 1, found.length - 1)].focus();
    else if (event.key === "ArrowUp" && at > 0) found[at - 1].focus();
    else if (event.key === "ArrowUp" && at === 0 && field) field.focus();
    else return;
    event.preventDefault();
  });

  all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));

  /* ---- that nothing was found is told, without what was typed ---- */
  const missed = find("form[data-missed]");
  if (missed) fetch(missed.action, { method: "POST", body: new URLSearchParams(new FormData(missed)), keepalive: true }).catch(() => {});

  /* ---- the station ---- */
  if (!station) return;
  let idle = 0;
  function wait() {
    clearTimeout(idle);
    idle = setTimeout(() => go(start), Number(station) * 1000);
  }
  ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"].forEach((name) => addEventListener(name, wait, { passive: true }));
  wait();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || link.target || event.defaultPrevented) return;
    event.preventDefault();
    go(link.href);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "get") return;
    event.preventDefault();
    const address = new URL(event.target.action);
    address.search = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value)).toString();
    go(address);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) go(start); }); // brought back as it was left
})();
