import { type Policy, round, ruleOn, type Standard, yuan } from '../../policies/policies.ts';
import type { ChangeFacts, HouseholdFacts } from './facts.ts';

/** What a policy would give, with its arithmetic; `amount` only where it is one certain sum. */
export interface Figure {
  line: string;
  amount: number | null;
}

/** The figure that the rule holding on a day gives for what is known; null where no rule holds or a figure is missing. */
export function figureOf(
  policy: Policy,
  change: ChangeFacts,
  household: HouseholdFacts,
  day: string,
): Figure | null {
  const rule = ruleOn(policy, day);
  return rule === null ? null : byRule(rule, change, household);
}

function byRule(rule: Standard, change: ChangeFacts, household: HouseholdFacts): Figure | null {
  switch (rule.rule) {
    case 'per-unit':
      return perUnit(rule, change, household);
    case 'by-stage': {
      const row = rule.stages.find(({ stage }) => stage === change.stage);
      return row === undefined
        ? null
        : { line: `${row.stage}一人${rule.period}${yuan(row.amount)}`, amount: row.amount };
    }
    case 'per-person': {
      const most = rule.upTo ? '最多' : '';
      if (rule.maxYears === null || rule.period !== '每年')
        return { line: `一人${rule.period}${most}${yuan(rule.each)}`, amount: rule.upTo ? null : rule.each };
      const sum = rule.each * rule.maxYears;
      return {
        line: `一人每年${most}${yuan(rule.each)}，补${rule.maxYears}年：${rule.each}元 × ${rule.maxYears}年 = ${yuan(sum)}`,
        amount: null,
      };
    }
    case 'rate':
      return share(rule, change);
    case 'raise': {
      const points = rule.points === null ? [] : [`提高${rule.points}个百分点`];
      const growth = rule.growth === null ? [] : [`提高${rule.growth}%`];
      const limit = rule.notOver === null ? [] : [`最高不超过${rule.notOver}%`];
      return { line: `${rule.indicator}${[...points, ...growth, ...limit].join('，')}`, amount: null };
    }
    case 'loan': {
      const parts = [
        ...(rule.max === null ? [] : [`最多${yuan(rule.max)}`]),
        ...(rule.maxYears === null ? [] : [`最长${rule.maxYears}年`]),
        ...(rule.interestPaid ? ['利息财政贴'] : []),
      ];
      return parts.length === 0 ? null : { line: parts.join('，'), amount: null };
    }
    case 'per-area': {
      const { members } = household;
      if (members === null || members === 0) return null;
      return {
        line: `最多${round(members * rule.each)}平方米：${members}人 × ${rule.each}平方米`,
        amount: null,
      };
    }
    case 'by-year':
      return null;
  }
}

/** Measure words that people use for one animal as for another. */
const HEADS = ['只', '头', '口', '条', '个'];

/** 25 只羊 → 按封顶 20 只 × 100 元 = 2000 元; what this year's earlier reports sold counts against the cap. */
function perUnit(
  rule: Extract<Standard, { rule: 'per-unit' }>,
  change: ChangeFacts,
  household: HouseholdFacts,
): Figure | null {
  const { thing, measure, each, cap } = rule;
  const limit = cap === null ? '' : `，${rule.capScope ?? ''}最多${cap}${measure}`;
  const isCounted = change.unit === null || HEADS.includes(change.unit) || change.unit === measure;
  if (change.count === null || !isCounted) return { line: `一${measure}${yuan(each)}${limit}`, amount: null };
  const before = cap === null ? 0 : household.soldThisYear(thing);
  const room = cap === null ? change.count : Math.max(0, cap - before);
  const paid = Math.min(change.count, room);
  const amount = paid * each;
  const sum = `${paid}${measure} × ${each}元 = ${yuan(amount)}`;
  if (cap !== null && before > 0)
    return {
      line: `${rule.capScope ?? ''}最多${cap}${measure}，今年先前报过${before}${measure}，还剩${room}${measure}：${sum}`,
      amount,
    };
  if (cap !== null && change.count > cap)
    return { line: `${rule.capScope ?? ''}最多${cap}${measure}，按${cap}${measure}算：${sum}`, amount };
  return { line: sum, amount };
}

/**
 * A share of a bill. A report gives what the household paid itself: that may be the whole bill, not yet reimbursed, or
 * what was left over, and the two are computed apart.
 */
function share(rule: Extract<Standard, { rule: 'rate' }>, change: ChangeFacts): Figure | null {
  const { result, base } = rule;
  if (result === '补贴') {
    const range = [rule.atLeast, rule.atMost]
      .filter((percent) => percent !== null)
      .map((percent) => `${percent}%`);
    return { line: `按${base}的${range.join('到')}补`, amount: null };
  }
  const back = result === '报销' ? rule.atLeast : rule.atMost === null ? null : 100 - rule.atMost;
  if (back === null) return null;
  const own = round(100 - back);
  const says = result === '报销' ? `要报销${back}%以上` : `自己掏的不超过${own}%`;
  if (change.amount === null || change.amount <= 0) return { line: says, amount: null };
  const { amount } = change;
  const first =
    result === '报销'
      ? `至少报${yuan((amount * back) / 100)}（${round(amount)}元 × ${back}%）`
      : `最多自己掏${yuan((amount * own) / 100)}（${round(amount)}元 × ${own}%）`;
  const rest =
    own === 0
      ? '；报过了还掏了这些的，就是没报够'
      : `；要是报完还掏了这些，总费用不到${yuan((amount * 100) / own)}的就是没报够（${round(amount)}元 ÷ ${own}%）`;
  return { line: `${says}。这${round(amount)}元要是还没报过，${first}${rest}`, amount: null };
}
