import type { ReportState } from '../../storage/storage.ts';
import type { Refusal } from '../filing/chain.ts';
import { EVENT_WORDS, LEVEL_WORDS, momentInWords, STATE_WORDS } from './words.ts';

/** What is said of steps, refusals and lists of the review. */

export function refusal(number: number, why: Refusal, state: ReportState): string {
  switch (why.why) {
    case 'ended':
      return state === 'confirmed'
        ? `${number}号已经确认，不能撤回也不能改。写错了请再报一条对的，照样审。`
        : `${number}号${STATE_WORDS[state]}，不能再动了。`;
    case 'not-now':
      return `${number}号现在是“${STATE_WORDS[state]}”，这一步现在办不了。`;
    case 'not-yours':
      return `${number}号不是您报的，您不能撤回或改它。`;
    case 'not-your-level':
      return `${number}号现在要${why.needs === null ? '等公示' : `${LEVEL_WORDS[why.needs]}来办`}，不归您这一级；自己报的和自己家的也不能自己审。`;
    case 'no-reason':
      return `要写明原因，例如“退回 ${number} 缺医院发票”。`;
    case 'not-looked':
      return `${number}号要先入户三看，还没说看过：${why.missing.join('、')}。例如“通过 ${number} 收支够、生活好、保障全”。`;
    case 'notice-runs':
      return `${number}号还在公示，期满才能确认。`;
    case 'objections':
      return `${number}号有${why.open}条异议还没有答复，答复了才能确认。`;
  }
}

/** What the reporter and the household are told of a step. */
export function stepTold(
  { number, line, isOwn }: { number: number; line: string; isOwn: boolean },
  what: string,
  by: string,
  next: string,
): string {
  return `${isOwn ? '您家的' : ''}${number}号（${line}）${what}了（${by}）。${next}`;
}

export function returnedTold(number: number, line: string, by: string, reason: string): string {
  return `${number}号（${line}）被${by}退回：${reason}。改好后发“重报 ${number}”，也可以直接写“重报 ${number} 金额改成八千”。`;
}

export function returnedToHousehold(number: number, line: string, by: string, reason: string): string {
  return `您家的${number}号（${line}）被${by}退回：${reason}。报的人改好后会再报。`;
}

export const noSuch = (number: number): string => `没有${number}号，或者它不归您管。`;
export const severalSuch = (number: number, places: readonly string[]): string =>
  `${number}号有${places.length}条，请带上村名，例如“${places[0]}${number}”：${places.join('、')}。`;
export const paperFirst = (number: number, paper: string): string =>
  `${number}号是因为缺${paper}退回的：请先把${paper}拍照发来，再回“对”。`;
export const notReturned = (number: number, state: ReportState): string =>
  `${number}号现在是“${STATE_WORDS[state]}”，只有被退回的才能重报。`;
export const NUMBER_MISSING = (word: string): string => `请写号数，例如“${word} 12”。发“待审”可以看有哪些。`;
export const ownReport = (number: number): string => `${number}号是您自己报的，要由别人来审。`;
export const late = (number: number, who: string, at: string, what: string): string =>
  `${number}号${who}在${momentInWords(at)}已经${what}了。`;
export const NOTHING_PENDING = '现在没有等您审的。';
export const NO_REVIEWER = '审核由村干部、乡镇和县里的经办人办，您这边没有要审的。';

export function pendingList(lines: readonly string[], more: number, options: string): string {
  return [
    `等您审的有${lines.length + more}条：`,
    ...lines,
    ...(more > 0 ? [`……还有${more}条，办完这些再发“待审”。`] : []),
    options,
  ].join('\n');
}

export const PENDING_HOW = '发“看 号数”看详情，“通过 号数”（可以写几个），“退回 号数 原因”。';
export const sureToPass = (numbers: readonly string[]): string =>
  `要通过全部${numbers.length}条：${numbers.join('、')}。确定就回“确定”，不回就不动。`;
export const NOT_PASSED = '好，一条都没有动。';
export const passed = (number: number, next: string): string => `${number}号通过了。${next}`;
export const againByYou = (number: string): string => `两级都由您办，再发一次“通过 ${number}”。`;
export const returned = (number: number, reason: string): string => `${number}号退回了，原因：${reason}。`;
export const rejected = (number: number, reason: string): string => `${number}号驳回了，原因：${reason}。`;
export const withdrawn = (number: number): string => `${number}号撤回了，经过还留着。`;
/** To those who were to review it. */
export const withdrawnTold = (number: string, line: string, by: string): string =>
  `${number}号（${line}）${by}撤回了，不用再审。`;
export const confirmedWords = (number: number): string => `${number}号确认了，全部办完。`;
export const tally = (done: number, failed: number): string =>
  `办成${done}条${failed === 0 ? '' : `，没办成${failed}条`}：`;

export function history(moment: string, who: string, event: string, note: string | null): string {
  return `${momentInWords(moment)} ${who} ${EVENT_WORDS[event] ?? event}${note === null ? '' : `：${note}`}`;
}

export function showCard(parts: {
  number: number;
  place: string;
  line: string;
  state: ReportState;
  by: string;
  category: string;
  version: number;
  attachments: readonly { kind: string; name: string }[];
  history: readonly string[];
  objections: readonly string[];
}): string {
  return [
    `${parts.place}${parts.number}号：${parts.line}`,
    `现在：${STATE_WORDS[parts.state]}。${parts.by}报的${parts.version > 1 ? `，第${parts.version}次改` : ''}，户类型：${parts.category}。`,
    ...(parts.attachments.length === 0 ? [] : [attachmentsLine(parts.attachments)]),
    ...parts.objections,
    '经过：',
    ...parts.history,
  ].join('\n');
}

/** 附件2个：发票.jpg、病历.pdf */
function attachmentsLine(files: readonly { kind: string; name: string }[]): string {
  const names = files.map(({ kind, name }) => (name === '' ? (KIND_OF_FILE[kind] ?? '文件') : name));
  return `附件${files.length}个：${names.join('、')}`;
}

const KIND_OF_FILE: Readonly<Record<string, string>> = {
  image: '图片',
  file: '文件',
  voice: '语音',
  video: '视频',
};

export function mineList(lines: readonly string[]): string {
  return lines.length === 0 ? '您还没有报过。' : ['您最近报的：', ...lines].join('\n');
}

export const mineLine = (number: number, line: string, state: ReportState): string =>
  `${number}号 ${line}（${STATE_WORDS[state]}）`;
