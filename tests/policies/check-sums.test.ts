import { describe, expect, it } from 'vitest';
import { checkSums } from '../../src/policies/check-sums.ts';
import type { Sourced } from '../../src/policies/load.ts';
import { readKnowledge } from '../../src/policies/policies.ts';
import type { Policy } from '../../src/policies/policy.ts';
import type { PerUnit } from '../../src/policies/standard.ts';

const raw = readKnowledge('.');

function entryOf(id: string): Sourced<Policy> {
  const entry = raw.policies.find(({ value }) => value.id === id);
  if (!entry) throw new Error(`no policy ${id}`);
  return entry;
}

const sheep = entryOf('hangjin-sheep-sale');
const first = sheep.value.standards[0] as PerUnit;
const levels = (policy: Partial<Policy>): string[] =>
  checkSums({ ...sheep.value, ...policy }, sheep).map(({ level, message }) => `${level} ${message}`);

describe('sums in sentences against the rules', () => {
  it('finds nothing wrong with the present data', () => {
    expect(raw.policies.flatMap((entry) => checkSums(entry.value, entry))).toEqual([]);
  });

  it('tells both numbers and the line where a rule was changed and the sentence was not', () => {
    const problems = checkSums({ ...sheep.value, standards: [{ ...first, each: 150 }] }, sheep);
    const line = sheep.lineOf(['标准', 0]);
    expect(problems).toContainEqual({
      file: sheep.file.path,
      line: sheep.lineOf(['答']),
      message: `「答」：写的是 100元，可是“标准”（第 ${line} 行）里是 150元（每单位元），请改成一样的（“数目”里的也要改）。`,
      level: 'error',
    });
    expect(
      problems.some(({ message }) => message.includes('写的是 2000元') && message.includes('3000元')),
    ).toBe(true);
  });

  it('reminds of a sentence that still tells the rule before', () => {
    const standards = [first, { ...first, from: '2026-01-01', each: 150 }];
    expect(levels({ standards, points: [] })).toEqual([
      expect.stringMatching(
        /^warning 「答」：写的是 100元，是 2021-01-01 那条“标准”的；2026-01-01 起是 150元/,
      ),
    ]);
    expect(levels({ standards, points: [], answer: '一只补150元，2025年以前是100元。' })).toEqual([]);
  });

  it.each([
    ['12只能领1200元。', { label: '十二只', value: 1200, unit: '元' }],
    ['以前一只补80元。', { label: '每只补', value: 80, unit: '元' }],
    ['防疫另外奖励50元。', { label: '防疫奖励', value: 50, unit: '元' }],
    ['全旗投入500万元。', { label: '全旗投入', value: 500, unit: '万元' }],
    ['最多补20只。', { label: '最多', value: 20, unit: '只' }],
  ])('says nothing of %s', (point, figure) => {
    expect(levels({ points: [point], figures: [...sheep.value.figures, figure] })).toEqual([]);
  });

  it('only reminds where it cannot tell what a figure is', () => {
    const figures = [...sheep.value.figures, { label: '防疫费', value: 30, unit: '元' }];
    expect(levels({ points: ['防疫费30元。'], figures })).toEqual([
      expect.stringMatching(/^warning 「要点 › 第 1 条」：写的是 30元，.*说的不是一回事就不用管/),
    ]);
  });
});
