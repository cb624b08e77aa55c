import { nameOfPlace } from '../../register/register.ts';
import type { DutyRow } from '../../storage/storage.ts';
import { dayWords, deadline } from './reminders.ts';

/** What superiors are told: once a day, with names and counts; and the list on which a person decides. */

export interface Late {
  duty: Pick<DutyRow, 'region' | 'text' | 'due_on' | 'state' | 'acknowledged_at'>;
  name: string;
  /** Came to this superior since his last digest. */
  isNew: boolean;
}

const MOST = 20;

function lateLine({ duty, name }: Pick<Late, 'duty' | 'name'>, index: number, today: string): string {
  const heard =
    duty.state === 'handed_back'
      ? '他说不归自己负责，等上面定'
      : duty.acknowledged_at === null
        ? '没有回话'
        : '回过收到';
  return `${index + 1}. ${nameOfPlace(duty.region)}${name}：${duty.text}，${deadline(duty.due_on, today)}，${heard}`;
}

export function digest(
  { late, asks, listed }: { late: readonly Late[]; asks: number; listed: number },
  today: string,
): string {
  const people = new Set(late.map(({ name, duty }) => `${duty.region}${name}`)).size;
  const fresh = late.filter(({ isNew }) => isNew);
  const shown = [...fresh, ...late.filter(({ isNew }) => !isNew)].slice(0, MOST);
  return [
    `${dayWords(today)}汇总：${late.length === 0 ? '' : `${people}个人有${late.length}件事过期没办${fresh.length === late.length || fresh.length === 0 ? '' : `，新到${fresh.length}件`}。`}`,
    ...shown.map((item, index) => lateLine(item, index, today)),
    ...(late.length > MOST ? [`……还有${late.length - MOST}件。`] : []),
    ...(asks > 0 ? [`等您定的有${asks}件，发“待我定”看。`] : []),
    ...(listed > 0 ? [`可以通报的有${listed}件，发“通报名单”看，通不通报由您定。`] : []),
  ].join('\n');
}

export function listedText(listed: readonly Pick<Late, 'duty' | 'name'>[], today: string): string {
  if (listed.length === 0) return '待通报名单是空的。';
  const shown = listed.slice(0, MOST).map((item, index) => lateLine(item, index, today));
  return [
    `待通报名单，${listed.length}件：`,
    ...shown,
    ...(listed.length > MOST ? [`……还有${listed.length - MOST}件，定了这些再看。`] : []),
    '要通报的回“通报 1 3”，不通报的回“不通报 2”，都不通报回“不通报”。定了会记下来，别的什么也不会自动发。',
  ].join('\n');
}

export const LIST_FIRST = '请先发“通报名单”，看着号数定。';
export const NOT_ON_LIST = (numbers: readonly number[]): string =>
  `名单上没有${numbers.join('、')}，请发“通报名单”再看一遍。`;
export const OFFICE_ONLY = '通报名单由县里的人定。';

export function verdictKept(named: boolean, lines: readonly string[], already: readonly string[]): string {
  return [
    ...(lines.length === 0
      ? []
      : [`记下了，${named ? '通报' : '不通报'}${lines.length}件：${lines.join('；')}。`]),
    ...(already.length === 0 ? [] : [`这几件刚才已经有人定了或办完了：${already.join('；')}。`]),
    ...(named && lines.length > 0 ? ['通报由您按规定发，这里只留记录。'] : []),
  ].join('\n');
}

export const verdictLine = (duty: Pick<DutyRow, 'region' | 'text'>, name: string): string =>
  `${nameOfPlace(duty.region)}${name} ${duty.text}`;
