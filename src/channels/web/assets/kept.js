/** What this browser remembers. Where it must not (private windows), it is remembered until the page is closed. */

const fallback = new Map();

export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return fallback.has(key) ? fallback.get(key) : null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    fallback.set(key, value);
  }
}

export function forget(key) {
  fallback.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be kept there in the first place.
  }
}

/** The values under all keys that begin so. */
export function recallAll(prefix) {
  const keys = new Set(fallback.keys());
  try {
    for (const key of Object.keys(localStorage)) keys.add(key);
  } catch {
    // Only what the page itself remembers, then.
  }
  return [...keys].filter((key) => key.startsWith(prefix)).map((key) => recall(key) || fallback.get(key));
}
