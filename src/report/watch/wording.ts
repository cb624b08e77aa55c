import { type Household, nameOfPlace } from '../../register/register.ts';
import type { VisitRow } from '../../storage/storage.ts';
import { dayInWords, household as householdWords, KIND_WORDS } from '../wording.ts';
import type { Hit } from './evaluate.ts';

/** 近365天自付医疗费大：共23000元，到了10000元（示例数，由县里定）；5号 生病23000元 */
export function reasonOf(hit: Hit): string {
  const { rule, by, sum, percent, income } = hit;
  const example = rule.isExample ? '（示例标准，由县里定）' : '';
  const events = by
    .map(
      ({ number, kind, amount }) => `${number}号${KIND_WORDS[kind]}${amount === null ? '' : `${amount}元`}`,
    )
    .join('、');
  switch (rule.test.kind) {
    case 'sum':
      return `${rule.name}：${rule.test.days}天里共${sum}元，到了${rule.test.yuan}元${example}；${events}`;
    case 'share':
      return `${rule.name}：${rule.test.days}天里共${sum}元，占${income?.year}年报过的收入${income?.yuan}元的${percent}%，到了${rule.test.percent}%${example}；${events}`;
    case 'times':
      return `${rule.name}：${rule.test.days}天里${by.length}件，到了${rule.test.times}件${example}；${events}`;
    case 'event':
      return `${rule.name}：${events}`;
  }
}

export function urgencyMark(urgency: '急' | '一般'): string {
  return urgency === '急' ? '【急】' : '';
}

function place({ region, head, group }: Household): string {
  return `${nameOfPlace(region)}${householdWords(head, group)}`;
}

const howTo = (number: number): string =>
  `看完请回“走访 ${number} 已解除 看到的情况”或“走访 ${number} 继续关注 看到的情况”。`;

type Visit = Pick<VisitRow, 'number' | 'due_on' | 'urgency'>;

/** To the cadre who filed it. */
export function warnedLine(reasons: readonly string[], visit: Visit, told: readonly string[]): string {
  const who = told.length === 0 ? '' : `已告诉${told.join('、')}。`;
  return `${urgencyMark(visit.urgency)}他家进了跟进名单：${reasons.join('；')}。走访${visit.number}号，${dayInWords(visit.due_on)}前要去。${who}${howTo(visit.number)}`;
}

/** To the household that reported it itself. */
export const visitComing = (visit: Visit): string => `村干部会在${dayInWords(visit.due_on)}前到您家看看。`;

/** To helper, township and office. */
export function warnedNotice(
  household: Household,
  reasons: readonly string[],
  visit: Visit,
  goes: boolean,
): string {
  const task = goes
    ? `请在${dayInWords(visit.due_on)}前入户（走访${visit.number}号）。${howTo(visit.number)}`
    : `村里在${dayInWords(visit.due_on)}前入户（走访${visit.number}号），没去会再告诉您。`;
  return `${urgencyMark(visit.urgency)}${place(household)}进了跟进名单：${reasons.join('；')}。${task}`;
}

export function overdueNotice(household: Household, visit: Visit, goes: boolean): string {
  const task = goes ? `请尽快去。${howTo(visit.number)}` : '请督促村里尽快去。';
  return `${urgencyMark(visit.urgency)}走访${visit.number}号过期了：${place(household)}，${dayInWords(visit.due_on)}前要去，现在还没有走访记录。${task}`;
}

export function outcomeNotice(
  household: Household,
  visit: Visit,
  outcome: 'cleared' | 'kept',
  by: string,
  note: string,
): string {
  const what = outcome === 'cleared' ? '风险已解除，移出跟进名单' : '继续关注，留在跟进名单';
  return `走访${visit.number}号（${place(household)}）${by}去过了：${what}。看到的情况：${note}。`;
}

export interface Listed {
  household: Household;
  visit: Visit | null;
  reasons: readonly string[];
  urgency: '急' | '一般';
}

const MOST = 20;

export function watchListText(listed: readonly Listed[], withPlace: boolean, today: string): string {
  if (listed.length === 0) return '跟进名单现在是空的。';
  const lines = listed.slice(0, MOST).map(({ household, visit, reasons, urgency }, index) => {
    const name = withPlace ? place(household) : householdWords(household.head, household.group);
    const go = visit === null ? '' : `走访${visit.number}号，${dueWords(visit, today)}。`;
    return `${index + 1}. ${urgencyMark(urgency)}${name}：${reasons.join('；')}。${go}`;
  });
  const rest = listed.length > MOST ? [`还有${listed.length - MOST}户没有列出来。`] : [];
  return [`跟进名单，${listed.length}户：`, ...lines, ...rest].join('\n');
}

export function visitsText(
  listed: readonly { household: Household; visit: Visit }[],
  withPlace: boolean,
  today: string,
): string {
  if (listed.length === 0) return '现在没有要走访的户。';
  const lines = listed.slice(0, MOST).map(({ household, visit }) => {
    const name = withPlace ? place(household) : householdWords(household.head, household.group);
    return `走访${visit.number}号 ${urgencyMark(visit.urgency)}${name}，${dueWords(visit, today)}。`;
  });
  const rest = listed.length > MOST ? [`还有${listed.length - MOST}户没有列出来。`] : [];
  return [
    `要走访的${listed.length}户：`,
    ...lines,
    ...rest,
    '看完请回“走访 号数 已解除 情况”或“走访 号数 继续关注 情况”。',
  ].join('\n');
}

function dueWords({ due_on }: Visit, today: string): string {
  return due_on < today ? `${dayInWords(due_on)}已过期` : `${dayInWords(due_on)}前要去`;
}

export const noSuchVisit = (number: number): string => `您这里没有走访${number}号。回“走访”看有哪些要去的。`;
export const visitDone = (number: number, by: string, on: string): string =>
  `走访${number}号${by}${on}已经记过了，不用再记。`;
export const VISIT_NOT_YOURS = '走访结果只能由本村的村干部记，自己家的由别的村干部记。';
export const noteMissing = (number: number): string =>
  `请把看到的情况也写上，例如“走访 ${number} 已解除 出院了，医药费报了两万”或“走访 ${number} 继续关注 还在化疗”。`;
export const outcomeMissing = (number: number): string =>
  `走访${number}号是解除还是继续关注？例如“走访 ${number} 已解除 出院了，医药费报了两万”或“走访 ${number} 继续关注 还在化疗”。`;
export const severalVillages = (number: number, places: readonly string[]): string =>
  `${places.join('、')}都有走访${number}号。走访结果请那个村的村干部记。`;
export const cleared = (number: number): string => `记下了：走访${number}号，风险解除，已移出跟进名单。`;
export const kept = (number: number, next: Visit): string =>
  `记下了：走访${number}号，继续关注，还在跟进名单上。下一次是走访${next.number}号，${dayInWords(next.due_on)}前要去。`;
