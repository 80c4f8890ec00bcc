/* The wall: says so when it has not been live for 30 seconds, and may sound one soft tone for a new call. */
(() => {
  const LONGEST = 30000;
  const wall = document.querySelector("[data-wall]");
  const lost = wall.querySelector("[data-wall-lost]");
  const board = () => document.getElementById("board");
  const open = htmx.createEventSource;
  const since = Date.now();
  let stream = null;
  let now = call();

  htmx.createEventSource = (url) => { stream = open(url); return stream; }; // whose last sign of life is looked at below

  function look() {
    const age = Date.now() - (stream?.lastSeen.getTime() ?? since);
    lost.hidden = age < LONGEST;
    board().hidden = !lost.hidden;
  }

  function call() {
    return document.querySelector("[data-call]")?.dataset.call;
  }

  /* Half a second of 440 Hz, in and out without a click. Browsers may ask for one touch of the page before the first. */
  function sound() {
    const audio = new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const [start, end] = [audio.currentTime, audio.currentTime + 0.5];
    tone.frequency.value = 440;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.15, start + 0.1);
    volume.gain.linearRampToValueAtTime(0, end);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => audio.close();
    tone.start(start);
    tone.stop(end);
  }

  new MutationObserver(() => {
    look();
    const before = now;
    now = call();
    if (now && now !== before && "sound" in wall.dataset) sound();
  }).observe(wall, { childList: true });
  setInterval(look, 1000);
})();
