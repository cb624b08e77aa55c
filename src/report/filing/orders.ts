import { numeralValue } from '../../language/language.ts';
import { withOwnMarks } from '../own-marks.ts';
import { givesUp } from './draft-words.ts';

/** A report as people point at it: its number, and the village where several have that number. */
export interface Target {
  village: string | null;
  number: number;
}

export type Order =
  | { kind: 'cancel' }
  | { kind: 'mine' }
  | { kind: 'pending' }
  | { kind: 'show'; targets: Target[] }
  | { kind: 'withdraw'; targets: Target[] }
  | { kind: 'redo'; targets: Target[]; rest: string }
  | { kind: 'pass'; targets: Target[]; looked: string }
  | { kind: 'pass-all' }
  | { kind: 'return'; targets: Target[]; reason: string }
  | { kind: 'reject'; targets: Target[]; reason: string }
  | { kind: 'notices' }
  | { kind: 'objections' }
  | { kind: 'object'; targets: Target[]; text: string; anonymous: boolean }
  | { kind: 'answer'; targets: Target[]; text: string }
  | { kind: 'set-head'; village: string | null; group: number | null; head: string; name: string };

const VILLAGE = '[\\u4e00-\\u9fff]{1,12}(?:嘎查|村|社区|屯|庄|寨|营|分场)';
const TARGET = new RegExp(
  `^[\\s,，、和及]*(?:(${VILLAGE})\\s*的?)?(?:第)?(\\d{1,6})(?:号|条|$|(?=[\\s,，、:：和及。]))`,
);

/** Reads an order about reports; null where the text is none. readOrder('退回 14 缺医院发票') → return 14 */
export function readOrder(text: string): Order | null {
  const said = text.trim().replace(/[。!！]+$/, '');
  if (givesUp(said)) return { kind: 'cancel' };
  if (/^(?:我报的|我的上报|我报过的|我的申请)$/.test(said)) return { kind: 'mine' };
  if (/^(?:待审|待审核|待办|待核实|待审批|要审的)$/.test(said)) return { kind: 'pending' };
  if (/^(?:公示|看公示|查公示|公示栏)$/.test(said)) return { kind: 'notices' };
  if (/^(?:异议|看异议|待答复)$/.test(said)) return { kind: 'objections' };
  // To what does not say itself: the notices are shown, with how to object to one.
  if (/^我?(?:不同意|反对|有意见|有异议)[\s,，:：]+\S{2,}/.test(said))
    return { kind: 'object', targets: [], text: said, anonymous: false };
  if (/^(?:通过|全部)\s*(?:全部|所有|通过)$/.test(said)) return { kind: 'pass-all' };
  const head = SET_HEAD.exec(said);
  if (head) {
    return {
      kind: 'set-head',
      village: head[1] ?? null,
      group: head[2] === undefined ? null : numeralValue(head[2]),
      head: head[3] ?? '',
      name: head[4] ?? '',
    };
  }
  for (const [pattern, make] of WITH_TARGETS) {
    const found = pattern.exec(said);
    if (!found) continue;
    const { targets, rest } = readTargets(said.slice(found[0].length));
    return make(targets, rest, found[0]);
  }
  return null;
}

/** 换户主 三组王建国家 王小军; 换户主 示范嘎查3组王建国家 王小军 */
const SET_HEAD = new RegExp(
  `^(?:换|改|变更|更换)户主[\\s:：]*(${VILLAGE})?\\s*(?:(\\d{1,3}|[一二三四五六七八九十]{1,3})(?:组|社|队|屯))?\\s*([\\u4e00-\\u9fff·]{2,10}?)家[\\s,，]*(?:换成|改成|改为|为|是)?[\\s,，]*([\\u4e00-\\u9fff·]{2,10})$`,
);

type Make = (targets: Target[], rest: string, word: string) => Order | null;

const WITH_TARGETS: readonly (readonly [RegExp, Make])[] = [
  [
    /^(?:匿名)?异议\s*(?=[\d第\u4e00-\u9fff])/,
    (targets, text, word) =>
      targets.length === 0 ? null : { kind: 'object', targets, text, anonymous: word.startsWith('匿名') },
  ],
  [/^答复\s*异议\s*/, (targets, text) => ({ kind: 'answer', targets, text })],
  [
    /^通过(?=[\s\d第:：]|$|[\u4e00-\u9fff]+\d)[\s:：]*/,
    (targets, looked) => (targets.length === 0 && looked !== '' ? null : { kind: 'pass', targets, looked }),
  ],
  [
    /^退回(?=[\s\d第:：]|$|[\u4e00-\u9fff]+\d)[\s:：]*/,
    (targets, reason) => (targets.length === 0 && reason !== '' ? null : { kind: 'return', targets, reason }),
  ],
  [
    /^驳回(?=[\s\d第:：]|$|[\u4e00-\u9fff]+\d)[\s:：]*/,
    (targets, reason) => (targets.length === 0 && reason !== '' ? null : { kind: 'reject', targets, reason }),
  ],
  [/^撤回(?=[\s\d第:：]|$)[\s:：]*/, (targets) => ({ kind: 'withdraw', targets })],
  [
    /^(?:重报|重新报|改报|修改)(?=[\s\d第])[\s:：]*/,
    (targets, rest) => (targets.length === 0 ? null : { kind: 'redo', targets, rest }),
  ],
  [
    /^(?:看|查看|看看)(?=[\s\d第]|[\u4e00-\u9fff]+\d)\s*/,
    (targets, rest) => (targets.length === 0 || rest !== '' ? null : { kind: 'show', targets }),
  ],
];

