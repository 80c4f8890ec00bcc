/* The house's own script: what htmx leaves open. No dependency but htmx itself; every page works without it.
   Four files: house.js (answers, focus, small things), live.js (the stream), posts.js (sent once, in order, kept while
   offline), keys.js (shortcuts). Attributes that pages may use:

   answers
     data-say           on an element of an answer: its words (or the attribute's value) are spoken once, by the page's one
                        role="status" region. Give the answer itself no role="status".
     data-focus         after an answer to a person's own act, or on a page just opened, the focus goes here.
                        The header `HX-Focus: #id` says the same. Else: same id as before, else the nearest heading.
                        So give every button inside a swapped part a stable id.
     data-refusals      on an element around or within the swap's target (the answer's line): an answer 4xx or 5xx that
                        holds #refusal puts that sentence in there (.is-error). Without one, under the top bar.
     data-expires-after="30"   blanked after so many seconds, keeping its place.
     data-print         a button that prints.
   posts (posts.js): each POST made by htmx is sent once, in order, and sent again as it was on a network error,
   502, 503 or 504. hx-select is not supported on them. What is pressed while offline waits in memory.
     data-once          on the form or above: failed is failed, never sent again by itself.
     data-fresh         on the hidden field of the form's key: after each press it takes a new random UUID, so that two
                        presses are two arrivals; a double click is one press.
     data-resets        on the form: its modifiers fall back to what the page came with after each press.
     data-drawn-for     on <body>, or nearer: whose page it is. Each press says so; if somebody else is signed in by then, it is
                        not done, and one press sends it again in the new name (accounts/middleware.py).
   live (live.js): `stream` in the context of base.html opens the page's event stream (htmx's sse extension).
     hx-trigger="sse:changed" / sse-swap="board"   as the extension says; the events are those of citedesmetiers.live.
                        After a break the stream is asked from the last version heard (?v=), so what was missed comes.
                        `beat` comes every 10 s: 15 s of silence, `lost`, or no network are told as "not live".
                        While a server gives no stream (204), the parts are fetched every 10 s.
     #live              the words: data-on, data-off ({time}), data-kept ({n}).
     data-clock="Europe/Paris"  with [data-clock-time] and [data-clock-day] inside: told anew each minute.
   shortcuts (keys.js), asleep in fields, under a modifier key, and when <html data-keys="off">
     data-key="T"       presses (or, for a text field, focuses) the first of these that is visible and enabled. Show the
                        letter with kit/_key.html. data-key-name: other words for the list.
     data-cycle         beside data-key on a group of radios: each press chooses the next one.
     data-digit="5 6 7" a radio chosen by these digits; with several, its value becomes the digit pressed
                        and is shown in [data-digit-shown] of its label.
     data-row-key="B"   on a row, data-col-key="T" on a column's head and on each cell's button: two keys in either
                        order press the cell. The first one arms (.is-armed); Esc forgets it.
     data-keys-first    on a part that asks for one more press: the data-key inside come before the grid's while it is seen.
     data-keys-open     a button that opens the list of shortcuts, as `?` does. */
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const told = () => find("#told");

  function say(words) {
    const said = find("#said");
    if (!said || !words) return;
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 50);
  }

  const wordsOf = (el) => (el.dataset.say || el.textContent).replace(/\s+/g, " ").trim();

  /* ---- answers that refuse, and pages that came instead of parts ---- */
  function refuse(detail) {
    const answer = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    const refusal = answer.getElementById("refusal");
    if (!refusal) return; // e.g. a form drawn again with its errors: it goes where it belongs
    const place = detail.target.closest("[data-refusals]") || detail.target.querySelector("[data-refusals]") || told();
    if (!place) return;
    place.classList.remove("is-idle");
    place.classList.add("is-error");
    Object.assign(detail, { target: place, serverResponse: refusal.outerHTML, swapOverride: "innerHTML", shouldSwap: true });
  }

  function follow(detail) {
    const whole = /^\s*<!doctype html/i.test(detail.serverResponse);
    const selected = detail.selectOverride || detail.requestConfig?.elt.closest("[hx-select]");
    if (!whole || selected || detail.boosted) return;
    detail.shouldSwap = false; // signed out meanwhile, or sent to another page
    const there = new URL(detail.xhr.responseURL);
    if (there.searchParams.has("next")) location.reload();
    else location.assign(there);
  }

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.xhr) return; // a board pushed by the stream
    if (detail.xhr.status >= 400) refuse(detail);
    else follow(detail);
  });

  /* ---- focus after a swap, and what is said ---- */
  const HEADINGS = "h1, h2, h3, legend";
  let last = null; // what had the focus, to be found again by its id

  document.addEventListener("focusin", ({ target }) => { last = target; });
  document.addEventListener("pointerdown", () => setTimeout(() => {
    if (document.activeElement === document.body) last = null;
  }));

  const usable = (el) => el && !el.matches(":disabled") && !el.closest("[inert]") && el.checkVisibility({ visibilityProperty: true });

  function focus(el) {
    if (el.tabIndex < 0 && !el.hasAttribute("tabindex")) el.tabIndex = -1;
    el.focus({ preventScroll: el.matches(HEADINGS) });
  }

  function heading(near) {
    for (let el = near?.isConnected ? near : null; el && el !== document.body; el = el.parentElement) {
      const found = find(HEADINGS, el);
      if (found) return found;
    }
    return find("main h1") || find("#main");
  }

  function refocus(byHand, asked, near) {
    const wanted = byHand && ((asked && find(asked)) || find("[data-focus]", near));
    if (wanted) return focus(wanted);
    if (document.activeElement && document.activeElement !== document.body) return;
    const lost = last && (!last.isConnected || !usable(last));
    if (!byHand && !lost) return; // the line moved by itself and nobody was in it
    const same = last?.id && document.getElementById(last.id);
    const target = usable(same) ? same : heading(near);
    if (target) focus(target);
  }

  let settling = null;
  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    const config = detail.requestConfig;
    const byHand = Boolean(config) && (config.verb !== "get" || Boolean(config.triggeringEvent?.isTrusted));
    if (!settling) {
      settling = { near: target, places: [] };
      setTimeout(() => {
        const { near, places, byHand: hand, asked } = settling;
        settling = null;
        expireIn(document);
        const spoken = hand && places.flatMap((el) => [el, ...el.querySelectorAll("*")]).filter((el) => el.matches("[data-say]"));
        if (spoken?.length && !told()?.contains(spoken.at(-1))) say(wordsOf(spoken.at(-1)));
        refocus(hand, asked, near);
      });
    }
    settling.places.push(target);
    settling.byHand ||= byHand;
    settling.asked ||= detail.xhr?.getResponseHeader("HX-Focus");
  });

  /* ---- a button at work keeps its name ---- */
  const busy = (el, now) => { if (now) el.setAttribute("aria-busy", "true"); else el.removeAttribute("aria-busy"); };
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt !== document.body) busy(detail.elt, true);
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => busy(detail.elt, false));
  document.addEventListener("keydown", (event) => { // Enter held down is one press
    if (event.repeat && event.key === "Enter" && event.target.closest("button, a")) event.preventDefault();
  });

  /* ---- small things ---- */
  function expireIn(root) {
    for (const el of root.querySelectorAll("[data-expires-after]:not([data-expiring])")) {
      el.dataset.expiring = "";
      setTimeout(() => {
        const held = el.contains(document.activeElement);
        el.classList.add("is-spent");
        if (held) focus(heading(el));
      }, 1000 * Number(el.dataset.expiresAfter));
    }
  }

  function tellTime() {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const now = new Date();
      const zone = { timeZone: clock.dataset.clock };
      const spoken = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
      const time = now.toLocaleTimeString(spoken, { ...zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const day = now.toLocaleDateString(spoken, { ...zone, weekday: "short", day: "numeric", month: "short" });
      const shown = find("[data-clock-day]", clock);
      find("[data-clock-time]", clock).textContent = time;
      if (shown && clock.dataset.day && clock.dataset.day !== day) shown.textContent = day.replace(",", "");
      clock.dataset.day = day;
    }
    setTimeout(tellTime, 60000 - (Date.now() % 60000) + 50);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && find("[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    find("summary", menu).focus();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // Back shows a fresh key

  document.addEventListener("DOMContentLoaded", () => {
    expireIn(document);
    tellTime();
    const asked = find("[data-focus]");
    if (asked) focus(asked);
  });

  window.house = { find, say, focus, usable, busy };
})();
