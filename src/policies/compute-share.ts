import type { Computed, Rule } from './compute.ts';
import type { Loan, Raise, Rate } from './standard.ts';
import type { Told } from './told.ts';
import { round, yuan } from './yuan.ts';

/**
 * A share of a bill or a wage. A bound on the one side of a bill bounds the other from the opposite end:
 * 报销不低于 80%，花 1 万 → 至少报 8000 元, 自己最多掏 2000 元.
 */
export function computeRate(rule: Rule<Rate>, told: Told): Computed | null {
  const { base, result, clause } = rule.standard;
  const each = sumTold(told);
  if (each === undefined) return null;
  // A subsidy by the wage is paid for every worker.
  const heads = result === '补贴' ? (told.persons ?? 1) : 1;
  const sum = each * heads;
  const other = told.side !== null && result !== '补贴' && told.side !== result;
  const atLeast = other ? complement(rule.standard.atMost) : rule.standard.atLeast;
  const atMost = other ? complement(rule.standard.atLeast) : rule.standard.atMost;
  const verb = result === '补贴' ? '补' : (other ? told.side : result) === '自付' ? '自己掏' : '报销';
  const start = heads > 1 ? `${heads}人 × ${round(each)}元` : `${round(sum)}元`;
  const step = (percent: number): string => `${start} × ${percent}% = ${yuan((sum * percent) / 100)}`;
  const bill = `${base}${yuan(each)}${heads > 1 ? `、${heads}个人` : ''}`;
  const used = { policies: [rule.policy.id], clauses: [clause] };
  if (atLeast !== null && atMost !== null) {
    const percent = told.bound === 'least' ? atLeast : told.bound === 'most' ? atMost : null;
    const range = `${bill}，${verb}${round((sum * atLeast) / 100)}元到${yuan((sum * atMost) / 100)}：按${atLeast}%到${atMost}%算。`;
    if (percent === null) return { amount: null, lines: [range], ...used };
    const word = told.bound === 'least' ? '最少' : '最多';
    return {
      amount: round((sum * percent) / 100),
      lines: [`${word}${verb}${yuan((sum * percent) / 100)}：${step(percent)}。`, range],
      ...used,
    };
  }
  const percent = atLeast ?? atMost;
  if (percent === null) return null;
  const had = told.used[0];
  if (had !== undefined && result === '报销' && !other) {
    const left = Math.max(0, round((sum * percent) / 100 - had));
    return {
      amount: left,
      lines: [`还能再报${yuan(left)}：${step(percent)}，已经报了${yuan(had)}。`],
      ...used,
    };
  }
  const word = atLeast !== null ? '至少' : '最多';
  return {
    amount: round((sum * percent) / 100),
    lines: [`${bill}，${word}${verb}${yuan((sum * percent) / 100)}：${step(percent)}。`],
    ...used,
  };
}

/** 报销比例提高 10 个百分点、最高 95%: 原来报 60% → 70%; 标准提高 6%: 原来 4000 元 → 4240 元. */
export function computeRaise(rule: Rule<Raise>, told: Told): Computed | null {
  const { indicator, points, growth, notOver, clause } = rule.standard;
  const used = { policies: [rule.policy.id], clauses: [clause] };
  const before =
    told.rates.find((rate) => rate !== points && rate !== growth) ??
    (told.toCap && notOver !== null && points !== null ? notOver - points : undefined);
  if (points !== null && before !== undefined) {
    const raised = Math.min(before + points, notOver ?? Number.POSITIVE_INFINITY);
    const limit = notOver !== null && before + points > notOver ? `，但最高不超过${notOver}%` : '';
    const lines = [`${indicator}原来${before}%，现在${raised}%：${before}% + ${points}个百分点${limit}。`];
    const bill = sumTold(told);
    if (bill === undefined) return { amount: null, lines, ...used };
    const amount = round((bill * raised) / 100);
    return {
      amount,
      lines: [
        `${yuan(bill)}能报${yuan(amount)}：${round(bill)}元 × ${raised}% = ${yuan(amount)}。`,
        ...lines,
      ],
      ...used,
    };
  }
  const old = sumTold(told);
  if (growth !== null && old !== undefined) {
    const years = told.years ?? 1;
    const raised = round(old * (1 + growth / 100) ** years);
    const amount = told.more ? round(raised - old) : raised;
    const factor = years > 1 ? `，连着${years}年` : '';
    const more = told.more ? [`多${yuan(amount)}：${yuan(raised)} − ${yuan(old)}。`] : [];
    return {
      amount,
      lines: [
        ...more,
        `原来${yuan(old)}，提高${growth}%${factor}后是${yuan(raised)}：${round(old)}元 × ${round(1 + growth / 100)}${years > 1 ? `的${years}次方` : ''} = ${yuan(raised)}。`,
      ],
      ...used,
    };
  }
  return null;
}

/** The limit that a wish runs into, and the interest where the person tells the rate. */
export function computeLoan(rule: Rule<Loan>, told: Told): Computed | null {
  const { max, maxYears, interestPaid, clause } = rule.standard;
  const used = { policies: [rule.policy.id], clauses: [clause] };
  const owed = told.used[0];
  if (owed !== undefined && max !== null && told.rates.length === 0) {
    const left = Math.max(0, max - owed);
    return {
      amount: left,
      lines: [`还能再贷${yuan(left)}：上限${yuan(max)}，已经贷了${yuan(owed)}。`],
      ...used,
    };
  }
  const wish = sumTold(told);
  const tooLong =
    maxYears !== null && told.years !== null && told.years > maxYears
      ? [`期限最长${maxYears}年，贷不了${told.years}年。`]
      : [];
  if (wish === undefined) return tooLong.length > 0 ? { amount: null, lines: tooLong, ...used } : null;
  const principal = max === null ? wish : Math.min(wish, max);
  const over = max !== null && wish > max ? [`${yuan(wish)}超过了上限，最多能贷${yuan(max)}。`] : [];
  const rate = told.rates[0];
  if (rate !== undefined) {
    const years = Math.min(told.years ?? 1, maxYears ?? Number.POSITIVE_INFINITY);
    const interest = round((principal * rate * years) / 100);
    const who = interestPaid ? '利息由财政贴' : '利息';
    return {
      amount: interest,
      lines: [
        `${who}${yuan(interest)}：${round(principal)}元 × ${rate}% × ${years}年 = ${yuan(interest)}。`,
        ...over,
        ...tooLong,
      ],
      ...used,
    };
  }
  if (over.length > 0 || tooLong.length > 0) return { amount: max, lines: [...over, ...tooLong], ...used };
  if (max === null) return null;
  return { amount: wish, lines: [`可以贷${yuan(wish)}：没有超过上限${yuan(max)}。`], ...used };
}

/** The sum marked as money, or else a bare round figure. */
function sumTold(told: Told): number | undefined {
  const sums = told.money.length > 0 && told.used.length === 0 ? told.money : [...told.bare, ...told.money];
  return sums.find((sum) => !told.used.includes(sum));
}

function complement(percent: number | null): number | null {
  return percent === null ? null : 100 - percent;
}
