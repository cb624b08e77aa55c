import { recall, remember } from './kept.js';

/** Per cent of the size that the person has set in the browser; 137.5 is 22 px where nothing was set. */
const SIZES = [112.5, 137.5, 162.5, 187.5, 225];
const USUAL = 1;
const KEY = 'cunkou.size';

/** Makes the two buttons change the size of all type, and remembers it. */
export function setUpTypeSize(smaller, larger) {
  let at = Number(recall(KEY) || USUAL);
  if (SIZES[at] === undefined) at = USUAL;

  function apply() {
    document.documentElement.style.fontSize = `${SIZES[at]}%`;
    // Not `disabled`, which would take the focus away from under the finger.
    smaller.setAttribute('aria-disabled', String(at === 0));
    larger.setAttribute('aria-disabled', String(at === SIZES.length - 1));
  }
  function step(by) {
    at = Math.max(0, Math.min(SIZES.length - 1, at + by));
    remember(KEY, String(at));
    apply();
  }
  smaller.addEventListener('click', () => step(-1));
  larger.addEventListener('click', () => step(1));
  apply();
}
