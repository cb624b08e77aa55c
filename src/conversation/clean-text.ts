/** What is kept of one message, in UTF-16 units; nobody types more, only a program does. */
const KEPT_LENGTH = 8000;
/** What is worked on of one message, in UTF-16 units. */
const WORKED_LENGTH = 4000;

/** Takes out what a database refuses: NUL goes, half a surrogate pair becomes the replacement character. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The first `length` UTF-16 units of `text`, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** The text as it is stored; one that is too long ends with a note that says how long it was, in UTF-16 units. */
export function textToKeep(text: string, originalLength: number): string {
  if (text.length <= KEPT_LENGTH) return text;
  return `${cutText(text, KEPT_LENGTH)}\n（原文共${originalLength}字，只保存了前${KEPT_LENGTH}字。）`;
}

/** The part of a stored text that is worked on. */
export function textToWorkOn(text: string): string {
  return cutText(text, WORKED_LENGTH);
}
