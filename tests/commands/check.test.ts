import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCheck } from '../../src/commands/check.ts';
import { PROJECT, villageRoot } from './village.ts';

const root = villageRoot();
const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  cpSync(join(PROJECT, 'tests/broken-data/sound'), root, { recursive: true });
});

function edit(path: string, right: string, wrong: string): void {
  const source = readFileSync(join(root, path), 'utf8');
  expect(source).toContain(right);
  writeFileSync(join(root, path), source.replace(right, wrong));
}

describe('check', () => {
  it('counts what is right and ends with status 0', async () => {
    expect(await runCheck(root)).toBe(0);
    expect(lines).toEqual(['数据没有错误：2 条政策，1 份文件，4 个试问都答对了。']);
  });

  it('prints every mistake of every file at once and ends with status 1', async () => {
    edit('policy-kb/policies/sheep-sale.yaml', '类别: 产业', '类别：产叶');
    edit('policy-kb/documents/village-2024.yaml', '起: 2024-01-01', '起: 2024年元旦');
    edit('intents/talk-greeting.yaml', '做什么: 对话', '做什么: 谈话');
    expect(await runCheck(root)).toBe(1);
    expect(lines.map((line) => line.split('：')[0])).toEqual([
      'policy-kb/documents/village-2024.yaml 第 7 行「起」',
      'policy-kb/policies/sheep-sale.yaml 第 6 行',
      'policy-kb/policies/sheep-sale.yaml 第 6 行「类别」',
      'intents/talk-greeting.yaml 第 3 行「做什么」',
      '共 4 处要改。',
    ]);
  });

  it('runs each 试问 and says what was answered instead', async () => {
    edit('policy-kb/policies/sheep-sale.yaml', '金额: 2000', '金额: 1999');
    edit('policy-kb/policies/sheep-sale.yaml', '      - 2000', '      - 骆驼');
    expect(await runCheck(root)).toBe(1);
    expect(lines).toEqual([
      'policy-kb/policies/sheep-sale.yaml 第 59 行：试问“30只羊出栏补多少”金额算出 2000，应是 1999；回答里没有“骆驼”。',
      '共 1 处要改。',
    ]);
  });

  it('asks a 试问 of a place by its name', async () => {
    edit('policy-kb/policies/sheep-sale.yaml', '    金额: 1200', '    金额: 1200\n    地区: 示范旗');
    expect(await runCheck(root)).toBe(0);
  });
});
