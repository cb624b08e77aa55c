/** What the page does more where it stands in another site's page (widget.js): it says how it goes, and Esc closes it. */

const framed = window.parent !== window;

/** `ready`, `no-cookies` or `close`. Nothing of the chat goes out, so it does not matter who listens. */
export function tellParent(what) {
  if (framed) window.parent.postMessage({ cunkou: what }, '*');
}

if (framed)
  document.addEventListener('keydown', (event) => {
    // While a word is being composed, Esc belongs to the input method.
    if (event.key === 'Escape' && !event.isComposing) tellParent('close');
  });
