/**
 * Messages with pictures that are not sent yet, kept over a closed page. localStorage holds text only, so they lie in
 * IndexedDB; where a browser has none (private windows), until the page is closed.
 */

const STORE = 'unsent';
const messages = new Map();

/** Reads what an earlier page has left. */
export async function loadUnsentFiles() {
  const kept = await inStore('readonly', (store) => store.getAll());
  for (const message of kept || []) messages.set(message.messageId, message);
}

export function unsentFiles() {
  return Array.from(messages.values());
}

export function keepFiles(message) {
  messages.set(message.messageId, message);
  inStore('readwrite', (store) => store.put(message));
}

export function dropFiles(messageId) {
  if (messages.delete(messageId)) inStore('readwrite', (store) => store.delete(messageId));
}

async function inStore(mode, ask) {
  try {
    const database = await open();
    const request = ask(database.transaction(STORE, mode).objectStore(STORE));
    const result = await settled(request);
    database.close();
    return result;
  } catch {
    return null;
  }
}

function open() {
  const request = indexedDB.open('cunkou', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'messageId' });
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}
