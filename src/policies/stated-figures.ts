import { numeralValue } from '../language/language.ts';
import type { BrokenFile, Reader } from './check-broken.ts';
import type { Policy } from './policy.ts';

/** Every figure that an entry's data carries: 数目, 标准, 条件 and its name. As text, without thousands separators. */
export function statedFigures(policy: Policy): Set<string> {
  const stated = new Set<string>();
  const add = (value: number | null | undefined): void => {
    if (value !== null && value !== undefined) stated.add(String(value));
  };
  for (const figure of policy.figures) {
    add(figure.value);
    for (const written of figuresIn(`${figure.label} ${figure.unit}`)) stated.add(written);
  }
  for (const standard of policy.standards) {
    for (const value of Object.values(standard)) {
      if (typeof value === 'number') add(value);
      if (Array.isArray(value))
        for (const row of value)
          for (const cell of Object.values(row)) if (typeof cell === 'number') add(cell);
    }
  }
  for (const condition of policy.conditions) {
    add(condition.atLeast);
    add(condition.atMost);
  }
  for (const written of figuresIn(policy.name)) stated.add(written);
  return stated;
}

/** The same of a file with mistakes; null where a figure may stand in what cannot be read. */
export function statedInBroken({ doubtful }: BrokenFile, reader: Reader): Set<string> | null {
  const stated = new Set(figuresIn(String(reader.at('名称') ?? '')));
  let open = false;
  const look = (path: readonly PropertyKey[], key: string): void => {
    const value = reader.at(...path);
    if (typeof value === 'string') {
      if (DATES.has(key)) return;
      const found = figuresIn(value);
      const inWords =
        found.length === 0 ? numeralValue(value.replace(/[^〇零一二两三四五六七八九十百千万亿]/g, '')) : null;
      for (const figure of found) stated.add(figure);
      if (inWords !== null) stated.add(String(inWords));
      if (found.length === 0 && inWords === null && !WORDS.has(key) && reader.isDoubtful(...path))
        open = true;
    } else if (Array.isArray(value)) {
      for (const index of value.keys()) look([...path, index], key);
    } else if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) look([...path, name], name);
    }
  };
  for (const section of SECTIONS) {
    if (reader.isDoubtful(section)) return null;
    look([section], section);
  }
  const isMissing = (path: readonly PropertyKey[]): boolean =>
    SECTIONS.includes(String(path[0])) && reader.at(...path) === undefined && !WORDS.has(String(path.at(-1)));
  return open || doubtful.some(isMissing) ? null : stated;
}

const SECTIONS = ['数目', '标准', '条件'];

const DATES = new Set(['起', '止', '依据']);
/** What is never a figure. */
const WORDS = new Set([
  ...[
    '说明',
    '单位',
    '算法',
    '物',
    '量词',
    '上限范围',
    '学段',
    '周期',
    '至多',
    '基数',
    '结果',
    '指标',
    '贴息',
  ],
  ...['利率', '可相加', '种类', '是', '说'],
]);

/** The years of a document's own period, which are no facts that need a line of their own. */
export function yearsBetween(from: string, to: string): Set<string> {
  const years = new Set<string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) years.add(String(year));
  return years;
}

/** The Arabic figures of a sentence, proper names such as “7+2”, “8+4” and numbered documents left out. */
export function figuresIn(sentence: string): string[] {
  const plain = sentence
    .replace(/〔\d{4}〕\d+号/g, '')
    .replace(/\d+\+\d+/g, '')
    .replace(/10·17/g, '')
    .replace(/(\d)[,，](?=\d{3})/g, '$1');
  return [...plain.matchAll(/\d+(?:\.\d+)?/g)].map((match) => String(Number(match[0])));
}
