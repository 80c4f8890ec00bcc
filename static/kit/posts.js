/* What was pressed is sent once, in the order of the presses, and sent again as it was until the house answers.
   The key in the form makes a repeat harmless: the server gives the same answer to the same key. See house.js. */
(() => {
  const { house } = window;
  const AWAY = new Set([0, 502, 503, 504]);
  const WAITS = [500, 1000, 2000, 4000]; // then every 4 s
  const LONGEST = 10000; // an answer that takes longer is asked for again
  const line = [];
  let sending = null;
  let timer = null;
  let clicks = 0;

  document.addEventListener("click", (event) => { clicks = event.detail; }, true); // 2 = second half of a double click
  document.addEventListener("keydown", () => { clicks = 0; }, true);

  /** Random as the server's own keys are; crypto.randomUUID is missing on plain http addresses. */
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function copy(data) {
    const body = new FormData();
    for (const [name, value] of data.entries()) body.append(name, value);
    return body;
  }

  const inherited = (el, name) => el.closest(`[${name}]`)?.getAttribute(name);

  /* For whom the page was drawn: see data-drawn-for in house.js. */
  function drawnFor(el) {
    const whose = inherited(el, "data-drawn-for");
    return whose ? { "X-Drawn-For": whose } : {};
  }

  function press(detail) {
    const { elt, verb, path, headers, target } = detail;
    return {
      verb, path, target, headers: { ...headers, ...drawnFor(elt) }, body: copy(detail.formData), tries: 0,
      control: detail.triggeringEvent?.submitter || elt,
      once: Boolean(elt.closest("[data-once]")),
      swap: inherited(elt, "hx-swap"),
      selectOOB: inherited(elt, "hx-select-oob"),
    };
  }

  function refresh(form) {
    const key = form?.querySelector("[data-fresh]");
    if (key) key.value = newKey();
    if (form?.hasAttribute("data-resets")) form.reset();
  }

  /* A session renewed meanwhile has another CSRF secret: the newest is in the cookie. */
  const newest = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

  function dress(detail, item) {
    const secret = newest();
    if (secret && item.body.has("csrfmiddlewaretoken")) item.body.set("csrfmiddlewaretoken", secret);
    Object.assign(detail, { parameters: item.body, headers: item.headers, timeout: LONGEST, press: item });
  }

  /* A form that is sent without htmx says the same, in fields of its own. */
  document.addEventListener("submit", ({ target: form }) => {
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    if (token && newest()) token.value = newest();
    const whose = inherited(form, "data-drawn-for");
    if (!whose || form.querySelector("[name=drawn_for]")) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "drawn_for", value: whose }));
  }, true);

  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event;
    if (detail.verb === "get" || detail.elt.closest("[enctype='multipart/form-data']")) return;
    if (sending && detail.elt === document.body) return dress(detail, sending);
    event.preventDefault(); // this press takes its place in the line
    if (clicks > 1) return; // the second half of a double click
    line.push(press(detail));
    refresh(detail.elt.closest("form") || detail.elt.form);
    house.busy(line.at(-1).control, true);
    if (line[0].tries) house.keep(line.length);
    next();
  });

  function next() {
    if (sending || timer || !line.length) return;
    sending = line[0];
    const { verb, path, target, swap, selectOOB } = sending;
    const place = target.isConnected ? target : target.id && document.getElementById(target.id);
    const source = document.body; // never an element that an earlier answer may have replaced
    htmx.ajax(verb, path, { source, target: place || "#told", swap: place ? swap : "none", selectOOB }).catch(() => {});
  }

  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    const item = detail.requestConfig.press;
    if (item) detail.xhr.addEventListener("loadend", () => settle(item, detail.xhr.status));
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.press && !requestConfig.press.once && AWAY.has(xhr.status)) event.preventDefault();
  });

  function settle(item, status) {
    sending = null;
    if (AWAY.has(status) && !item.once) return again(item);
    line.shift();
    house.busy(item.control, false);
    if (AWAY.has(status) || item.tries || !line.length) house.keep(0);
    if (item.tries && line.length) house.keep(line.length);
    setTimeout(next);
  }

  function again(item) {
    house.keep(line.length);
    timer = setTimeout(retry, WAITS[Math.min(item.tries, WAITS.length - 1)]);
    item.tries += 1;
  }

  function retry() {
    clearTimeout(timer);
    timer = null;
    next();
  }

  const back = () => { if (timer) retry(); };
  window.addEventListener("online", back);
  document.addEventListener("house:back", back);
  window.addEventListener("beforeunload", (event) => { if (line.length) event.preventDefault(); });
})();
