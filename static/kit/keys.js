/* Single-key shortcuts: a list, a switch, and the two-key grid. See house.js for the attributes. */
(() => {
  const { find, focus, usable, say } = window.house;
  const root = document.documentElement;
  const FIELDS = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])";
  let armed = null; // { kind: "row" or "col", key }

  const all = (selector) => [...document.querySelectorAll(selector)];
  const byKey = (attribute, key) => all(`[${attribute}]`).filter((el) => el.getAttribute(attribute).toUpperCase() === key);

  function forget() {
    all(".is-armed").forEach((el) => el.classList.remove("is-armed"));
    armed = null;
  }

  function arm(kind, key) {
    forget();
    armed = { kind, key };
    byKey(`data-${kind}-key`, key).forEach((el) => el.classList.add("is-armed"));
  }

  function press(el) {
    forget();
    if (el.matches(FIELDS)) return el.focus();
    if (!el.hasAttribute("data-cycle")) el.focus({ preventScroll: true });
    el.click();
  }

  function cycle(group) {
    const radios = [...group.querySelectorAll("input[type=radio]:not(:disabled)")];
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length];
    next?.click();
    if (next) say(next.labels[0]?.textContent.trim());
  }

  /* What stands open and asks for a key of its own is asked first. */
  function first(key) {
    const el = byKey("data-key", key).find((one) => one.closest("[data-keys-first]") && usable(one));
    if (el) press(el);
    return Boolean(el);
  }

  /* Two keys, either order. True when the key was the grid's. */
  function grid(key) {
    const kind = ["row", "col"].find((one) => byKey(`data-${one}-key`, key).length);
    if (!kind) return false;
    if (!armed || armed.kind === kind) {
      arm(kind, key);
      return true;
    }
    const [row, col] = kind === "col" ? [armed.key, key] : [key, armed.key];
    const cells = byKey("data-row-key", row).flatMap((el) => [...el.querySelectorAll("[data-col-key]")]);
    const cell = cells.find((el) => el.dataset.colKey.toUpperCase() === col && usable(el));
    forget();
    if (cell) press(cell);
    return true;
  }

  function digit(key) {
    const seen = (el) => usable(el.closest("details") || el.labels?.[0] || el); // one in a closed list counts
    const radio = all("[data-digit]").find((el) => el.dataset.digit.split(" ").includes(key) && seen(el));
    if (!radio) return false;
    if (radio.dataset.digit.includes(" ")) {
      radio.dataset.before ??= radio.value;
      radio.value = key;
      const shown = radio.labels[0]?.querySelector("[data-digit-shown]");
      if (shown) {
        shown.dataset.before ??= shown.textContent;
        shown.textContent = key;
      }
    }
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    say(radio.labels[0]?.textContent.trim());
    return true;
  }

  document.addEventListener("reset", ({ target }) => {
    for (const radio of target.elements) {
      if (radio.dataset.before === undefined) continue;
      const shown = radio.labels[0]?.querySelector("[data-digit-shown]");
      if (shown) shown.textContent = shown.dataset.before;
      radio.value = radio.dataset.before;
    }
  });

  function single(key) {
    const el = byKey("data-key", key).find((one) => usable(one));
    if (!el) return false;
    if (el.hasAttribute("data-cycle")) cycle(el);
    else press(el);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const list = find("#keys");
    if (event.key === "Escape") return list && !list.hidden ? close() : forget();
    if (root.dataset.keys !== "on" || event.key.length > 1 || event.key === " ") return;
    if (event.target.matches(FIELDS) || list?.contains(event.target)) return;
    const key = event.key.toUpperCase();
    if (key === "?" ? open() : first(key) || grid(key) || digit(key) || single(key)) event.preventDefault();
  });

  /* ---- the list and its switch ---- */
  let before = null;

  function nameOf(el) {
    if (el.dataset.keyName || el.getAttribute("aria-label")) return el.dataset.keyName || el.getAttribute("aria-label");
    const words = el.cloneNode(true);
    words.querySelectorAll(".key, .k, svg").forEach((hint) => hint.remove());
    return words.textContent.replace(/\s+/g, " ").trim() || el.labels?.[0]?.textContent.trim() || "";
  }

  function row(keys, words) {
    const li = document.createElement("li");
    const end = document.createElement("span");
    for (const key of keys) {
      const hint = Object.assign(document.createElement("span"), { className: "key", textContent: key });
      end.append(hint, " ");
    }
    li.append(end, Object.assign(document.createElement("span"), { textContent: words }));
    return li;
  }

  function fill() {
    const list = find("[data-keys-list]");
    const rows = new Map();
    if (find("[data-row-key]")) {
      rows.set("grid", row([find("[data-row-key]").dataset.rowKey, find("[data-col-key]").dataset.colKey], list.dataset.grid));
    }
    if (find("[data-digit]")) rows.set("digits", row(["1", "9"], list.dataset.digits));
    for (const el of all("[data-key]").filter((one) => !one.closest("[data-keys-first]"))) {
      if (!rows.has(el.dataset.key)) rows.set(el.dataset.key, row([el.dataset.key], nameOf(el)));
    }
    if (rows.has("grid")) rows.set("esc", row([list.dataset.escape], list.dataset.forget));
    rows.set("?", row(["?"], list.dataset.open));
    list.replaceChildren(...rows.values());
  }

  function open() {
    const list = find("#keys");
    if (!list) return false;
    forget();
    fill();
    before = document.activeElement;
    find("[data-keys-switch]").checked = root.dataset.keys === "on";
    list.hidden = false;
    focus(list);
    return true;
  }

  function close() {
    find("#keys").hidden = true;
    if (before?.isConnected && before !== document.body) before.focus();
    else focus(find("main h1") || find("#main"));
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-keys-open]")) {
      target.closest("[data-menu]")?.removeAttribute("open");
      open();
    } else if (target.closest("[data-keys-close]")) close();
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-keys-switch]")) return;
    root.dataset.keys = target.checked ? "on" : "off";
    try {
      localStorage.setItem("house.keys", root.dataset.keys);
    } catch { /* storage refused: the switch lasts as long as the page */ }
  });
  document.addEventListener("focusin", ({ target }) => { // the list never hides what has the focus
    const list = find("#keys");
    if (list && !list.hidden && !list.contains(target)) list.hidden = true;
  });
})();
