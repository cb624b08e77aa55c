import type { BroadcastOpinionRow, BroadcastRow, BroadcastState } from '../../storage/storage.ts';
import type { Outcome, Told } from './tally.ts';
import { dayWords, momentWords, short, someNames } from './wording-message.ts';

/** Broadcasts under way: sums, names, stopping and going on. */

const STATE_WORDS: Readonly<Record<BroadcastState, string>> = {
  open: '在发',
  paused: '暂停着',
  cancelled: '取消了',
  closed: '结束了',
};

export const noSuchBroadcast = (number: number): string =>
  `您这里没有第${number}号群发，发“我的群发”看有哪些。`;
const which = (order: string): string => `是哪一号？例如“${order} 3”，发“我的群发”看有哪些。`;
export const WHICH_BROADCAST = {
  urge: which('催'),
  pause: which('暂停群发'),
  resume: which('继续群发'),
  cancel: which('取消群发'),
  resend: which('重发失败'),
  close: which('结束'),
} as const;

export function broadcastList(rows: readonly BroadcastRow[]): string {
  if (rows.length === 0) return '您这里还没有群发过。要发，写“群发给 各村干部：明天上午9点开会”。';
  const lines = rows.map(
    ({ number, created_at, whom, people, text, state, ends_on }) =>
      `${number}号 ${momentWords(created_at)} 发给${short(whom, 12)}${people}人：${short(text, 16)}${
        state === 'open'
          ? ends_on === null
            ? ''
            : `（公示到${dayWords(ends_on)}）`
          : `（${STATE_WORDS[state]}）`
      }`,
  );
  return [`最近的群发，${rows.length}条：`, ...lines, '看详情发“看群发 号数”。'].join('\n');
}

export const paused = (number: number, sent: number, left: number): string =>
  `停下了：第${number}号已经发出${sent}人，还有${left}人没有发。接着发回“继续群发 ${number}”，不发了回“取消群发 ${number}”。`;
export const resumed = (number: number, left: number): string => `第${number}号接着发，还有${left}人。`;
export const cancelled = (number: number, sent: number, left: number): string =>
  [
    `第${number}号取消了。`,
    ...(left > 0 ? [`没发的${left}人不发了。`] : []),
    ...(sent > 0 ? [`已经发出的${sent}人收不回来，要更正请再群发一次。`] : []),
  ].join('');
export const resent = (number: number, count: number): string =>
  count === 0
    ? `第${number}号没有发失败的，不用重发。`
    : `第${number}号给${count}个没发成的人重发，别人不会再收到。`;
export const closed = (number: number): string =>
  `第${number}号结束了，不再收回答。结果发“看群发 ${number}”。`;
export const PUBLIC_ENDS_ITSELF = (number: number): string =>
  `第${number}号是公示，到期自动结束。不公示了发“取消群发 ${number}”。`;
export const standsAlready = (number: number, state: BroadcastState): string =>
  `第${number}号现在${STATE_WORDS[state]}，用不着。`;
export const NOTHING_TO_ANSWER = (number: number): string => `第${number}号没有要回答的选项，不用催。`;
export const urgedToday = (number: number): string => `第${number}号今天已经催过了，一天只催一次。`;
export const nobodySilent = (number: number): string => `第${number}号收到的都回了，不用催。`;
export const urgedNow = (number: number, count: number): string => `第${number}号催了${count}个还没回的人。`;

const OUTCOME_WORDS: Readonly<Record<Exclude<Outcome, 'received'>, string>> = {
  waiting: '等着发',
  none: '没有账号（要打电话或上门告诉）',
  muted: '退订了没发',
  failed: '没发成',
  unknown: '不知道到没到',
  dropped: '没发就停了',
};
const OUTCOMES = ['waiting', 'none', 'muted', 'failed', 'unknown', 'dropped'] as const;

