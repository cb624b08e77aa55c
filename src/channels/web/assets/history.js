/** Reads the last exchanges. Gives null when the server cannot be reached, 'no-chat' when it does not know us. */
export async function readHistory() {
  try {
    const response = await fetch('/api/history', { cache: 'no-store' });
    if (response.status === 401) return 'no-chat';
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Reads them as soon as the server can be reached; `onFailure` is called each time that it cannot. */
export async function readHistoryInTheEnd(onFailure) {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 15_000)) {
    const history = await readHistory();
    if (history) return history;
    onFailure();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const FIRST_LOOK = 4000;
const SLOWEST_LOOK = 30_000;
const HAND_IN_AGAIN = 20_000;

/**
 * Looks after acknowledged messages whose reply does not come, because a proxy holds the stream back or the server
 * fell over: `on.look()` reads the history, `on.again(message)` hands the message in once more under its own id.
 */
export function createWatch(on) {
  /** Message id -> the message, and when it was acknowledged. */
  const waiting = new Map();
  let pause = FIRST_LOOK;
  let timer;

  function schedule() {
    clearTimeout(timer);
    if (waiting.size > 0) timer = setTimeout(look, pause);
  }

  async function look() {
    pause = Math.min(pause * 2, SLOWEST_LOOK);
    await on.look();
    for (const entry of waiting.values()) {
      if (performance.now() - entry.since < HAND_IN_AGAIN) continue;
      entry.since = performance.now();
      on.again(entry.message);
    }
    schedule();
  }

  return {
    add(message) {
      pause = FIRST_LOOK;
      waiting.set(message.messageId, { message, since: performance.now() });
      schedule();
    },
    done(messageId) {
      waiting.delete(messageId);
      schedule();
    },
  };
}
