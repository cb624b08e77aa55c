import type { Computed, Rule } from './compute.ts';
import type { Stage } from './policy.ts';
import type { ByStage, PerArea, PerPerson } from './standard.ts';
import type { Told } from './told.ts';
import { round, yuan } from './yuan.ts';

/** 一个高三、一个大二 → 每年 3000 + 4000 = 7000 元; over several years where the person names them. */
export function computeByStage(rule: Rule<ByStage>, told: Told): Computed | null {
  const { stages, period, clause } = rule.standard;
  const rows = told.stages.flatMap(({ stage, count, years }) => {
    const row = stages.find((candidate) => candidate.stage === stage);
    return row ? [{ stage, count, years, amount: row.amount }] : [];
  });
  if (rows.length === 0) return null;
  const used = { policies: [rule.policy.id], clauses: [clause] };
  if (told.inTurn && rows.length > 1) {
    return {
      amount: null,
      lines: [`${rows.map((row) => `${row.stage}一人${period}${row.amount}元`).join('，')}。`],
      ...used,
    };
  }
  if (period === '每年' && rows.some((row) => row.years !== null)) return overTheYears(rows, used);
  const yearly = rows.reduce((sum, row) => sum + row.count * row.amount, 0);
  const years = period === '每年' && told.years !== null && told.years > 1 ? told.years : 1;
  const amount = yearly * years;
  const terms = rows.map((row) =>
    row.count === 1 ? `${row.stage}${row.amount}元` : `${row.stage}${row.count}人 × ${row.amount}元`,
  );
  const single = rows.length === 1 && rows[0]?.count === 1;
  const per = single
    ? `${rows[0]?.stage}一人${period}${yuan(yearly)}。`
    : `${period}一共${yuan(yearly)}：${terms.join(' + ')}。`;
  const lines =
    years > 1 ? [`${years}年一共${yuan(amount)}：${period}${yuan(yearly)} × ${years}年。`, per] : [per];
  const missing = told.stages
    .filter(({ stage }) => !stages.some((row) => row.stage === stage))
    .map(({ stage }) => stage);
  if (missing.length > 0) lines.push(`${missing.join('、')}阶段文件没有写。`);
  return { amount, lines, ...used };
}

/** 幼儿园三年小学六年 → 3750 × 3 + 2500 × 6 = 26250 */
function overTheYears(
  rows: readonly { stage: Stage; count: number; years: number | null; amount: number }[],
  used: Pick<Computed, 'policies' | 'clauses'>,
): Computed {
  const amount = rows.reduce((sum, row) => sum + row.count * row.amount * (row.years ?? 1), 0);
  const terms = rows.map(
    (row) => `${row.stage}${row.amount}元 × ${row.years ?? 1}年${row.count > 1 ? ` × ${row.count}人` : ''}`,
  );
  return { amount, lines: [`一共${yuan(amount)}：${terms.join(' + ')}。`], ...used };
}

/** 四个娃念中专，一年 → 4人 × 2000元 = 8000元; over years up to the limit where the person asks for them. */
export function computePerPerson(rule: Rule<PerPerson>, told: Told): Computed | null {
  const { each, period, maxYears, upTo, clause } = rule.standard;
  const named = `${rule.policy.name}${rule.policy.answer}`;
  // A child in 幼儿园 is not paid for by what is granted for 中职.
  if (told.stages.length > 0 && !told.stages.some(({ stage }) => named.includes(stage))) return null;
  const persons = personsTold(told);
  const rest =
    maxYears !== null && told.usedYears !== null && told.years === null
      ? Math.max(0, maxYears - told.usedYears)
      : null;
  if (persons === null && told.years === null && rest === null && !told.total) return null;
  const count = Math.max(0, (persons ?? 1) - told.excluded);
  const askedYears =
    period === '每年' ? (rest ?? told.years ?? (told.total && count === 1 ? maxYears : null)) : null;
  const years = askedYears === null ? 1 : Math.min(askedYears, maxYears ?? askedYears);
  const amount = count * each * years;
  const most = upTo ? '最多' : '';
  const factors = [`${count}人 × ${each}元`, ...(years > 1 ? [`${years}年`] : [])].join(' × ');
  const span = rest !== null ? '还能领' : years > 1 ? `${years}年` : period === '一次' ? '' : period;
  const lines = [`${span}${most}${yuan(amount)}：${factors} = ${yuan(amount)}。`];
  if (rest !== null) lines.push(`一共补${maxYears}年，已经领了${told.usedYears}年，还剩${rest}年。`);
  if (told.excluded > 0) lines.push(`${told.excluded}个不符合条件的不算。`);
  if (maxYears !== null && (askedYears ?? 0) > maxYears)
    lines.push(`最多补${maxYears}年，所以按${maxYears}年算。`);
  return { amount, lines, policies: [rule.policy.id], clauses: [clause] };
}

/** 4 个人 → 最多 4 × 25 = 100 平方米; no sum of money. */
export function computePerArea(rule: Rule<PerArea>, told: Told): Computed | null {
  const persons = personsTold(told);
  if (persons === null) return null;
  const area = round(persons * rule.standard.each);
  const built = told.area;
  const over =
    built === null
      ? []
      : [built > area ? `${built}平方米超了${round(built - area)}平方米。` : `${built}平方米没有超。`];
  return {
    amount: null,
    lines: [...over, `${persons}个人最多${area}平方米：${persons} × 每人${rule.standard.each}平方米。`],
    policies: [rule.policy.id],
    clauses: [rule.standard.clause],
  };
}

/** People told as such, or pupils, or a bare count of 个/名/户. */
function personsTold(told: Told): number | null {
  if (told.persons !== null) return told.persons;
  const pupils = told.stages.reduce((sum, row) => sum + row.count, 0);
  if (pupils > 0 && told.stages.some((row) => row.count > 1)) return pupils;
  const count = told.counts.find((candidate) => /^(个|名|位|人|口|户)$/.test(candidate.measure));
  return count?.value ?? (pupils > 0 ? pupils : null);
}
