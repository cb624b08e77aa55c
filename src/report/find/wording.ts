import type { OpeningQuestion, PolicyDocument, Standing } from '../../policies/policies.ts';
import { dayInWords } from '../wording.ts';
import type { Verdict } from './verdict.ts';

const MOST_FITS = 5;
const MOST_FAILS = 3;

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
  return policy.unstated.includes('amount')
    ? `${trimmed(policy.answer)}。给多少文件没有写`
    : trimmed(policy.answer);
}

function trimmed(sentence: string): string {
  return sentence.replace(/[。；]+$/, '');
}

function source({ policy, document }: Verdict): string {
  return `（${document.shortTitle}${policy.clauses[0] ?? ''}）`;
}

function verdictLine(verdict: Verdict): string {
  const start = `${verdict.policy.name}：`;
  if (verdict.kind === 'fails' && verdict.failed !== null)
    return `${start}${verdict.failed.wants}，他家${verdict.failed.is}${source(verdict)}`;
  if (verdict.kind === 'fits') return `${start}${figureWords(verdict)}${source(verdict)}`;
  const open =
    verdict.question === null
      ? `还要核实：${verdict.toCheck.map(trimmed).join('；')}`
      : `要看${verdict.question.ask}`;
  return `${start}还不能判断，${open}。${figureWords(verdict)}${source(verdict)}`;
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
  if (verdicts.length === 0) return [];
  const open = verdicts.filter(({ kind }) => kind !== 'fails');
  const fails = verdicts.filter(({ kind }) => kind === 'fails');
  const shown = open.slice(0, MOST_FITS);
  const lines = [...standings(verdicts, offices)];
  if (shown.length > 0) {
    lines.push(
      '他家可能用得上的政策：',
      ...shown.map((verdict, index) => `${index + 1}. ${verdictLine(verdict)}`),
    );
    if (open.length > shown.length)
      lines.push(
        `还有：${open
          .slice(MOST_FITS)
          .map(({ policy }) => policy.name)
          .join('、')}。`,
      );
    lines.push(...papersLines(shown, offices));
  }
  if (fails.length > 0) {
    lines.push(`用不上的：${fails.slice(0, MOST_FAILS).map(verdictLine).join('；')}。`);
    if (fails.length > MOST_FAILS)
      lines.push(
        `另外用不上的：${fails
          .slice(MOST_FAILS)
          .map(({ policy }) => policy.name)
          .join('、')}。`,
      );
  }
  if (question !== null) lines.push(askLine(question));
  return lines;
}

export function askLine(question: Pick<OpeningQuestion, 'ask' | 'yes' | 'no'>): string {
  return `还差一样才能定：${question.ask}？请回“${question.yes}”或“${question.no}”。`;
}

/** What the household's own account is told; what it cannot have is no news. */
export function forHousehold(verdicts: readonly Verdict[], what: string, offices: Offices): string | null {
  const open = verdicts.filter(({ kind }) => kind !== 'fails').slice(0, MOST_FITS);
  if (open.length === 0) return null;
  return [
    ...standings(open, offices),
    `您家报的“${what}”，可能能享受：`,
    ...open.map((verdict, index) => `${index + 1}. ${verdictLine(verdict).replaceAll('他家', '您家')}`),
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
export const NOTHING_OPENS = '这件事在这里的文件里没有对得上的政策。';