/** 河西12: a village of any name, where it stands first and close to the number. */
const FIRST_TARGET = /^([\u4e00-\u9fff]{2,12})(\d{1,6})(?:号|条|$|(?=[\s,，、:：和及。]))/;

function readTargets(text: string): { targets: Target[]; rest: string } {
  const targets: Target[] = [];
  let rest = text;
  const first = TARGET.test(text) ? null : FIRST_TARGET.exec(text);
  if (first) {
    targets.push({ village: first[1] ?? null, number: Number(first[2]) });
    rest = text.slice(first[0].length);
  }
  for (;;) {
    const found = TARGET.exec(rest);
    if (!found) break;
    targets.push({ village: found[1] ?? null, number: Number(found[2]) });
    rest = rest.slice(found[0].length);
  }
  return { targets: unique(targets), rest: withOwnMarks(rest.replace(/^[\s,，、:：。]+/, '').trim()) };
}

function unique(targets: readonly Target[]): Target[] {
  const keyed = new Map(targets.map((target) => [`${target.village ?? ''}/${target.number}`, target]));
  return [...keyed.values()];
}

const YES =
  /^(?:对+|对的|对了|对着哩|对头|对呢|是|是的|是呢|没错|没问题|正确|确认|确定|提交|报吧|报|报上去|现在报|好+|好的|行+|可以|嗯+|ok|全对|都对|全部对|全都对)[啊呀呢吧了的]*$/i;
const BARE_YES = /^(?:对+|对的|全对|都对|没错|报吧|提交)[啊呀呢吧了的]*$/;
const NO = /^(?:不对|不是|错了|不|不行|错)[。.!！啊呀呢吧了的~]*$/;

/** 对, 嗯嗯, 对 都对 → yes */
export function isYes(text: string): boolean {
  return isEach(text, YES);
}

/** A word that confirms and can be nothing else: 好的 and 是 are also said in between. */
export function isBareYes(text: string): boolean {
  return isEach(text, BARE_YES);
}

function isEach(text: string, word: RegExp): boolean {
  const clauses = text.split(/[\s,，、。.!！~]+/).filter((clause) => clause !== '');
  return clauses.length > 0 && clauses.every((clause) => word.test(clause));
}

/** The word that 通过 全部 asks for, and no other: a 对 may be about a draft. */
export function isSure(text: string): boolean {
  return /^(?:确定|确认)(?:通过|了|吧|的)?[。.!！~]*$/.test(text.trim());
}

export function isNo(text: string): boolean {
  return NO.test(text.trim());
}

/** 1对 2不对，是四组 → what is said of each item of a numbered list; null where it is not said that way. */
export function readPicks(text: string, count: number): { index: number; said: string }[] | null {
  const dropped = DROPPED.exec(text);
  if (dropped) return readPicks(`${dropped[1]}取消`, count);
  const marks = [
    ...text.matchAll(
      /(?:^|(?<=[\s,，;；。]))第?([\d一二三四五六七八九十]{1,2})(?:条|号)?[\s:：、.]*(?=对|不对|错|没错|是|不是|改|金额|日期|户主|电话|不报|别报|不要|取消|去掉|删)/g,
    ),
  ];
  if (marks.length === 0 || marks[0]?.index !== 0) return null;
  const picks = marks.map((mark, place) => ({
    index: numberOf(mark[1] ?? '') - 1,
    said: text
      .slice(mark.index + mark[0].length, marks[place + 1]?.index ?? text.length)
      .replace(/[\s,，;；。]+$/, ''),
  }));
  return picks.every(({ index }) => index >= 0 && index < count) ? picks : null;
}

/** 取消第二条, 删掉2 */
const DROPPED =
  /^(?:取消|删|删掉|删除|去掉|不报|别报|不要)[\s:：]*(第?(?:\d{1,2}|[一二三四五六七八九十])(?:条|个)?)(?:了|吧)?$/;

function numberOf(written: string): number {
  const digits = '一二三四五六七八九十'.indexOf(written);
  return digits >= 0 && written.length === 1 ? digits + 1 : Number(written);
}
