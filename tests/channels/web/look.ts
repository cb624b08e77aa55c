// Scripts that run inside a page. They are text, because the tests know no `document`.

/** What text has less contrast with what lies behind it than `least`; WCAG asks 7 for AAA. */
export function lowContrast(least: number): string {
  return `(() => {
    const parse = (color) => {
      const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
      return { rgb: [r, g, b], a };
    };
    const over = (top, below) => top.rgb.map((part, index) => part * top.a + below[index] * (1 - top.a));
    const behind = (element) => {
      if (!element) return [255, 255, 255];
      const color = parse(getComputedStyle(element).backgroundColor);
      return color.a === 1 ? color.rgb : over(color, behind(element.parentElement));
    };
    const light = (rgb) => rgb
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const found = [];
    const look = (element, text, color) => {
      const back = behind(element);
      const [low, high] = [light(over(parse(color), back)), light(back)].sort((a, b) => a - b);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < ${least}) found.push(text.trim() + ' ' + ratio.toFixed(1));
    };
    let looked = 0;
    for (const element of document.body.querySelectorAll('*')) {
      if (element.offsetParent === null && getComputedStyle(element).position !== 'sticky') continue;
      const text = Array.from(element.childNodes).filter((node) => node.nodeType === 3).map((node) => node.data).join('');
      if (text.trim() !== '') { looked += 1; look(element, text, getComputedStyle(element).color); }
      if (element.placeholder) look(element, element.placeholder, getComputedStyle(element, '::placeholder').color);
    }
    if (looked < 20) found.push('only ' + looked + ' texts were looked at');
    return found;
  })()`;
}

/** Buttons, fields and groups without a name, ids that stand twice, and a page without a language. */
export const unnamed = `(() => {
  const found = [];
  for (const element of document.querySelectorAll('button, a, fieldset, [role=log]')) {
    if (!element.getAttribute('aria-label') && (element.matches('fieldset, [role=log]') || !element.textContent.trim()))
      found.push(element.outerHTML.slice(0, 80));
  }
  for (const field of document.querySelectorAll('textarea, input:not([type=hidden])'))
    if (field.labels.length === 0) found.push('no label: ' + field.outerHTML.slice(0, 80));
  const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => found.push('twice: ' + id));
  if (!document.documentElement.lang) found.push('no language');
  return found;
})()`;
