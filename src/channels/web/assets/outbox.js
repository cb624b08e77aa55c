import { forget, recallAll, remember } from './kept.js';

// One entry per message, so that two windows of one person never write over each other.
const PREFIX = 'cunkou.out.';
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
const PATIENCE = 20_000;

/** The messages that the server has not acknowledged, oldest first. */
export function unsent() {
  return recallAll(PREFIX)
    .map((kept) => JSON.parse(kept))
    .sort((a, b) => a.at - b.at);
}

/** Keeps a message until it is acknowledged. */
export function keep(message) {
  remember(PREFIX + message.messageId, JSON.stringify(message));
}

export function drop(messageId) {
  forget(PREFIX + messageId);
}

/**
 * Sends what is kept, one after the other in order, again and again with the same id until the server has it.
 * `on.sending|sent|failed(message)`, `on.refused(message, say)`, `on.slowed(say)`, `on.noChat()`.
 */
export function createSender(on) {
  let busy = false;
  let pause = FIRST_PAUSE;
  let timer;

  async function run() {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    try {
      for (let message = unsent()[0]; message; message = unsent()[0]) {
        on.sending(message);
        const outcome = await post(message);
        if (outcome.kind === 'later') {
          on.failed(message);
          if (outcome.say) on.slowed(outcome.say);
          timer = setTimeout(run, outcome.wait || pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE);
          return;
        }
        if (outcome.kind === 'no-chat') return on.noChat();
        pause = FIRST_PAUSE;
        drop(message.messageId);
        if (outcome.kind === 'sent') on.sent(message);
        else on.refused(message, outcome.say);
      }
    } finally {
      busy = false;
    }
  }
  return run;
}

async function post({ messageId, text }) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch('/api/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: messageId, text }),
      signal: abort.signal,
    });
    const answer = await response.json();
    // A café's or a hotel's log-in page answers everything with 200, so nothing but our own word counts.
    if (response.status === 202 && answer.accepted === true) return { kind: 'sent' };
    if (response.status === 401) return { kind: 'no-chat' };
    if ([400, 403, 413, 415].includes(response.status) && answer.say)
      return { kind: 'refused', say: answer.say };
    return { kind: 'later', wait: 1000 * Number(response.headers.get('Retry-After')), say: answer.say };
  } catch {
    return { kind: 'later' };
  } finally {
    clearTimeout(timer);
  }
}
