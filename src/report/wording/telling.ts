import type { Item } from '../filing/draft.ts';
import { daysInWords, KIND_WORDS, money } from './words.ts';

/** One report in words: whose it is, what happened. */

type Told = Pick<
  Item,
  'kind' | 'member' | 'occurredOn' | 'spanTo' | 'amount' | 'count' | 'unit' | 'stage' | 'note' | 'phoneMasked'
>;

/** What a report says, piece by piece, in the order in which people tell it. */
export function facts(told: Told): string[] {
  return [
    ...(told.member === null ? [] : [told.member]),
    ...(told.stage === null ? [] : [told.stage]),
    ...(told.note === null ? [] : [told.note]),
    ...(told.count === null ? [] : [`${told.count}${told.unit ?? ''}`]),
    ...(told.occurredOn === null ? [] : [daysInWords(told.occurredOn, told.spanTo)]),
    ...(told.amount === null ? [] : [money(told.kind, told.amount)]),
    ...(told.phoneMasked === null ? [] : [`新电话${told.phoneMasked}`]),
  ];
}

export function household(head: string | null, group: number | null): string {
  if (head === null) return '（还不知道是哪一户）';
  return `${group === null ? '' : `${group}组`}${head}家`;
}

export function title(item: Pick<Item, 'head' | 'group' | 'kind'>): string {
  return `${household(item.head, item.group)} ${KIND_WORDS[item.kind]}`;
}
