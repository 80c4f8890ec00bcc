/* A screen that nobody touches locks itself: the page stays, nothing in it can be pressed, what was chosen waits.
   On <body>: data-lock-after (minutes, 0 = never), data-lock-soon and data-lock-stay (words of the warning),
   data-lock-veils (a page that a locked screen does not show). The house keeps the lock; this draws it (kit/_menu.html
   has the form, accounts/_lock.html the panel), and tells the browser's other tabs. */
(() => {
  const { find, focus, usable } = window.house;
  const { body } = document;
  const form = find("[data-lock-form]");
  if (!form) return;
  const longest = 60000 * Number(body.dataset.lockAfter);
  const warning = Math.min(60000, longest / 2);
  const tabs = new BroadcastChannel("house.lock");
  const asleep = ".skip, .bar, #main, #keys";
  let touched = Date.now();
  let told = 0; // when the other tabs last heard of a touch
  let before = null;

  const isLocked = () => Boolean(find("#lock.lock"));

  function draw(locked) {
    for (const el of document.querySelectorAll(asleep)) el.inert = locked;
    document.documentElement.toggleAttribute("data-veiled", locked && "lockVeils" in body.dataset);
  }

  function warn(soon) {
    const shown = find("#lock-soon");
    if (!soon) return shown?.remove();
    if (shown) return undefined;
    const words = Object.assign(document.createElement("p"), { id: "lock-soon", className: "note lock-soon", textContent: `${body.dataset.lockSoon} ` });
    words.append(Object.assign(document.createElement("button"), { type: "button", className: "btn btn-line", textContent: body.dataset.lockStay }));
    return find("#told").append(words);
  }

  function touch(at = Date.now()) {
    if (isLocked()) return;
    if (longest && at - touched >= longest) return look(); // the computer slept: its first touch does not wake the page
    touched = at;
    warn(false);
    if (at - told < 5000) return;
    told = at;
    tabs.postMessage({ touched: at });
  }

  function look() {
    const idle = Date.now() - touched;
    if (!longest || isLocked()) return;
    if (idle < longest) warn(idle >= longest - warning);
    else if (navigator.onLine && !document.documentElement.hasAttribute("data-kept")) form.requestSubmit();
  }

  function lock() {
    before = document.activeElement;
    warn(false);
    find("[data-menu][open]")?.removeAttribute("open");
    draw(true);
    const wanted = find("#lock [data-focus]") || find("#lock-title");
    focus(wanted);
  }

  function unlock(how) {
    if (how === "pin" && "lockVeils" in body.dataset) return location.reload(); // this page asks for the password
    draw(false);
    touched = Date.now();
    const back = usable(before) ? before : find("main h1") || find("#main");
    return setTimeout(() => focus(back), 60);
  }

  document.addEventListener("htmx:afterSettle", () => {
    const panel = find("#lock");
    if (panel.matches(".lock") && !find("#main").inert) {
      lock();
      tabs.postMessage({ locked: true });
    } else if (panel.dataset.unlocked) {
      const how = panel.dataset.unlocked;
      delete panel.dataset.unlocked;
      unlock(how);
      tabs.postMessage({ unlocked: how, by: body.dataset.drawnFor });
    }
  });

  tabs.onmessage = ({ data }) => {
    if (data.touched) touched = Math.max(touched, data.touched);
    if (data.touched) warn(false);
    if (data.locked && !isLocked()) htmx.ajax("GET", form.dataset.panel, { target: "#lock", swap: "outerHTML" });
    if (data.unlocked && isLocked()) {
      if (data.by !== body.dataset.drawnFor) return location.reload();
      find("#lock").replaceWith(Object.assign(document.createElement("div"), { id: "lock" }));
      unlock(data.unlocked);
    }
    return undefined;
  };

  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) {
    document.addEventListener(kind, () => touch(), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  setInterval(look, 5000);
  if (isLocked()) lock();
})();
