import { type FoundDate, findDates } from '../../language/language.ts';

const LEAD =
  /^(?:不对|不是的|错了|有误|(?:我|刚才|刚刚|上面|前面|那条|上一?条|群发|通知)*(?:说|写|发|打|弄|搞)错了?|更正|纠正)[一下啊了的]*(?:$|[\s,，。.:：!！]*)/;
const SWAP = [
  /^把\s*[“"]?(.+?)[”"]?\s*(?:改成|改为|换成)\s*[“"]?(.+?)[”"]?$/,
  /^不是\s*[“"]?(.+?)[”"]?\s*[,，\s]*(?:而?是|改成)\s*[“"]?(.+?)[”"]?$/,
  /^[“"]?(.+?)[”"]?\s*(?:改成|改为|换成|应该是|应是)\s*[“"]?(.+?)[”"]?$/,
];
const BECOMES = /^(?:(?:应该|应当)?(?:改成|改为|换成|改到)|应该是|应当是|应是|应为)\s*(.+)$/;
const IS = /^(?:是|为)\s*(.+)$/;

/** What is said to be wrong with a text: one word for another, a new word, or only that it is wrong; null where nothing is. */
export interface Correction {
  old: string | null;
  /** Null: not told. */
  fresh: string | null;
}

/** 改成大后天, 把停水改成停电, 说错了是后天停水 → what becomes what. */
export function readCorrection(said: string): Correction | null {
  const text = said.trim().replace(/[。!！]+$/, '');
  const lead = LEAD.exec(text);
  const rest = lead === null ? text : text.slice(lead[0].length).trim();
  if (rest === '') return lead === null ? null : { old: null, fresh: null };
  const becomes = BECOMES.exec(rest) ?? (lead === null ? null : IS.exec(rest));
  if (becomes && !/改成|改为|换成/.test(becomes[1] ?? '')) return { old: null, fresh: becomes[1] ?? null };
  for (const pattern of SWAP) {
    const swap = pattern.exec(rest);
    if (swap) return { old: swap[1] ?? null, fresh: swap[2] ?? null };
  }
  return lead === null ? null : { old: null, fresh: rest };
}

/**
 * The text with its correction; null where it cannot be told which words are meant. A day takes the place of the only
 * day, an hour of the only hour.
 */
export function corrected(text: string, { old, fresh }: Correction, at: Date): string | null {
  if (fresh === null) return null;
  if (old !== null) return text.split(old).length === 2 ? text.replace(old, () => fresh) : null;
  const [day, second] = findDates(fresh, at, { future: true });
  if (day === undefined || second !== undefined || day.start > 0) return null;
  const [before, another] = findDates(text, at, { future: true });
  if (before === undefined || another !== undefined) return null;
  // An hour stands where only the day is named anew.
  const end = before.time !== undefined && day.time === undefined ? endOfDayIn(text, before, at) : before.end;
  if (end === null) return null;
  const behind = fresh.slice(day.end);
  const rest = text.slice(end);
  // 后天停水 in place of 明天停水，大家存好水.
  if (behind !== '' && !rest.startsWith(behind)) return null;
  return `${text.slice(0, before.start)}${fresh.slice(0, day.end)}${rest}`;
}

const PART_OF_DAY = /(?:上午|下午|早上|早晨|清晨|凌晨|中午|傍晚|晚上|晚|早|午)$/;

/** 后天上午9点 → where 后天 ends; null where the day cannot be told from the hour. */
function endOfDayIn(text: string, { start, end, from }: FoundDate, at: Date): number | null {
  for (let to = end - 1; to > start; to -= 1) {
    const piece = text.slice(start, to);
    const [day] = findDates(piece, at, { future: true });
    const isWhole = day?.start === 0 && day.end === piece.length;
    if (isWhole && day.time === undefined && day.from === from && !PART_OF_DAY.test(piece)) return to;
  }
  return null;
}
