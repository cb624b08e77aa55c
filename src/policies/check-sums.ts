import type { Problem } from '../data-files/data-files.ts';
import { problemAt } from './check-problem.ts';
import type { Located, SumsView } from './check-views.ts';
import type { Figure } from './policy.ts';
import type { Standard } from './standard.ts';
import { yuan } from './yuan.ts';

/** One sum of money that a rule grants. */
interface Sum {
  /** The clerk's name of the field. */
  field: string;
  value: number;
  /** How a sentence, or the label of a figure, tells that it speaks of this sum; null for what only follows from one. */
  toldBy: RegExp | null;
}

interface Row {
  index: number;
  standard: Standard;
  sums: Sum[];
}

/**
 * Sums that the sentences state and the rules do not grant. The clerk who raises 每单位元 and forgets the sentence would
 * have the bot say 100元 and compute with 150.
 */
export function checkSums(policy: SumsView, entry: Located): Problem[] {
  const rows = policy.standards.map((standard, index) => ({ index, standard, sums: sumsOf(standard) }));
  const current = rows.filter(
    (row) => !rows.some((later) => later.index > row.index && isSameKind(row, later)),
  );
  const granted = current.flatMap(({ sums }) => sums);
  if (granted.length === 0) return [];
  const lines: [PropertyKey[], string][] = [
    [['答'], policy.answer],
    ...policy.points.map((point, index): [PropertyKey[], string] => [['要点', index], point]),
  ];
  return lines.flatMap(([path, line]) => {
    const stated = sumsIn(line);
    return stated.flatMap(({ value, before }) => {
      if (granted.some((sum) => sum.value === value)) return [];
      const labels = policy.figures.filter((figure) => inYuan(figure) === value).map(({ label }) => label);
      const old = rows.find((row) => !current.includes(row) && row.sums.some((sum) => sum.value === value));
      const now = old && current.find((row) => isSameKind(old, row));
      if (old && now) {
        if (granted.some((sum) => stated.some((other) => other.value === sum.value))) return [];
        const sentence = `写的是 ${yuan(value)}，是 ${old.standard.from} 那条“标准”的；${now.standard.from} 起是 ${wordsOf(now.sums)}，到时候这一句也要改。`;
        return [problemAt(entry, path, sentence, 'warning')];
      }
      if (labels.length === 0 || isMultiple(value, granted, line)) return [];
      const said = [before, ...labels];
      if (said.some((words) => OTHER.test(words))) return [];
      const meant = granted.filter(
        ({ toldBy }) => toldBy !== null && said.some((words) => toldBy.test(words)),
      );
      const where = current.map(({ index }) => entry.lineOf(['标准', index])).filter((at) => at !== null);
      const place = where.length > 0 ? `（第 ${where.join('、')} 行）` : '';
      const sentence =
        meant.length > 0
          ? `写的是 ${yuan(value)}，可是“标准”${place}里是 ${wordsOf(meant)}，请改成一样的（“数目”里的也要改）。`
          : `写的是 ${yuan(value)}，“标准”${place}里是 ${wordsOf(granted)}，请看看是不是忘了改；说的不是一回事就不用管。`;
      return [problemAt(entry, path, sentence, meant.length > 0 ? 'error' : 'warning')];
    });
  });
}

/** What a figure of another matter is called: it is no second opinion on the sum that is granted. */
const OTHER =
  /以前|原来|原先|过去|之前|上年|去年|旧|提高前|起付|门槛|收入|投入|投资|总额|合计|奖励|押金|自己|自付|自筹/;

function sumsOf(standard: Standard): Sum[] {
  switch (standard.rule) {
    case 'per-unit': {
      const { each, cap, measure } = standard;
      const one = { field: '每单位元', value: each, toldBy: new RegExp(`[每一]${literal(measure)}(?!以上)`) };
      if (cap === null) return [one];
      return [
        one,
        { field: `每单位元×上限数量 ${cap}`, value: each * cap, toldBy: /最多|最高|封顶|顶多|上限|不超过/ },
      ];
    }
    case 'per-person': {
      const { each, maxYears } = standard;
      const one = { field: '每人元', value: each, toldBy: /[每一]个?(?:人|生|名)|人均/ };
      return maxYears === null
        ? [one]
        : [one, { field: '每人元×最多年数', value: each * maxYears, toldBy: null }];
    }
    case 'by-stage':
      return standard.stages.map(({ stage, amount }) => ({
        field: `${stage} 元`,
        value: amount,
        toldBy: new RegExp(literal(stage)),
      }));
    case 'loan':
      return standard.max === null
        ? []
        : [{ field: '最高元', value: standard.max, toldBy: /贷|最多|最高|以内|以下|不超过|上限|额度/ }];
    case 'rate':
    case 'raise':
    case 'per-area':
    case 'by-year':
      return [];
  }
}

/** Of two rows of one kind the later takes the place of the earlier. */
function isSameKind({ standard: a }: Row, { standard: b }: Row): boolean {
  if (a.rule !== b.rule) return false;
  return a.rule !== 'per-unit' || b.rule !== 'per-unit' || a.thing === b.thing;
}

/** Sums of money in a sentence, in yuan, with the words of the clause right before each. */
function sumsIn(line: string): { value: number; before: string }[] {
  const plain = line.replace(/(\d)[,，](?=\d{3})/g, '$1');
  return [...plain.matchAll(/(\d+(?:\.\d+)?)\s*(万)?元/g)].map((match) => ({
    value: Number(match[1]) * (match[2] ? 10_000 : 1),
    before:
      plain
        .slice(0, match.index)
        .split(/[。；，,;：]/)
        .at(-1) ?? '',
  }));
}

function inYuan({ value, unit }: Figure): number | null {
  const word = /^(万)?元/.exec(unit);
  return word ? value * (word[1] ? 10_000 : 1) : null;
}

/** 12只能领1200元: the sum for a number that the same sentence tells. */
function isMultiple(value: number, granted: readonly Sum[], line: string): boolean {
  const counts = [...line.matchAll(/\d+(?:\.\d+)?/g)]
    .map((match) => Number(match[0]))
    .filter((count) => count > 1);
  return granted.some((sum) => counts.some((count) => sum.value * count === value));
}

function wordsOf(sums: readonly Sum[]): string {
  return sums.map(({ field, value }) => `${yuan(value)}（${field}）`).join('、');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
