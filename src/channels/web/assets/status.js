import { OFFLINE } from './words.js';

/** A stream that ends is mostly back at once; nobody need hear of that. */
const BEFORE_ALARM = 2000;

/** The line above the field: that the network is gone, else what the person was last told. */
export function createStatus(line) {
  let notice = line.textContent;
  let timer = null;
  let offline = false;

  function show() {
    const text = offline ? OFFLINE : notice;
    // A screen reader would read the same sentence again each time.
    if (line.textContent !== text) line.textContent = text;
    line.hidden = text === '';
    line.classList.toggle('offline', offline);
  }
  return {
    notice(text) {
      notice = text;
      show();
    },
    clearNotice() {
      notice = '';
      show();
    },
    lost() {
      if (timer !== null || offline) return;
      timer = setTimeout(() => {
        offline = true;
        show();
      }, BEFORE_ALARM);
    },
    reached() {
      clearTimeout(timer);
      timer = null;
      offline = false;
      show();
    },
  };
}
