import type { FiledKind } from '../filing/paths.ts';
import { dayInWords, momentInWords } from './words.ts';

/** Public notices and objections. */

/** 王建国 → 王**: enough for neighbours to know, too little for a search. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = [...name];
  return `${first}${'*'.repeat(Math.max(1, rest.length))}`;
}

export function noticeText(kind: FiledKind, head: string, group: number | null): string {
  const what = kind === 'monitor_out' ? '拟退出监测' : '拟纳入监测';
  return `${group === null ? '' : `${group}组`}${maskedName(head)}户${what}`;
}

export const noticeOpened = (number: number, days: number, endsOn: string): string =>
  `${number}号开始公示，${days}个工作日，到${dayInWords(endsOn)}止。`;
export const noCalendar = (number: number, year: string): string =>
  `${number}号还不能公示：系统里没有${year}年的节假日安排，工作日算不出来。已经告诉管理员，补上后自动开始公示。`;
export const noCalendarAdmin = (number: number, year: string): string =>
  `急：${year}年的节假日安排还没有录入，${number}号公示开不了。请补上 policy-kb/calendar/${year}.yaml。`;
export const noticeOver = (number: string, line: string, open: number): string =>
  open === 0
    ? `${number}号（${line}）公示期满，没有未答复的异议，可以确认了：发“通过 ${number}”。`
    : `${number}号（${line}）公示期满，还有${open}条异议没有答复，答复了才能确认。`;

/** `over`: notices that are over, with what was answered to objections. */
export function noticeList(lines: readonly string[], over: readonly string[] = []): string {
  const now =
    lines.length === 0
      ? ['现在没有公示。']
      : ['正在公示：', ...lines, '有不同意见请发“异议 号数 原因”，不想留名发“匿名异议 号数 原因”。'];
  return [...now, ...(over.length === 0 ? [] : ['最近公示过、有异议答复的：', ...over])].join('\n');
}

export const noticeOverLine = (place: string, number: number, text: string, stopped: boolean): string =>
  `${place}${number}号 ${text}，公示${stopped ? '停了' : '期满了'}。`;

export const noticeLine = (place: string, number: number, text: string, endsOn: string): string =>
  `${place}${number}号 ${text}，公示到${dayInWords(endsOn)}。`;
export const noticeAnswer = (number: number, upheld: boolean, answer: string): string =>
  `  异议${number}已答复：${answerWords(upheld, answer)}`;
/** 不成立，楼房是他弟弟的 */
export const answerWords = (upheld: boolean, answer: string): string =>
  `${upheld ? '成立' : '不成立'}，${answer}`;
/** On the card of whoever reviews it again. */
export const upheldBefore = (upheld: readonly { number: number; answer: string }[]): string =>
  upheld.length === 0
    ? ''
    : `\n注意：公示时${upheld.map(({ number, answer }) => `异议${number}${answerWords(true, answer)}`).join('；')}。请先核实再审。`;
/** To the household about which it is. `shown`: what hangs out. */
export const noticeOfYours = (shown: string, days: number, endsOn: string): string =>
  `您家的申请乡镇审过了，现在在村里公示${days}个工作日，到${dayInWords(endsOn)}止，写的是“${shown}”，不写全名。没有人提异议，期满就交县里确认。发“公示”能看到。`;
export const OBJECTION_REASON = (number: number): string =>
  `请写上原因，例如“异议 ${number} 他家在县城有楼房”。`;
export const notOnNotice = (number: number): string => `${number}号没有在公示，发“公示”看正在公示的。`;
export const OWN_OBJECTION = (number: number): string =>
  `${number}号是您自己家的申请，不用提异议。有话要说明请找报的村干部；不想申请了请报的人发“撤回 ${number}”。`;
export const objectionAgain = (objection: number): string =>
  `您刚才说的就是异议${objection}，已经收到，正在核实，不用再发。`;
export const objectionTaken = (number: number, anonymous: boolean): string =>
  anonymous
    ? `收到，是异议${number}，没有留您的名字，已交乡镇核实。答复会写在公示里，发“公示”能看到。`
    : `收到，是异议${number}，已交乡镇核实，有答复就告诉您。答复之前不会确认。`;
export const objectionTold = (
  objection: number,
  place: string,
  number: number,
  line: string,
  by: string,
  text: string,
): string =>
  `${place}${number}号（${line}）有异议${objection}，${by}：${text}。请核实后发“答复 异议 ${objection} 不成立 理由”或“答复 异议 ${objection} 成立 理由”。`;
export const ANONYMOUS = '匿名';
export const SOMEBODY = '有村民';
export const ANSWER_HOW = '请写清楚，例如“答复 异议 2 不成立 楼房是他弟弟的”。成立的会退回重办。';
export const noObjection = (number: number): string => `没有异议${number}，或者它不归您答复。`;
export const objectionAnswered = (number: number, upheld: boolean): string =>
  upheld ? `异议${number}已答复：成立，这一件退回重办。` : `异议${number}已答复：不成立。`;
export const objectionAnswerTold = (objection: number, upheld: boolean, answer: string): string =>
  `您提的异议${objection}有答复了：${answerWords(upheld, answer)}。`;
export const objectionLate = (number: number, who: string, at: string): string =>
  `异议${number}${who}在${momentInWords(at)}已经答复了。`;
export const objectionList = (lines: readonly string[]): string =>
  lines.length === 0 ? '没有等着答复的异议。' : ['等着答复的异议：', ...lines, ANSWER_HOW].join('\n');
export const objectionLine = (
  number: number,
  place: string,
  report: number,
  by: string,
  text: string,
): string => `异议${number} 对${place}${report}号，${by}：${text}`;
