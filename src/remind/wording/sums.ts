import { nameOfPlace } from '../../register/register.ts';
import type { DutyRow, DutyState } from '../../storage/storage.ts';
import type { DutySums } from '../sums.ts';
import { deadline } from './reminders.ts';

/** What the operator reads of duties on the command line. */

export const KIND_WORDS: Readonly<Record<string, string>> = {
  calendar: '文件定的',
  own: '自己定的',
  visit: '走访',
  review: '季度复核',
  'notice-end': '公示期满',
  returned: '退回重报',
  draft: '草稿',
  doctor: '家庭医生',
  dropout: '辍学',
  housing: '房屋',
};

export const STATE_WORDS: Readonly<Record<DutyState, string>> = {
  open: '没办',
  acknowledged: '已收到',
  extended: '延期',
  handed_back: '等换人',
  escalated: '已报上级',
  listed: '待通报',
  done: '办完',
  cleared: '上报后销掉',
  dropped: '不用办了',
};

export function sumsText(sums: DutySums): string {
  const { expected, sent, cleared, muted, expired, failed, underWay, lost, balanced } = sums;
  const kinds = sums.kinds.map(({ kind, states, overdue }) => {
    const counts = Object.entries(STATE_WORDS).flatMap(([state, word]) => {
      const count = states[state as DutyState] ?? 0;
      return count === 0 ? [] : [`${word}${count}`];
    });
    return `${KIND_WORDS[kind] ?? kind}：${counts.join('，')}${overdue > 0 ? `；过期没办${overdue}` : ''}`;
  });
  return [
    ...(kinds.length === 0 ? ['还没有待办。'] : ['待办：', ...kinds]),
    '',
    `提醒：应发${expected} = 发出${sent} + 办了撤回${cleared} + 本人不要${muted} + 过期${expired} + 没发成${failed} + 还在排队${underWay}`,
    balanced ? '对得上。' : `对不上：少了${lost}条，请把日志发给维护的人。`,
  ].join('\n');
}

export function overdueText(
  overdue: readonly (DutyRow & { name: string })[],
  today: string,
  limit: number,
): string {
  if (overdue.length === 0) return '没有过期没办的。';
  return [
    `过期没办的${overdue.length === limit ? `（只列${limit}件）` : `${overdue.length}件`}：`,
    ...overdue.map(
      ({ region, name, text, due_on, state }) =>
        `${nameOfPlace(region)}  ${name}  ${text}，${deadline(due_on, today)}，${STATE_WORDS[state]}`,
    ),
  ].join('\n');
}
