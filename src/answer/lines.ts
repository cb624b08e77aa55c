import {
  type Aspect,
  compute,
  type Policy,
  type PolicyDocument,
  ruleDay,
  ruleOn,
} from '../policies/policies.ts';
import { nearestLine, nearness } from './also.ts';
import type { Asked } from './answerer.ts';
import { pairsOf } from './features.ts';
import { sumOfFigures } from './figure-sum.ts';
import {
  alsoLine,
  categoryFailed,
  categoryMet,
  categoryUnknown,
  leadLine,
  notThatSum,
  numberUnstated,
  THAT_IS_RIGHT,
  unstatedLine,
  whoLine,
} from './wording.ts';

/** At most this many lines stand between the standing and the source. */
const MOST_LINES = 4;

interface Body {
  lines: string[];
  amount: number | null;
  policies: string[];
  clauses: string[];
  /** The other entries of which a line is told. */
  also: readonly Policy[];
}

/**
 * The lines of an answer, the one that was asked for first: the computed sum, or the side of the matter in question,
 * then the headline, then the points nearest to the question.
 */
export function linesFor(context: {
  policy: Policy;
  also: readonly Policy[];
  siblings: readonly Policy[];
  document: PolicyDocument;
  asked: Asked;
  office: string;
  standard: (text: string) => string;
}): Body {
  const { policy, siblings, asked } = context;
  const day = ruleDay(context.document, asked.asOf);
  const computed = compute([policy, ...siblings], asked.told, day);
  const sum =
    !computed && asked.told.total
      ? sumOfFigures([policy, ...context.also, ...siblings], asked.standard, context.standard)
      : null;
  const first = computed ? computed.lines : sum ? [sum.line] : aspectLines(context);
  const category = categoryLine(policy, asked);
  const lines = [
    ...(category?.fails ? [category.line] : []),
    ...denial(policy, asked, computed?.amount ?? null),
    ...first,
  ];
  if (!lines.some((line) => line.includes(policy.answer))) lines.push(policy.answer);
  if (category && !category.fails) lines.push(category.line);
  // A sum without its conditions would promise too much.
  const who = policy.details.who?.join('；');
  if (computed && who && !category && !lines.some((line) => line.includes(who))) lines.push(whoLine(who));
  const also = context.also.slice(0, Math.max(0, MOST_LINES - lines.length));
  for (const other of also)
    lines.push(alsoLine(other.name, nearestLine(other, asked.standard, context.standard)));
  for (const point of byNearness(policy.points, asked.standard, context.standard)) {
    if (lines.length >= MOST_LINES) break;
    if (!lines.some((line) => line.includes(point))) lines.push(point);
  }
  return {
    lines,
    amount: computed?.amount ?? sum?.amount ?? null,
    policies: computed?.policies ?? [],
    clauses: computed?.clauses ?? [],
    also,
  };
}

/** What the entry says on the aspects asked about; where it says that the document is silent, that. */
function aspectLines({
  policy,
  document,
  asked,
  office,
}: {
  policy: Policy;
  document: PolicyDocument;
  asked: Asked;
  office: string;
}): string[] {
  for (const aspect of asked.aspects.slice(0, 2)) {
    const line = aspectLine(policy, document, aspect, asked, office);
    if (line) return [line];
  }
  return asksNumber(asked.standard) && !hasNumber(policy) ? [numberUnstated(office)] : [];
}

function aspectLine(
  policy: Policy,
  document: PolicyDocument,
  aspect: Aspect,
  asked: Asked,
  office: string,
): string | null {
  if (aspect === 'what') return null;
  if (aspect === 'lead') {
    const lead =
      policy.details.lead?.join('；') ??
      document.clauses.find((clause) => clause.ref === policy.clauses[0])?.lead;
    return lead ? leadLine(lead) : policy.unstated.includes('lead') ? unstatedLine('lead', office) : null;
  }
  if (aspect === 'amount') {
    const money =
      policy.figures.some((figure) => /元|%|百分|成/.test(figure.unit)) ||
      ruleOn(policy, ruleDay(document, asked.asOf)) !== null;
    return !money && policy.unstated.includes('amount') ? unstatedLine('amount', office) : null;
  }
  const detail = policy.details[aspect];
  if (detail) {
    const line = ended(detail.join('；'));
    return saysTheSame(policy.answer, line) ? null : line;
  }
  return policy.unstated.includes(aspect) ? unstatedLine(aspect, office) : null;
}

