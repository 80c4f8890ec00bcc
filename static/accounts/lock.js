/* A screen that nobody touches locks itself: the page stays, nothing in it can be pressed, what was chosen waits.
   A moment before the session ends it locks too, so that nothing typed is lost: to unlock is to begin another session.
   On <body>: data-lock-after (minutes, 0 = never), data-ends (seconds since 1970), data-lock-soon and data-lock-stay (words of the warning),
   data-lock-veils (a page that a locked screen does not show). The house keeps the lock; this draws it (kit/_menu.html
   has the form, accounts/_lock.html the panel), and tells the browser's other tabs. */
(() => {
  const { find, focus, usable } = window.house;
  const { body } = document;
  const form = find("[data-lock-form]");
  if (!form) return;
  const longest = 60000 * Number(body.dataset.lockAfter);
  const warning = Math.min(60000, longest / 2 || 60000);
  const BEFORE_THE_END = 600000;
  const tabs = new BroadcastChannel("house.lock");
  const asleep = ".skip, .bar, #main, #keys";
  let touched = Date.now();
  let told = 0; // when the other tabs last heard of a touch
  let before = null;

  /* How long until this screen locks, in milliseconds. */
  function left(now = Date.now()) {
    const end = Number(body.dataset.ends) * 1000 - BEFORE_THE_END - now;
    return Math.min(longest ? longest - (now - touched) : Infinity, body.dataset.ends ? end : Infinity);
  }

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
    if (left(at) <= 0) return look(); // the computer slept: its first touch does not wake the page
    touched = at;
    warn(left() <= warning);
    if (at - told < 5000) return;
    told = at;
    tabs.postMessage({ touched: at });
  }

  function look() {
    if (isLocked()) return;
    if (left() > 0) warn(left() <= warning);
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

  function unlock(how, ends) {
    body.dataset.ends = ends;
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
      const { unlocked, ends } = panel.dataset;
      delete panel.dataset.unlocked;
      unlock(unlocked, ends);
      tabs.postMessage({ unlocked, ends, by: body.dataset.drawnFor });
    }
  });

  tabs.onmessage = ({ data }) => {
    if (data.touched) touched = Math.max(touched, data.touched);
    if (data.touched) look();
    if (data.locked && !isLocked()) htmx.ajax("GET", form.dataset.panel, { target: "#lock", swap: "outerHTML" });
    if (data.unlocked && isLocked()) {
      if (data.by !== body.dataset.drawnFor) return location.reload();
      find("#lock").replaceWith(Object.assign(document.createElement("div"), { id: "lock" }));
      unlock(data.unlocked, data.ends);
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
