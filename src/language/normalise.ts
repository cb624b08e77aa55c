/** Characters that people do not see but phones and programs slip in: zero-width, direction marks, soft hyphen, BOM. */
const INVISIBLE = /\u00AD|[\u200B-\u200F]|[\u202A-\u202E]|[\u2060-\u206F]|[\uFE00-\uFE0F]|\uFEFF/g;
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Longest text that is read; the rest of a longer one is left unread. */
export const READ_LIMIT = 2000;

/**
 * One spelling for what looks alike: full-width to half-width, invisible characters out, runs of blanks to one.
 * Keeps the order of the words; positions are those of the result.
 * normalise('２５ 只　羊') → '25只羊'; normalise('低　保\u200b') → '低保'
 */
export function normalise(text: string): string {
  return (
    text
      .slice(0, READ_LIMIT)
      .replace(LONE_SURROGATE, '')
      .normalize('NFKC')
      // One character may become eighteen.
      .slice(0, READ_LIMIT)
      .replace(INVISIBLE, '')
      .replace(CONTROL, ' ')
      .toLowerCase()
      .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
      .replace(/[〇○]/g, '〇')
      .replace(/[“”"「」『』‘’'《》〈〉【】[\]]/g, '')
      .replace(/([\u4e00-\u9fff0-9%])[ \t]+(?=只|头|口|个|块|元|万|亩|人|年|岁|平|%)/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Where one statement ends and the next begins, for people who punctuate and for those who only leave a blank. */
export function clausesOf(normalised: string): string[] {
  return normalised
    .split(/[,，。.!！?？;；:：\n、~…]+| (?=[\u4e00-\u9fff])/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
