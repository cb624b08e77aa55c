import { nameOfPlace } from '../../register/register.ts';
import type { DutyRow } from '../../storage/storage.ts';
import { deadline } from './reminders.ts';

/** How far others have come, for whoever stands above them. */

export interface OpenLine {
  duty: Pick<DutyRow, 'region' | 'text' | 'due_on' | 'state' | 'acknowledged_at' | 'closed_at' | 'stage'>;
  name: string;
}

const MOST = 20;

function stands({ state, acknowledged_at, stage }: OpenLine['duty']): string {
  if (state === 'handed_back') return '说不归自己负责，等上面定';
  if (state === 'extended') return '同意延期了';
  if (acknowledged_at !== null) return '回过收到';
  return stage === 'planned' ? '还没到提醒的时候' : '没有回话';
}

function list(lines: readonly OpenLine[], today: string): string[] {
  return [
    ...lines
      .slice(0, MOST)
      .map(
        ({ duty, name }, index) =>
          `${index + 1}. ${nameOfPlace(duty.region)}${name}：${duty.text}，${deadline(duty.due_on, today)}，${stands(duty)}`,
      ),
    ...(lines.length > MOST ? [`……还有${lines.length - MOST}件。`] : []),
  ];
}

export function openBelow(lines: readonly OpenLine[], today: string): string {
  if (lines.length === 0) return '提醒过的事都办完了，没有没办完的。';
  return [`提醒过还没办完的有${lines.length}件：`, ...list(lines, today)].join('\n');
}

export function openOf(name: string, lines: readonly OpenLine[], today: string): string {
  if (lines.length === 0) return `${name}没有没办完的事。`;
  return [`${name}还有${lines.length}件没办完：`, ...list(lines, today)].join('\n');
}

export function ruleProgress(
  { number, what }: { number: number; what: string },
  lines: readonly OpenLine[],
  today: string,
): string {
  if (lines.length === 0) return `第${number}条提醒（${what}）还没有发过。`;
  const open = lines.filter(({ duty }) => duty.closed_at === null);
  const done = lines.filter(({ duty }) => duty.closed_at !== null);
  return [
    `第${number}条提醒（${what}）：办完${done.length}个，没办完${open.length}个。`,
    ...(done.length === 0
      ? []
      : [
          `办完的：${done
            .slice(0, MOST)
            .map(({ name }) => name)
            .join('、')}${done.length > MOST ? '……' : ''}`,
        ]),
    ...list(open, today),
  ].join('\n');
}

export const dutyDropped = ({ number, text }: Pick<DutyRow, 'number' | 'text'>, by: string): string =>
  `待办${number}（${text}）不用办了，${by}把这条提醒停了。`;