export function tally(told: {
  row: BroadcastRow;
  by: string;
  told: readonly Told[];
  options: readonly string[];
  opinions: readonly BroadcastOpinionRow[];
  now: Date;
}): string {
  const { row, options } = told;
  const count = (outcome: Outcome): Told[] => told.told.filter((one) => one.outcome === outcome);
  const later = row.state === 'open' && row.send_at !== null && Date.parse(row.send_at) > told.now.getTime();
  const state = later ? `定在${momentWords(row.send_at ?? '')}发` : stateWords(row, count('waiting').length);
  const lines = [
    `第${row.number}号群发，${momentWords(row.created_at)} ${told.by}：${short(row.text)}`,
    `发给${row.whom}，共${row.people}人，${state}。`,
    `收到${count('received').length}人。`,
    ...OUTCOMES.flatMap((outcome) => {
      const those = count(outcome);
      return those.length === 0
        ? []
        : [`${OUTCOME_WORDS[outcome]}${those.length}人：${someNames(those.map(nameWithWhy), 10)}`];
    }),
    ...(options.length === 0 ? [] : answerLines(told.told, options)),
    ...opinionLines(row.number, told.opinions),
    ...(row.record === null ? [] : [row.record]),
  ];
  if (told.told.length > 10)
    lines.push(`看全部名单发“看群发 ${row.number} 没回的”“看群发 ${row.number} 没收到的”。`);
  return lines.join('\n');
}

function stateWords({ state, ends_on: endsOn }: BroadcastRow, waiting: number): string {
  if (state !== 'open') return STATE_WORDS[state];
  if (endsOn !== null) return `公示到${dayWords(endsOn)}`;
  return waiting > 0 ? '正在发' : '发完了';
}

function nameWithWhy({ recipient, outcome, reason }: Told): string {
  return outcome === 'failed' && reason !== null
    ? `${recipient.name}（${short(reason, 40)}）`
    : recipient.name;
}

function answerLines(told: readonly Told[], options: readonly string[]): string[] {
  const answered = told.filter(({ answer }) => answer !== null).length;
  const each = options.map((option) => {
    const those = told.filter(({ answer }) => answer === option);
    const share = answered === 0 ? 0 : Math.round((those.length / answered) * 100);
    return `“${option}”${those.length}人（${share}%）`;
  });
  const silent = told.filter(({ answer }) => answer === null);
  const noted = told.filter(({ note }) => note !== null).slice(0, 10);
  return [
    `回了${answered}人：${each.join('，')}`,
    ...(silent.length === 0
      ? ['都回了。']
      : [
          `没回${silent.length}人：${someNames(
            silent.map(({ recipient }) => recipient.name),
            10,
          )}`,
        ]),
    ...noted.map(
      ({ recipient, answer, note }) => `  ${recipient.name}（${answer ?? ''}）：${short(note ?? '', 60)}`,
    ),
  ];
}

function opinionLines(number: number, opinions: readonly BroadcastOpinionRow[]): string[] {
  return opinions.map(
    ({ number: opinion, text, answer }) =>
      `意见${number}-${opinion}：${short(text, 60)}；${answer === null ? `还没答复，请发“答复意见 ${number}-${opinion} 内容”` : `答复：${short(answer, 60)}`}`,
  );
}

export function namesOf(number: number, list: string, told: readonly Told[]): string {
  const title = `第${number}号“${list}”`;
  if (told.length === 0) return `${title}：一个也没有。`;
  const shown = told.slice(0, 200).map((one) => nameWithWhy(one));
  const rest = told.length > shown.length ? `，还有${told.length - shown.length}人` : '';
  return `${title}${told.length}人：${shown.join('、')}${rest}`;
}

export interface TagLine {
  tag: string;
  count: number;
}

export function tagList(lines: readonly TagLine[]): string {
  return lines.length === 0
    ? '还没有标签。要加，发“标签 党员 加 王建国、李四”。'
    : [
        '标签：',
        ...lines.map(({ tag, count }) => `${tag} ${count}人`),
        '看名单发“标签 党员”，加人发“标签 党员 加 王建国”，减人发“标签 党员 减 王建国”。',
      ].join('\n');
}

export const tagShown = (tag: string, names: readonly string[]): string =>
  names.length === 0
    ? `没有标签“${tag}”。要加，发“标签 ${tag} 加 王建国、李四”。`
    : `标签“${tag}”${names.length}人：${someNames(names, 200)}`;
export const TAGS_BY_NAME = '标签要一个一个写姓名，例如“标签 党员 加 王建国、李四”。';

export function tagged(told: {
  tag: string;
  isAdding: boolean;
  done: readonly string[];
  same: number;
  faults: readonly string[];
  notes: readonly string[];
}): string {
  const word = told.isAdding ? '加上了' : '去掉了';
  return [
    ...(told.done.length === 0
      ? []
      : [`标签“${told.tag}”${word}${told.done.length}人：${told.done.join('、')}。`]),
    ...(told.same === 0 ? [] : [`${told.same}人${told.isAdding ? '本来就有' : '本来就没有'}这个标签。`]),
    ...told.notes,
    ...told.faults,
  ].join('\n');
}
