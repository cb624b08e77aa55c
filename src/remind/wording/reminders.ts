import { localTime } from '../../calendar/calendar.ts';
import { nameOfPlace } from '../../register/register.ts';
import type { DutyRow } from '../../storage/storage.ts';
import { daysFrom } from '../days.ts';

/** What a person is told of his own duties. One duty is at most three lines. */

/** `2026-11-05` → `11月5日`; with the year where it is another one than today's. */
export function dayWords(day: string, today: string = day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`;
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** `11月5日（周四）` */
export function dayAndWeekday(day: string, today: string): string {
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  return `${dayWords(day, today)}（周${weekday}）`;
}

type Told = Pick<DutyRow, 'number' | 'text' | 'due_on' | 'how' | 'acknowledged_at'>;
/** What ends it, as in `DutyKind`. */
type Ends = 'word' | 'report' | 'nothing';

/** 12月5日到期，还有7天 */
export function deadline(dueOn: string, today: string): string {
  const left = daysFrom(today, dueOn);
  if (left === 0) return '今天到期';
  return left > 0
    ? `${dayWords(dueOn, today)}到期，还有${left}天`
    : `${dayWords(dueOn, today)}到期，过了${-left}天`;
}

const answer = (number: number, ends: Ends = 'word'): string =>
  ends === 'word'
    ? `看到回“收到 ${number}”，办完回“完成 ${number} 情况”。`
    : `看到了可以先回“收到 ${number}”。`;

export function reminder(duty: Told, today: string, ends: Ends): string {
  if (ends === 'nothing') return [`${duty.text}。`, ...(duty.how === null ? [] : [duty.how])].join('\n');
  return [
    `待办${duty.number}：${duty.text}，${deadline(duty.due_on, today)}。`,
    ...(duty.how === null ? [] : [duty.how]),
    answer(duty.number, ends),
  ].join('\n');
}

export function remindedAgain(duty: Told, today: string, ends: Ends): string {
  const lapsed = duty.acknowledged_at === null ? '' : '您回过“收到”，还没见办完。';
  return [
    `【再提醒】待办${duty.number}：${duty.text}，${deadline(duty.due_on, today)}。${lapsed}`,
    ...(duty.how === null ? [] : [duty.how]),
    `${ends === 'word' ? `办完回“完成 ${duty.number} 情况”；` : ''}要晚几天回“延期 ${duty.number} 到25号”；不归您回“不是我负责 ${duty.number}”。`,
  ].join('\n');
}

export function toldAbove(
  duty: Told,
  today: string,
  names: readonly string[],
  level: 'township' | 'county',
): string {
  const who = names.length === 0 ? '' : `：${names.join('、')}`;
  return [
    `【${level === 'township' ? '已报乡镇' : '已报县里'}】待办${duty.number}：${duty.text}，${deadline(duty.due_on, today)}，还没办完，写进今天报给${level === 'township' ? '乡镇' : '县里'}的汇总了${who}。`,
    `办完请马上回“完成 ${duty.number} 情况”；办不了回“延期 ${duty.number} 到25号”或“不是我负责 ${duty.number}”。`,
  ].join('\n');
}

export function toldListed(duty: Told, today: string): string {
  return [
    `【待通报】待办${duty.number}：${duty.text}，${deadline(duty.due_on, today)}，一直没办完，列进了待通报名单。`,
    `通报不通报由县里的人定，不再自动提醒。办完请回“完成 ${duty.number} 情况”。`,
  ].join('\n');
}

/** Several at once are one message. */
export function severalReminders(duties: readonly Told[], today: string): string {
  const lines = duties.map(
    (duty) =>
      `${duty.number}. ${duty.text}，${deadline(duty.due_on, today)}${duty.acknowledged_at === null ? '' : '，回过收到'}`,
  );
  return [
    `您有${duties.length}件事要办：`,
    ...lines,
    '看到回“全部收到”，办完一件回“完成 号数 情况”，例如“完成 3 已报送”。',
  ].join('\n');
}

export const reminderOptions = (number: number, ends: Ends): string[] =>
  ends === 'nothing' ? [] : [`收到 ${number}`, ...(ends === 'word' ? [`完成 ${number}`] : [])];

/** Several that went up at once are one message. */
export function severalAbove(
  duties: readonly Told[],
  today: string,
  level: 'township' | 'county' | 'listed',
): string {
  const where = { township: '已报乡镇', county: '已报县里', listed: '列进待通报名单' }[level];
  return [
    `【${where}】您有${duties.length}件事过期没办：`,
    ...duties.map((duty) => `${duty.number}. ${duty.text}，${deadline(duty.due_on, today)}`),
    '办完一件回“完成 号数 情况”；办不了回“延期 号数 到25号”或“不是我负责 号数”。',
  ].join('\n');
}

/** Texts of the kinds: what is to be done, and what else than 完成 ends it. */

export const visitText = (place: string): string => `到${place}走访`;
export const visitHow = (number: number): string =>
  `去过了发“走访 ${number} 已解除 看到的情况”，记了就自动销掉。`;

export function quarterWords(period: string): string {
  const [year, quarter] = period.split('Q');
  return `${year}年第${'一二三四'.charAt(Number(quarter) - 1)}季度`;
}
export const reviewText = (place: string, period: string): string => `${quarterWords(period)}看一遍${place}`;
export const reviewHow = (head: string): string =>
  `有变化就报上来，例如“${head}家收入稳定，没有新困难”；报了就自动销掉。`;

export const noticeEndText = (village: string, place: string, leaving: boolean): string =>
  `${nameOfPlace(village)}${place}${leaving ? '退出监测' : '纳入监测'}公示期满，请确认或退回`;
export const noticeEndHow = (village: string, number: number): string =>
  `发“看 ${nameOfPlace(village)}${number}”看详情，“通过 ${nameOfPlace(village)}${number}”或“退回 ${nameOfPlace(village)}${number} 原因”。`;

export const returnedText = (number: number, place: string, reason: string | null): string =>
  `${place}的${number}号被退回${reason === null ? '' : `（${reason}）`}，改好重报`;
export const returnedHow = (number: number): string =>
  `改好发“重报 ${number}”，例如“重报 ${number} 金额改成八千”。`;

export const draftText = (time: string): string => `有一份上报您还没确认，${time}就作废了`;
export const draftHow = '对就回“对”，不对直接说哪里；不报了回“取消”。';

export const doctorText = (place: string): string => `${place}签了家庭医生，问问服务跟上没有`;
export const doctorHow = (head: string): string =>
  `问过了发“记 ${head} 工作动态 家庭医生随访了”，记了就自动销掉。`;

export const dropoutText = (place: string): string => `${place}的孩子没上学，劝返复学`;
export const dropoutHow = '孩子回学校了，把入学报上来就自动销掉。';

export const housingText = (place: string): string => `${place}的房子不安全，跟进改造`;
export const housingHow = (head: string): string =>
  `改造好了报一句，例如“${head}家新房建好了”，报了就自动销掉。`;

/** What a rule of a document rests on. */
export function basisLine(document: string, clause: string, lead: string | null): string {
  return `依据：《${document}》${clause}${lead === null ? '' : `，牵头：${lead}`}。`;
}

export const NOBODY_THERE = (village: string, text: string): string =>
  `${text}（${nameOfPlace(village)}还没有登记村干部，请您安排）`;

export const calendarMissing = (years: readonly string[]): string =>
  `急：${years.join('、')}年的节假日安排还没有录入，有的提醒日子算不出来，先停着没发。请在 policy-kb/calendar/ 里补上${years.map((year) => `${year}.yaml`).join('、')}，补上后自动接着提醒。`;

export const clearedByReport = (duty: Pick<DutyRow, 'number' | 'text'>): string =>
  `待办${duty.number}（${duty.text}）跟着刚才记的销掉了，不用再回。`;

export const handedTo = (
  duty: Pick<DutyRow, 'number' | 'text' | 'due_on'>,
  today: string,
  by: string,
): string =>
  [
    `${by}把一件事转给您，待办${duty.number}：${duty.text}，${deadline(duty.due_on, today)}。`,
    answer(duty.number),
  ].join('\n');

/** UTC ISO time → `3月18日09:30` in China. */
export function momentWords(iso: string): string {
  const { day, time } = localTime(new Date(iso));
  return `${dayWords(day)}${time}`;
}
