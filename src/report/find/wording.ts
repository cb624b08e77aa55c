import type { OpeningQuestion, PolicyDocument, Standing } from '../../policies/policies.ts';
import { dayInWords } from '../wording.ts';
import type { Verdict } from './verdict.ts';

const MOST_OPEN = 5;

/** How a document that no longer surely holds is announced: before anything that rests on it. */
function standingLine(document: PolicyDocument, standing: Standing, office: string): string | null {
  const name = `《${document.shortTitle}》`;
  switch (standing) {
    case 'in_force':
      return null;
    case 'expired':
      return `先说明：${name}已经到期${document.to === null ? '' : `（到${dayInWords(document.to)}）`}，下面是当时的规定，现在还给不给先问${office}。`;
    case 'not_yet':
      return `先说明：${name}到${dayInWords(document.from)}才开始。`;
    case 'unclear':
      return `先说明：${name}没有写到哪天为止，所属的政策期${document.periodTo === null ? '' : `${dayInWords(document.periodTo)}`}已经过了，现在还执行不执行先问${office}。`;
  }
}

function figureWords({ policy, figure }: Verdict): string {
  if (figure !== null) return figure.line;
  const says = trimmed(policy.answer).replace(/^(?:继续有|有规定|会管|有|能|要)，/, '');
  return policy.unstated.includes('amount') ? `${says}。给多少文件没有写` : says;
}

function trimmed(sentence: string): string {
  return sentence.replace(/[。；]+$/, '');
}

/** The clause; the document too where several are spoken of. */
function source({ policy, document }: Verdict, several: boolean): string {
  return `（${several ? document.shortTitle : ''}${policy.clauses[0] ?? ''}）`;
}

function openLine(verdict: Verdict, several: boolean): string {
  const { policy, question, toCheck, figure } = verdict;
  if (verdict.kind === 'fits') return `${policy.name}：${figureWords(verdict)}${source(verdict, several)}`;
  const open = question === null ? `还要核实${toCheck.map(trimmed).join('；')}` : `要看${question.ask}`;
  const sum = figure === null ? '' : `。${figure.line}`;
  return `${policy.name}：还不能判断，${open}${sum}${source(verdict, several)}`;
}

/** Policies that fail by the same condition are told together. */
function failLines(fails: readonly Verdict[], several: boolean): string[] {
  const byReason = new Map<string, Verdict[]>();
  for (const verdict of fails) {
    const wants = plainWants(verdict.failed?.wants ?? '');
    const reason = `${wants}，他家${verdict.failed?.is ?? ''}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), verdict]);
  }
  return [...byReason].map(
    ([reason, verdicts]) =>
      `${verdicts.map((verdict) => `${verdict.policy.name}${source(verdict, several)}`).join('、')}：${reason}。`,
  );
}

/** 要不是已脱贫户 would be heard as “were it not for”. */
function plainWants(says: string): string {
  return says.startsWith('要不是')
    ? says.slice(1).replaceAll('不是', '不能是')
    : says.replace(/^要(?=是)/, '得');
}

function heading(words: string, verdicts: readonly Verdict[]): string {
  const titles = new Set(verdicts.map(({ document }) => document.shortTitle));
  return `${words}${titles.size === 1 ? `（${[...titles].join('')}）` : ''}：`;
}

function isSeveral(verdicts: readonly Verdict[]): boolean {
  return new Set(verdicts.map(({ document }) => document.id)).size > 1;
}

export interface Offices {
  /** Whom to ask about a policy of that kind. */
  of(verdict: Verdict): string;
}

/** What the cadre is told after filing. */
export function forCadre(
  verdicts: readonly Verdict[],
  question: OpeningQuestion | null,
  offices: Offices,
): string[] {
  if (verdicts.length === 0) return question === null ? [] : [askLine(question)];
  const several = isSeveral(verdicts);
  const open = verdicts.filter(({ kind }) => kind !== 'fails');
  const fails = verdicts.filter(({ kind }) => kind === 'fails');
  const shown = open.slice(0, MOST_OPEN);
  const lines = [...standings(verdicts, offices)];
  if (shown.length > 0) {
    lines.push(heading('他家可能用得上的政策', verdicts));
    lines.push(...shown.map((verdict, index) => `${index + 1}. ${openLine(verdict, several)}`));
    const rest = open.slice(MOST_OPEN).map(({ policy }) => policy.name);
    if (rest.length > 0) lines.push(`还有：${rest.join('、')}。`);
    lines.push(...papersLines(shown, offices));
  }
  if (fails.length > 0)
    lines.push(
      '这几样够不上（册里登记错了请更正）：',
      ...failLines(fails, several).map((line) => `· ${line}`),
    );
  if (question !== null) lines.push(askLine(question));
  return lines;
}

export function askLine(question: Pick<OpeningQuestion, 'ask' | 'yes' | 'no'>): string {
  return `还差一样才能定：${question.ask}？请回“${question.yes}”或“${question.no}”。`;
}

/** What the household's own account is told; what it cannot have is no news. */
export function forHousehold(verdicts: readonly Verdict[], what: string, offices: Offices): string | null {
  const open = verdicts.filter(({ kind }) => kind !== 'fails').slice(0, MOST_OPEN);
  if (open.length === 0) return null;
  const several = isSeveral(open);
  return [
    ...standings(open, offices),
    heading(`您家报的“${what}”，可能能享受`, open),
    ...open.map((verdict, index) => `${index + 1}. ${openLine(verdict, several)}`),
    ...papersLines(open, offices),
    '能不能享受以办理单位核实为准，不清楚的问村干部。',
  ].join('\n');
}

function standings(verdicts: readonly Verdict[], offices: Offices): string[] {
  const said = verdicts.flatMap((verdict) => {
    const line = standingLine(verdict.document, verdict.standing, offices.of(verdict));
    return line === null ? [] : [{ document: verdict.document.id, line }];
  });
  return said
    .filter(({ document }, index) => said.findIndex((earlier) => earlier.document === document) === index)
    .map(({ line }) => line);
}

/** What to hand in and by when: what the documents say, and once for all of which they say nothing. */
function papersLines(verdicts: readonly Verdict[], offices: Offices): string[] {
  const told = verdicts.flatMap(({ policy, papers, deadline }) => [
    ...(papers === null ? [] : [`${policy.name}要交：${papers.map(trimmed).join('、')}。`]),
    ...(deadline === null ? [] : [`${policy.name}的时间：${trimmed(deadline)}。`]),
  ]);
  const silent = verdicts.filter(({ papers, deadline }) => papers === null || deadline === null);
  if (silent.length === 0) return told;
  const asked = [...new Set(silent.map((verdict) => offices.of(verdict)))].slice(0, 3);
  const what = [
    ...(silent.some(({ papers }) => papers === null) ? ['要交什么材料'] : []),
    ...(silent.some(({ deadline }) => deadline === null) ? ['到什么时候为止'] : []),
  ].join('、');
  return [...told, `${told.length > 0 ? '其他的' : ''}${what}，文件没有写，问${asked.join('、')}。`];
}

export const SALE_QUESTION = {
  ask: '这笔钱是卖的、租出去得的，还是买的、种的花的',
  yes: '是收进来的钱',
  no: '是花出去的钱',
} as const;

export const noted = (word: string): string => `记下了：${word}。`;
