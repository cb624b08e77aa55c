const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** The server gives a sign of life every 15 seconds; a line that is silent for longer than this is dead. */
const LONGEST_SILENCE = 40_000;
/** A hidden page gives its connection back: a browser has only six for one address. */
const HIDDEN_FOR = 60_000;

/**
 * Listens to the stream of replies, and opens it again whenever it ends, from where it was.
 * `on.entry(entry)`, `on.open()`, `on.lost(times in a row)`; `cursor()` is how far was shown.
 */
export function listen(cursor, on) {
  let source = null;
  let failures = 0;
  let retryTimer;
  let silenceTimer;
  let hiddenTimer;

  function open() {
    close();
    source = new EventSource(`/api/stream?after=${cursor()}`);
    source.onopen = () => {
      failures = 0;
      alive();
      on.open();
    };
    source.onmessage = ({ data }) => {
      alive();
      on.entry(JSON.parse(data));
    };
    source.addEventListener('beat', alive);
    // The browser's own return gives up for good at the first answer that is no stream, so we return ourselves.
    source.onerror = lost;
    alive();
  }

  function alive() {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(lost, LONGEST_SILENCE);
  }

  function lost() {
    close();
    failures += 1;
    on.lost(failures);
    const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    // Spread out, so that a village does not come back in one second after a power cut.
    retryTimer = setTimeout(open, pause * (0.7 + 0.6 * Math.random()));
  }

  function close() {
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    if (source) source.close();
    source = null;
  }

  window.addEventListener('online', open);
  window.addEventListener('offline', lost);
  // A page that comes back out of the browser's memory has a dead line.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) hiddenTimer = setTimeout(close, HIDDEN_FOR);
    else if (!source) open();
  });
  open();
}