/** 几户, 多少亩: a number is asked for, and not only how. */
function asksNumber(question: string): boolean {
  return /多少.{0,4}(?:人口|户|人|个|亩|村|家|只|头|天|年|钱|块|元|万|间|处|次|岁|公里|平)|几(?:户|人|万|亩|家|间|处|次|岁|平)/.test(
    question,
  );
}

function hasNumber(policy: Policy): boolean {
  return (
    policy.standards.length > 0 ||
    policy.figures.some((figure) => figure.unit !== '年') ||
    /[两二三四五六七八九十百千万]/.test(policy.answer)
  );
}

function ended(line: string): string {
  return /[。！？；]$/.test(line) ? line : `${line}。`;
}

/** Most of the line's pairs stand in the headline already. */
function saysTheSame(headline: string, line: string): boolean {
  const told = pairsOf(headline);
  const pairs = [...pairsOf(line)];
  return pairs.length > 0 && pairs.filter((pair) => told.has(pair)).length >= pairs.length * 0.7;
}

/** 听说一头牛补2000: a sum of money that was heard somewhere and is none of the entry's is denied in so many words. */
function denial(policy: Policy, asked: Asked, amount: number | null): string[] {
  if (!/听说|是不是|据说|说是|真的|对不对|对吗|吧[。？?]*$/.test(asked.standard)) return [];
  // 一头牛补2000 is about one head; that two of them bring 2000 does not make it true.
  const perHead =
    policy.standards.some((rule) => rule.rule === 'per-unit') && /一(?:只|头|口)/.test(asked.standard);
  const own = perHead
    ? []
    : policy.figures
        .filter((figure) => /元/.test(figure.unit))
        .map((figure) => figure.value * (figure.unit.startsWith('万') ? 10_000 : 1));
  for (const rule of policy.standards) {
    if (rule.rule === 'per-unit' || rule.rule === 'per-person') own.push(rule.each);
    if (rule.rule === 'by-stage') own.push(...rule.stages.map((row) => row.amount));
    if (rule.rule === 'loan' && rule.max !== null) own.push(rule.max);
  }
  const heard = [...new Set([...asked.told.money, ...asked.told.bare])];
  const [sum] = heard;
  if (heard.length === 1 && sum !== undefined && own.length > 0) {
    if (sum === amount) return [THAT_IS_RIGHT];
    return own.includes(sum) ? [] : [notThatSum(`${sum}元`)];
  }
  const shares = policy.figures.filter((figure) => /%|百分/.test(figure.unit)).map((figure) => figure.value);
  const [rate] = asked.told.rates;
  return heard.length === 0 && rate !== undefined && shares.length > 0 && !shares.includes(rate)
    ? [notThatSum(`${rate}%`)]
    : [];
}

/** Whether the household's category meets the entry's condition; nothing where there is no such condition or nobody asked. */
function categoryLine(policy: Policy, asked: Asked): { line: string; fails: boolean } | null {
  const condition = policy.conditions.find(
    (candidate) => candidate.kind === '户类别' && candidate.anyOf.length > 0,
  );
  if (!condition || (asked.category === null && !asked.aspects.includes('who'))) return null;
  const says = condition.says.replace(/。$/, '');
  if (asked.category === null) return { line: categoryUnknown(says), fails: false };
  const fails = !condition.anyOf.includes(asked.category);
  return { line: fails ? categoryFailed(asked.category, says) : categoryMet(asked.category, says), fails };
}

/** The points in the order in which they touch the question. */
function byNearness(
  points: readonly string[],
  question: string,
  standard: (text: string) => string,
): string[] {
  const asked = pairsOf(question);
  return points
    .map((point, index) => ({ point, index, near: nearness(point, asked, standard) }))
    .sort((a, b) => b.near - a.near || a.index - b.index)
    .map((row) => row.point);
}
