/* Is what this page shows the present? One event stream a page, held open, told about when it breaks, and made up for
   after it came back. See house.js for the attributes. */
(() => {
  const SILENCE = 15000; // the server sends a beat at least every 10 s
  const SLOWEST = 5000;
  const POLL = 10000; // a server without streams (plain WSGI answers 204), or one that is away
  const { find, say } = window.house;
  const streams = new Set();
  let leaving = false;
  let since = null; // when the page stopped being live
  let kept = 0; // presses that wait to be sent (posts.js)
  let shown = "";

  const clock = (at) => {
    const zone = find("[data-clock]")?.dataset.clock;
    return at.toLocaleTimeString("fr", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  };

  function show() {
    const live = find("#live");
    if (!live || (!streams.size && !kept && live.hidden)) return;
    const off = kept || since;
    const words = kept ? live.dataset.kept.replace("{n}", kept)
      : since ? live.dataset.off.replace("{time}", clock(since)) : live.dataset.on;
    live.hidden = false;
    live.classList.toggle("is-off", Boolean(off));
    live.textContent = words;
    const state = off ? "off" : "on";
    if (shown && shown !== state) say(words); // said once a change, not at each retry
    else if (!shown && off) say(words);
    shown = state;
  }

  function update() {
    const broken = [...streams].find((stream) => !stream.well);
    if (!navigator.onLine || broken) since ||= broken?.lastSeen || new Date();
    else since = null;
    show();
  }

  function fetchAgain() {
    for (const part of document.querySelectorAll("[hx-trigger*='sse:']")) {
      const [name] = part.getAttribute("hx-trigger").match(/sse:[\w-]+/) || [];
      if (name) htmx.trigger(part, name);
    }
  }

  /* An EventSource that comes back by itself whatever the server answered, in half a second at first. */
  class Stream extends EventTarget {
    constructor(url) {
      super();
      Object.assign(this, { url, names: new Set(["message", "beat", "lost"]), wait: 500, opened: 0, well: true, lastSeen: new Date() });
      streams.add(this);
      this.connect();
    }

    get readyState() {
      if (!streams.has(this)) return EventSource.CLOSED;
      return this.source.readyState === EventSource.OPEN ? EventSource.OPEN : EventSource.CONNECTING;
    }

    addEventListener(name, listener, options) {
      super.addEventListener(name, listener, options);
      if (!this.names.has(name)) this.listen(name);
      this.names.add(name);
    }

    listen(name) {
      this.source.addEventListener(name, (event) => {
        this.version = event.lastEventId || this.version;
        if (name === "lost") this.deaf(); // the stream is there, but the server cannot see its own database
        else this.alive();
        this.dispatchEvent(new MessageEvent(name, { data: event.data, lastEventId: event.lastEventId }));
      });
    }

    connect() {
      clearTimeout(this.again);
      this.source?.close();
      this.source = new EventSource(this.address());
      this.names.forEach((name) => this.listen(name));
      this.source.onopen = (event) => {
        this.alive();
        this.wait = 500;
        this.onopen?.(event);
        if (this.opened++ && !this.version) setTimeout(fetchAgain, 300 * Math.random());
        document.dispatchEvent(new CustomEvent("house:back"));
      };
      this.source.onerror = (event) => {
        this.onerror?.(event);
        this.lost();
      };
      this.listenForSilence();
    }

    /* With the last version heard, as the browser itself would say: the server then tells what was missed. */
    address() {
      const url = new URL(this.url, location.href);
      if (this.version) url.searchParams.set("v", this.version);
      return url;
    }

    listenForSilence() {
      clearTimeout(this.silence);
      this.silence = setTimeout(() => this.lost(), SILENCE);
    }

    alive() {
      this.lastSeen = new Date();
      this.listenForSilence();
      if (this.well && !since && shown) return;
      this.well = true;
      update();
    }

    deaf() {
      this.well = false;
      this.listenForSilence();
      update();
    }

    lost() {
      if (leaving || !streams.has(this)) return;
      this.source.close();
      this.well = false;
      update();
      clearTimeout(this.silence);
      clearTimeout(this.again);
      this.again = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(2 * this.wait, SLOWEST);
    }

    close() {
      streams.delete(this);
      clearTimeout(this.silence);
      clearTimeout(this.again);
      this.source.close();
    }
  }

  htmx.createEventSource = (url) => new Stream(url); // the extension's own hook

  const look = () => {
    for (const stream of streams) {
      if (Date.now() - stream.lastSeen > SILENCE || !stream.well) stream.connect();
    }
    update();
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", update);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("pagehide", () => { leaving = true; });
  setInterval(() => { if (since && streams.size && navigator.onLine && !document.hidden) fetchAgain(); }, POLL);

  window.house.keep = (n) => {
    kept = n;
    document.documentElement.toggleAttribute("data-kept", n > 0); // the bar stays in sight
    show();
  };
})();
