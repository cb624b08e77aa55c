import { normalise } from '../../language/language.ts';

/** A report longer than this is no message about a household. */
const LIMIT = 4000;
const PICTURE = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u20e3]+/gu;
const CIRCLED = /[\u2460-\u2473\u2776-\u277f\u3220-\u3229\u24f5-\u24fe]/g;
/** 1、 1. (1) at the head of an item, on its own line or after a stop. */
const BULLET = /(^|[\n,。;:!?\s])(?:\(\d{1,2}\)|\d{1,2}(?:[、)]|\.(?!\d))|[-*•·●○■□◆▪►→]+\s*|[一二三四五六七八九十]{1,2}[、.](?=[^、]{4})|其[一二三四五],?|第[一二三四五六七八九十](?:[,、:]|件事?[,:]?|是|个是)|[一二三四五]是)\s*/g;
const STICKER = /\[[\u4e00-\u9fff]{1,4}\]/g;
const MENTION = /@[^\s,，:：]{1,12}[\s,，:：]?/g;

/**
 * A message in one spelling, its lines and items kept apart by line ends.
 * clean('１、三组…\n②五组…') → '三组…\n五组…'
 */
export function clean(text: string): string {
  return text
    .slice(0, LIMIT)
    .replace(STICKER, ' ')
    .replace(MENTION, ' ')
    .replace(PICTURE, ',')
    .replace(CIRCLED, '\n')
    .split(/\r?\n|\r/)
    .map((line) => normalise(line))
    .join('\n')
    .replace(BULLET, (_whole, before: string) => (before === '' ? '' : before === ':' ? ':\n' : '\n'))
    .replace(/[,，]/g, ',')
    .replace(/[.．](?=[\u4e00-\u9fff]|$)/gm, '。')
    .replace(/零/g, '〇')
    .replace(/[~～]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/^[\s,。;、]+/, '')
    .replace(/[\s,]+$/, '');
}
