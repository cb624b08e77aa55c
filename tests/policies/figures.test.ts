import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNumerals, normalise, numeralValue } from '../../src/language/language.ts';
import { type Policy, type PolicyDocument, readKnowledge } from '../../src/policies/policies.ts';

/**
 * Every figure of the documents is in an entry or on the list of figures left out.
 *
 * figures/<document-id>.tsv holds one figure per line: clause, tab, the figure with its unit and a word for what it
 * counts. A figure in “…” is a name and must stand in the entry as it is; of any other, every number must be there,
 * small ones with the same unit.
 * figures/left-out.tsv holds document, clause, figure and the reason.
 */
const ROOT = join(import.meta.dirname, '../..');
const LISTS = join(import.meta.dirname, 'figures');
const PREAMBLE = '前言';

interface Listed {
  document: string;
  clause: string;
  figure: string;
}
interface LeftOut extends Listed {
  reason: string;
}

function rows(name: string): string[][] {
  const lines = readFileSync(join(LISTS, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

const listed: Listed[] = readdirSync(LISTS)
  .filter((name) => name !== 'left-out.tsv')
  .flatMap((name) =>
    rows(name).map(([clause = '', figure = '']) => ({ document: name.replace('.tsv', ''), clause, figure })),
  );
const leftOut: LeftOut[] = rows('left-out.tsv').map(
  ([document = '', clause = '', figure = '', reason = '']) => ({
    document,
    clause,
    figure,
    reason,
  }),
);

/** One number with what it counts, as far as that can be read off the character behind it; '' where it cannot. */
interface Counted {
  value: number;
  unit: string;
}

/** What stands in one entry: its numbers, scaled (15万 is 150000), and its text without punctuation. */
interface Carried {
  numbers: Counted[];
  text: string;
}

/** Below this a number says little without its unit: any entry has a 3 somewhere. */
const UNIT_MATTERS_BELOW = 100;
const ALIKE = ['人名位口', '个处所家座项', '%百成'];

const rounded = (value: number): number => Number(value.toPrecision(12));

function unitOf(first: string): string {
  const index = ALIKE.findIndex((group) => group.includes(first));
  return index >= 0 ? (ALIKE[index] ?? '') : /[\p{Script=Han}%]/u.test(first) ? first : '';
}

function numbersOf(text: string): Counted[] {
  const plain = normalise(text).replace(/个百分点/g, '%');
  return findNumerals(plain).flatMap((numeral) => {
    const unit = unitOf(numeral.percent ? '%' : plain.charAt(numeral.end));
    return [numeral.low, numeral.high].map((value) => ({ value: rounded(value), unit }));
  });
}

/** What 数目 states: 5 with the unit 万元 is 50000 元. */
function stated(value: number, unit: string): Counted {
  const [, scale, rest = ''] = /^([万亿]?)(.*)$/.exec(unit.replace('个百分点', '%')) ?? [];
  return { value: rounded(value * (scale ? (numeralValue(scale) ?? 1) : 1)), unit: unitOf(rest.charAt(0)) };
}

function bare(text: string): string {
  return normalise(text).replace(/[\s"'“”,，、。.·;；:：()（）!！?？]/g, '');
}

function carriedBy(texts: readonly string[], numbers: readonly Counted[]): Carried {
  return { numbers: [...numbers, ...texts.flatMap(numbersOf)], text: texts.map(bare).join('\n') };
}

function carriedByPolicy(policy: Policy): Carried {
  const texts = [policy.name, ...policy.aliases, policy.answer, ...policy.points];
  for (const lines of Object.values(policy.details)) texts.push(...lines);
  const numbers = policy.figures.map((figure) => stated(figure.value, figure.unit));
  for (const figure of policy.figures) texts.push(figure.label, figure.unit);
  for (const standard of policy.standards) {
    const unit = standard.rule === 'by-year' ? standard.unit : '';
    for (const value of Object.values(standard)) {
      if (typeof value === 'number') numbers.push(stated(value, ''));
      if (!Array.isArray(value)) continue;
      for (const row of value) {
        for (const [key, cell] of Object.entries(row)) {
          if (typeof cell === 'number') numbers.push(stated(cell, key === 'value' ? unit : ''));
        }
      }
    }
  }
  return carriedBy(texts, numbers);
}

/** The preamble has no clause of its own: any entry carries it, and so do the document's title and number. */
function carriedByDocument(document: PolicyDocument): Carried {
  return carriedBy([document.title, document.number ?? ''], []);
}

/** 五(一)1 is under 五(一) and under 五; 三(一)11 is not under 三(一)1. */
function isUnder(clause: string, above: string): boolean {
  if (!clause.startsWith(above)) return false;
  const rest = clause.slice(above.length);
  return rest === '' || rest.startsWith('(') || (above.endsWith(')') && /^\d+$/.test(rest));
}

function carries(carried: Carried, figure: string): boolean {
  const name = /^“(.+)”/.exec(figure)?.[1];
  if (name) return carried.text.includes(bare(name));
  const numbers = numbersOf(figure);
  if (numbers.length === 0) throw new Error(`“${figure}”里没有数，名称要写在“”里。`);
  return numbers.every((wanted) =>
    carried.numbers.some(
      ({ value, unit }) =>
        value === wanted.value &&
        (value >= UNIT_MATTERS_BELOW || unit === '' || wanted.unit === '' || unit === wanted.unit),
    ),
  );
}

const raw = readKnowledge(ROOT);
const policies = raw.policies.map(({ value }) => ({ value, carried: carriedByPolicy(value) }));
const documents = new Map(raw.documents.map(({ value }) => [value.id, carriedByDocument(value)]));

function isCovered({ document, clause, figure }: Listed): boolean {
  const card = documents.get(document);
  if (clause === PREAMBLE && card && carries(card, figure)) return true;
  return policies.some(
    ({ value, carried }) =>
      value.document === document &&
      (clause === PREAMBLE || value.clauses.some((ref) => isUnder(clause, ref) || isUnder(ref, clause))) &&
      carries(carried, figure),
  );
}

const keyOf = ({ document, clause, figure }: Listed): string => `${document} ${clause} ${figure}`;

/** Figures that are neither in an entry nor left out. */
function missing(figures: readonly Listed[], exempt: readonly Listed[]): string[] {
  const keys = new Set(exempt.map(keyOf));
  return figures.filter((row) => !keys.has(keyOf(row)) && !isCovered(row)).map(keyOf);
}

/** Lines of the left-out list that leave out nothing: not a figure of the documents, or in an entry by now. */
function stale(exempt: readonly Listed[], figures: readonly Listed[]): string[] {
  const keys = new Set(figures.map(keyOf));
  return exempt.filter((row) => !keys.has(keyOf(row)) || isCovered(row)).map(keyOf);
}

function repeated(rowsOfList: readonly Listed[]): string[] {
  const keys = rowsOfList.map(keyOf);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

describe('the figures of the documents', () => {
  it('are listed for every document, each once', () => {
    expect([...new Set(listed.map((row) => row.document))].sort()).toEqual([...documents.keys()].sort());
    expect(repeated(listed)).toEqual([]);
    expect(repeated(leftOut)).toEqual([]);
  });

  it('are in an entry or left out', () => {
    const absent = missing(listed, leftOut);
    expect(absent, `既不在政策条目里，也不在 left-out.tsv：\n${absent.join('\n')}`).toEqual([]);
  });

  it('are left out only with a reason and only while no entry has them', () => {
    expect(leftOut.filter((row) => row.reason.trim() === '').map(keyOf)).toEqual([]);
    const idle = stale(leftOut, listed);
    expect(idle, `left-out.tsv 里多余的行（条目里已有，或不在清单里）：\n${idle.join('\n')}`).toEqual([]);
  });
});

describe('the check itself', () => {
  const sheep = { document: 'hangjin-2021', clause: '五(一)1' };

  it.each(['100元/只', '一百元', '100元 20只', '“肉羊出栏”'])('finds %s', (figure) => {
    expect(missing([{ ...sheep, figure }], [])).toEqual([]);
  });

  it.each(['98765元/只', '9万8千元', '98765万元', '100元 98765只', '“七不看八不评”'])(
    'misses the invented %s',
    (figure) => {
      expect(missing([{ ...sheep, figure }], [])).toEqual([`hangjin-2021 五(一)1 ${figure}`]);
      expect(missing([{ ...sheep, figure }], [{ ...sheep, figure }])).toEqual([]);
    },
  );

  it('looks only at entries of the clause, of those above it and of those under it', () => {
    expect(missing([{ document: 'county-2018', clause: '四(三)', figure: '100元/只' }], [])).toHaveLength(1);
    expect(missing([{ document: 'hangjin-2021', clause: '五(一)', figure: '100元/只' }], [])).toEqual([]);
    expect(isUnder('三(一)11', '三(一)1')).toBe(false);
    expect(isUnder('三(一)11', '三(一)')).toBe(true);
  });

  it('reads scaled figures the same however they are written', () => {
    const budget = carriedBy(
      ['安排2000万元', '共 9,500 人', '1万公里'],
      [stated(5, '万元'), stated(3, '年')],
    );
    for (const figure of ['2000万元', '20000000元', '9500人', '10000公里', '50000元', '五万元']) {
      expect(carries(budget, figure), figure).toBe(true);
    }
    expect(carries(budget, '1公里')).toBe(false);
    expect(carries(budget, '2000元')).toBe(false);
    expect(carries(budget, '三年以内')).toBe(true);
    expect(carries(budget, '3个')).toBe(false);
  });

  it('calls a left-out line stale when an entry has the figure, or no list has it', () => {
    const known = { ...sheep, figure: '100元/只 肉羊出栏' };
    const unknown = { ...sheep, figure: '98765元' };
    expect(stale([known, unknown], listed)).toEqual([keyOf(known), keyOf(unknown)]);
  });
});
