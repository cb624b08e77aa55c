import { numeralValue } from '../../language/language.ts';
import type { Draft, Item } from './draft.ts';

/** Whose pictures and files are whose, while a draft holds several reports. */

export type DraftFile = Draft['attachments'][number];

const NUMERAL = '[\\d一二三四五六七八九十]{1,2}';
const THING =
  '(?:图片?|照片|相片|附件|文件|发票|收据|票据?|单子|清单|证明|病历|病例|诊断书?|报告单?|身份证|残疾证|材料|语音|视频)';
const LABEL_WORDS = new RegExp(
  `^(?:这|那|上面|刚才|刚发|补|再|的|是|个|张|份|几|些|给|放到?|在|第|条|号|医院|和|、|,|\\s|${NUMERAL}|${THING})+[。.!！]*$`,
);
const ALL = new RegExp(
  `^(?:这(?:个|些|张)?)?${THING}?\\s*(?:都给|全给|都是|给全部|两条都(?:给|要)|每条都(?:给|要)|都放|都要)[。.!！了吧的]*$`,
);
const GIVEN = new RegExp(
  `^(?:这(?:个|些|张)?)?${THING}?\\s*(?:是|给|放到?|放在)?\\s*第?(${NUMERAL}(?:\\s*(?:条|个)?\\s*(?:和|、|,|\\s)\\s*第?${NUMERAL})*)\\s*(?:条|个)?(?:的${THING}?)?[。.!！吧]*$`,
);

const GIVEN_TO_NAME = new RegExp(
  `^(?:这|那|上面|个|张|份|些|${THING})*(?:是|给|放到?|放在)?\\s*(?:第?${NUMERAL}(?:组|社|队|屯))?＃(?:家)?(?:的)?${THING}?[。.!！吧]*$`,
);

/** Is all that is said only what the pictures are? 这是2的发票, 医院发票 → yes */
export function isLabel(text: string): boolean {
  return text.trim() === '' || (text.length <= 20 && LABEL_WORDS.test(text));
}

/** Which of a draft's items somebody means: 给2, 这是2的发票, 都给, or by the head's name; null where none is told. */
export function itemsMeant(text: string, items: readonly Item[]): number[] | null {
  const said = text.trim();
  if (ALL.test(said)) return items.map((_, index) => index);
  const numbers = (GIVEN.exec(said)?.[1] ?? '').match(new RegExp(NUMERAL, 'g')) ?? [];
  const places = numbers.map((written) => (numeralValue(written) ?? 0) - 1);
  if (places.length > 0) return places.every((place) => items[place] !== undefined) ? places : null;
  const named = items.flatMap(({ head }, index) => (head !== null && said.includes(head) ? [index] : []));
  return named.length === 1 ? named : null;
}

/** The same of an answer given later: a name counts there only where nothing else is said with it. 查 苏和 → null */
export function itemsGiven(text: string, items: readonly Item[]): number[] | null {
  const meant = itemsMeant(text, items);
  if (meant === null) return null;
  const { head = null } = meant.length === 1 ? (items[meant[0] ?? -1] ?? {}) : {};
  if (head === null || !text.includes(head)) return meant;
  return GIVEN_TO_NAME.test(text.trim().replace(head, '＃')) ? meant : null;
}

/** The number of a filed report in the words that came with a picture: 12号的发票 → 12 */
export function reportMeant(text: string): number | null {
  const number = /(?<!\d)(\d{1,6})号?(?:的|$)|号数?(\d{1,6})/.exec(text.trim());
  return number === null ? null : Number(number[1] ?? number[2]);
}

/** How many pictures wait to be told which of several items they belong to. */
export function undecided({ items, attachments }: Draft): number {
  return items.length < 2 ? 0 : attachments.filter((file) => file.for === null).length;
}

/** What waited belongs to these items. */
export function givenTo(draft: Draft, items: readonly number[]): Draft {
  const attachments = draft.attachments.map((file) =>
    file.for === null ? { ...file, for: [...items] } : file,
  );
  return { ...draft, attachments };
}

/** Before more items may join: what came with the one so far stays with it. */
export function heldByOne(draft: Draft): Draft {
  return draft.items.length === 1 ? givenTo(draft, [0]) : draft;
}

/** The draft as one item of it is filed: with that item's own pictures. */
export function forItem(draft: Draft, item: Item): Draft {
  const index = draft.items.indexOf(item);
  const attachments = draft.attachments.filter((file) => file.for === null || file.for.includes(index));
  return { ...draft, attachments };
}

/** The pictures of the items that are left once others are settled, under their new numbers. */
export function filesLeft({ items, attachments }: Draft, settled: readonly Item[]): DraftFile[] {
  const left = items.filter((item) => !settled.includes(item));
  return attachments.flatMap((file) => {
    if (file.for === null) return [file];
    const places = file.for.flatMap((place) => {
      const item = items[place];
      const now = item === undefined ? -1 : left.indexOf(item);
      return now < 0 ? [] : [now];
    });
    return places.length === 0 ? [] : [{ ...file, for: places }];
  });
}
