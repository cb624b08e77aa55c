import { localTime } from '../../calendar/calendar.ts';
import type { BroadcastKind } from '../../storage/storage.ts';
import { withoutFields } from './fields.ts';

/** What a recipient reads. */

export function headOf(kind: BroadcastKind, isUrgent: boolean): string {
  if (isUrgent) return '【紧急通知】';
  return kind === 'survey' ? '【调查】' : kind === 'public' ? '【公示】' : '【通知】';
}

export const signed = (place: string, by: string): string => `——${place} ${by}`;

export function answerHow(options: readonly string[]): string {
  const quoted = options.map((option) => `“${option}”`);
  if (quoted.length <= 2) return `请回${quoted.join('或')}。`;
  return `${quoted.join('')}，请选一个回。`;
}

export const objectHow = (number: number | null, endsOn: string): string => {
  const n = number === null ? '号数' : String(number);
  return `公示到${dayWords(endsOn)}。有意见回“意见 ${n} 原因”，不想留名回“匿名意见 ${n} 原因”。`;
};

export function pleaseCall(
  names: readonly string[],
  {
    text,
    by,
    options,
    number,
  }: { text: string; by: string; options: readonly string[]; number: number | null },
): string {
  const lines = [
    `${names.length}个人在这里没有账号，收不到通知，请您打电话或上门告诉：${names.join('、')}。`,
    `要说的是：${withoutFields(text)}`,
  ];
  const [option] = options;
  if (option !== undefined && number !== null) {
    const choices = options.map((one) => `“${one}”`).join('');
    lines.push(`请他选一个：${choices}。问到了替他回，例如“代回 ${number} ${names[0] ?? ''} ${option}”。`);
  }
  return [...lines, `——${by}`].join('\n');
}

export const urged = (text: string, options: readonly string[], by: string): string =>
  `【请回一下】${short(text)}\n您还没有回。${answerHow(options)}\n——${by}`;

/** 3月25日 */
export function dayWords(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** 3月25日09:30 */
export function momentWords(at: string): string {
  const { day, time } = localTime(new Date(at));
  return `${dayWords(day)}${time}`;
}

/** The beginning of a text, on one line and without its fields. */
export function short(text: string, length = 30): string {
  const line = withoutFields(text).replace(/\s+/g, ' ').trim();
  return [...line].length > length ? `${[...line].slice(0, length).join('')}…` : line;
}

/** So many names, and how many more there are. */
export function someNames(names: readonly string[], most: number): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等${names.length}人`;
}
