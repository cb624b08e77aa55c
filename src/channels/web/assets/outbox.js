import { dropFiles, keepFiles, unsentFiles } from './file-store.js';
import { forget, recallAll, remember } from './kept.js';
import { upload } from './upload.js';

// One entry per message, so that two windows of one person never write over each other.
const PREFIX = 'cunkou.out.';
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
const PATIENCE = 20_000;

/** The messages that the server has not acknowledged, oldest first. */
export function unsent() {
  return recallAll(PREFIX)
    .map((kept) => JSON.parse(kept))
    .concat(unsentFiles())
    .sort((a, b) => a.at - b.at);
}

/** Keeps a message until it is acknowledged. */
export function keep(message) {
  if (message.files) keepFiles(message);
  else remember(PREFIX + message.messageId, JSON.stringify(message));
}

export function drop(messageId) {
  dropFiles(messageId);
  forget(PREFIX + messageId);
}

/**
 * Sends what is kept, one after the other in order, again and again with the same id until the server has it.
 * `on.sending|sent|failed(message)`, `on.progress(message, share)`, `on.refused(message, say, error)`, `on.slowed(say)`, `on.noChat()`.
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
        const outcome = await post(message, (share) => on.progress(message, share));
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
        else on.refused(message, outcome.say, outcome.error);
      }
    } finally {
      busy = false;
    }
  }
  return run;
}

async function post(message, onProgress) {
  try {
    const { status, answer, wait } = await (message.files ? upload(message, onProgress) : say(message));
    // A café's or a hotel's log-in page answers everything with 200, so nothing but our own word counts.
    if (status === 202 && answer.accepted === true) return { kind: 'sent' };
    if (status === 401) return { kind: 'no-chat' };
    if ([400, 403, 413, 415].includes(status) && answer.say)
      return { kind: 'refused', say: answer.say, error: answer.error };
    return { kind: 'later', wait, say: answer.say };
  } catch {
    return { kind: 'later' };
  }
}

async function say({ messageId, text }) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch('/api/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: messageId, text }),
      signal: abort.signal,
    });
    const wait = 1000 * Number(response.headers.get('Retry-After'));
    return { status: response.status, answer: await response.json(), wait };
  } finally {
    clearTimeout(timer);
  }
}
