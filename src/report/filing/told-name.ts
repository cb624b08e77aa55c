import { nameLength } from '../read/name.ts';

const NAMED = /(?:取名|起名|名叫|名字叫|名字是|大名|叫做|叫)(?:叫|作|做|为)?[:：“"]?/g;

/** 取名王小宝, 名叫李娜 → the name; null where none is told so. */
export function toldName(words: string): string | null {
  for (const mark of words.matchAll(NAMED)) {
    const at = mark.index + mark[0].length;
    const length = nameLength(words, at, 'marked');
    if (length >= 2 && length <= 4) return words.slice(at, at + length);
  }
  return null;
}
