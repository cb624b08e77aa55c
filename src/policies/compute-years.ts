import type { Computed, Rule } from './compute.ts';
import type { ByYear } from './standard.ts';
import type { Told } from './told.ts';
import { round } from './yuan.ts';

/** The figures of the years named, and their sum where adding them makes sense. */
export function computeByYear(rule: Rule<ByYear>, told: Told): Computed | null {
  const { indicator, unit, years, addable, clause } = rule.standard;
  const named = yearsNamed(told, years);
  if (named.length === 0) {
    const [year] = told.calendarYears;
    const outside =
      year !== undefined && told.calendarYears.length === 1 && !years.some((row) => row.year === year);
    return outside
      ? { amount: null, lines: [`文件没有写${year}年的数。`], policies: [rule.policy.id], clauses: [clause] }
      : null;
  }
  const each = named.map((row) => `${row.year}年${row.value}${unit}`).join('、');
  const sum = round(named.reduce((total, row) => total + row.value, 0));
  const lines =
    named.length > 1 && addable && told.total
      ? [`${indicator}一共${sum}${unit}：${each}。`]
      : [`${indicator}：${each}。`];
  const money = unit === '元' || unit === '万元';
  const amount = money && addable ? sum * (unit === '万元' ? 10_000 : 1) : null;
  return { amount, lines, policies: [rule.policy.id], clauses: [clause] };
}

function yearsNamed(told: Told, years: ByYear['years']): ByYear['years'] {
  const { calendarYears } = told;
  if (calendarYears.length === 0) return told.total ? years : [];
  // 2016 到 2018 names the year between them as well.
  const first = Math.min(...calendarYears);
  const last = Math.max(...calendarYears);
  if (told.total && calendarYears.length === 2)
    return years.filter((row) => row.year >= first && row.year <= last);
  return years.filter((row) => calendarYears.includes(row.year));
}
