const TALLEST_LINES = 5;
const AIR = 12;

/** Sees to it that what stands at the top and at the bottom never hides what is scrolled to. */
export function keepClear(top, bottom) {
  if (!('ResizeObserver' in window)) return;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.scrollPaddingTop = `${top.offsetHeight + AIR}px`;
    style.scrollPaddingBottom = `${bottom.offsetHeight + AIR}px`;
  });
  observer.observe(top);
  observer.observe(bottom);
}

/**
 * Wires the field and every button with words on it: `onSend(text)` is called with what the person has written,
 * `onSay(text)` with the words of a button. `mayBeEmpty()`: whether something else than words waits to be sent.
 */
export function setUpComposer({ form, field, onSend, onSay, onInput, mayBeEmpty }) {
  function grow() {
    field.style.height = 'auto';
    const line = Number.parseFloat(getComputedStyle(field).lineHeight) || 30;
    field.style.height = `${Math.min(field.scrollHeight + 4, line * TALLEST_LINES)}px`;
  }
  function send() {
    const text = field.value.trim();
    if (text === '' && !mayBeEmpty()) return field.focus();
    field.value = '';
    grow();
    onSend(text);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('input', () => {
    grow();
    onInput();
  });
  field.addEventListener('keydown', (event) => {
    // While pinyin is being turned into characters, Enter belongs to the input method; 229 is what older ones report.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="pressed"]');
    if (!button) return;
    event.preventDefault();
    onSay(button.value);
  });

  window.addEventListener('resize', grow);
  return {
    grow,
    /** Gives words back that were not taken, unless the person is already writing others. */
    giveBack(text) {
      if (field.value === '') field.value = text;
      grow();
      field.focus();
    },
  };
}
