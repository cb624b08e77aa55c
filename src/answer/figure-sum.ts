import type { Policy } from '../policies/policies.ts';
import { pairsOf } from './features.ts';

/** Two figures of the documents added up, because the question asks for both together. */
export interface FigureSum {
  line: string;
  /** Yuan, where the figures are money. */
  amount: number | null;
}

interface Candidate {
  label: string;
  value: number;
  unit: string;
  near: number;
}

/** Shares and years do not add up to anything. */
const NOT_ADDED = /^(?:年|%|百分|个百分点|成|倍|月|日|岁)/;

/**
 * 贫困的加上同步搬的一共多少万人 → 45万人 + 11万人 = 56万人. Null unless the question names exactly two figures of one
 * unit: which figures belong together is never guessed.
 */
export function sumOfFigures(
  policies: readonly Policy[],
  question: string,
  standard: (text: string) => string,
): FigureSum | null {
  const asked = pairsOf(question);
  const byUnit = new Map<string, Candidate[]>();
  for (const policy of policies) {
    for (const { label, value, unit } of policy.figures) {
      if (NOT_ADDED.test(unit)) continue;
      const near = [...pairsOf(standard(label))].filter((pair) => asked.has(pair)).length;
      if (near === 0) continue;
      const row = byUnit.get(unit) ?? [];
      if (!row.some((candidate) => candidate.value === value && candidate.label === label))
        row.push({ label, value, unit, near });
      byUnit.set(unit, row);
    }
  }
  const pairs = [...byUnit.values()].flatMap((row) => {
    const [first, second, third] = row.sort((a, b) => b.near - a.near);
    return first && second && (third === undefined || second.near > third.near)
      ? [[first, second] as const]
      : [];
  });
  const [pair, another] = pairs.sort((a, b) => b[0].near + b[1].near - a[0].near - a[1].near);
  if (!pair || (another && another[0].near + another[1].near === pair[0].near + pair[1].near)) return null;
  const [first, second] = pair;
  const sum = Math.round((first.value + second.value) * 100) / 100;
  const factor = first.unit === '元' ? 1 : first.unit === '万元' ? 10_000 : null;
  return {
    line: `一共${sum}${first.unit}：${first.label}${first.value}${first.unit} + ${second.label}${second.value}${second.unit}。`,
    amount: factor === null ? null : sum * factor,
  };
}
