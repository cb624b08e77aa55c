import type { Capabilities } from './sending.ts';
import { MAYBE_TWICE, partMark } from './wording.ts';

export type TextLimit = Capabilities['text'];

/** Where a text is best divided: the first of these that is found in the last part of the room. */
const ENDS: readonly RegExp[] = [
  /\n\s*\n/g,
  /\n/g,
  /[。！？!?…；;][”’」』）)]*/g,
  /[，、,：:][”’」』）)]*/g,
  /\s/g,
];
/** A part that is emptier than this is not worth a better place. */
const LEAST_FILLED = 0.4;
const MOST_PARTS = 99;

/**
 * Divides a text into parts that a channel takes, at the ends of paragraphs or sentences, never inside a character. More
 * than one part are numbered （1/3）. The same text is always divided alike, so that a later try goes on with the next
 * part; room is left for the mark of a repetition.
 */
export function splitText(text: string, limit: TextLimit): string[] {
  const room = limit.limit - sizeOf(MAYBE_TWICE, limit.unit);
  if (sizeOf(text, limit.unit) <= room) return [text];
  const roomBesideMark = room - sizeOf(partMark(MOST_PARTS, MOST_PARTS), limit.unit);
  const parts: string[] = [];
  let rest = text;
  while (sizeOf(rest, limit.unit) > roomBesideMark) {
    const end = endOfPart(rest, roomBesideMark, limit.unit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts.map((part, index) => `${partMark(index + 1, parts.length)}${part}`);
}

/** How much of a channel's limit a text takes. */
export function sizeOf(text: string, unit: TextLimit['unit']): number {
  return unit === 'characters' ? text.length : Buffer.byteLength(text, 'utf8');
}

function endOfPart(text: string, room: number, unit: TextLimit['unit']): number {
  const most = longestPrefix(text, room, unit);
  const least = Math.floor(most * LEAST_FILLED);
  for (const end of ENDS) {
    const places = [...text.slice(0, most).matchAll(end)].map(({ index, 0: found }) => index + found.length);
    const last = places.at(-1);
    if (last !== undefined && last > least) return last;
  }
  return most;
}

const letters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** As many whole characters as fit; an emoji of several parts is one. At least one, however long it is. */
function longestPrefix(text: string, room: number, unit: TextLimit['unit']): number {
  let end = 0;
  let size = 0;
  // No character is smaller than one unit: what lies further back cannot fit.
  for (const { segment } of letters.segment(text.slice(0, room + 64))) {
    size += sizeOf(segment, unit);
    if (size > room) break;
    end += segment.length;
  }
  return end === 0 ? firstOf(text) : end;
}

function firstOf(text: string): number {
  return String.fromCodePoint(text.codePointAt(0) ?? 0).length;
}
