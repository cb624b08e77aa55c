import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadTurnData } from '../src/conversation/data.ts';
import { formatProblem, notFileName } from '../src/data-files/data-files.ts';
import { PROJECT, villageRoot } from './commands/village.ts';

const root = villageRoot();
const SHEEP = 'policy-kb/policies/sheep-sale.yaml';
const SCHOOL = 'policy-kb/policies/school-aid.yaml';
const DOCUMENT = 'policy-kb/documents/village-2024.yaml';

afterEach(() => {
  rmSync(join(root, 'policy-kb'), { recursive: true });
  cpSync(join(PROJECT, 'tests/broken-data/sound'), root, { recursive: true });
});

function edit(path: string, ...changes: [string, string][]): void {
  let source = readFileSync(join(root, path), 'utf8');
  for (const [right, wrong] of changes) {
    expect(source).toContain(right);
    source = source.replace(right, wrong);
  }
  writeFileSync(join(root, path), source);
}

/** Each mistake as `file「place」` or `file:line`. */
function told(): string[] {
  return loadTurnData(root, null).problems.map(formatProblem);
}

function toldOf(...words: string[]): boolean {
  return told().some((message) => words.every((word) => message.includes(word)));
}

describe('one run tells all', () => {
  it('how a file fits with the others, although its form is wrong', () => {
    edit(
      SHEEP,
      ['类别: 产业', '类别: 产叶'],
      ['  - 一(一)1\n答', '  - 一(一)7\n答'],
      ['  - 户口簿', '  - 户口簿 3 份'],
      ['应是: school-aid', '应是: school-ade'],
    );
    for (const words of [['产叶'], ['没有“一(一)7”'], ['“3”没有登记'], ['“school-ade”']])
      expect(toldOf(...words), words[0]).toBe(true);
    expect(told()).toHaveLength(4);
  });

  it('the same although a section cannot be read at all', () => {
    edit(
      SHEEP,
      ['  - 羊补贴\n', '  - "羊补贴\n'],
      ['文件: village-2024', '文件: village-2042'],
      ['  - 户口簿', '  - 户口簿 3 份'],
      ['  - 卖羊给补贴不', "  - '卖羊给补贴不"],
    );
    for (const words of [['第 5 行：英文引号'], ['“village-2042”'], ['“3”没有登记'], ['第 45 行：英文引号']])
      expect(toldOf(...words), `${words[0]}\n${told().join('\n')}`).toBe(true);
    expect(told().filter((message) => message.includes('缺了'))).toEqual([]);
  });

  it('what other files get wrong about a document with a mistake', () => {
    edit(DOCUMENT, ['起: 2024-01-01', '起: 2024年']);
    edit(SHEEP, ['  - 一(一)1\n答', '  - 一(一)7\n答']);
    expect(told()).toHaveLength(2);
    expect(toldOf(SHEEP, '没有“一(一)7”')).toBe(true);
  });

  it('and about places, although a file of regions has a mistake', () => {
    edit('policy-kb/regions/neimenggu.yaml', ['类别: 产业', '类别: 农业']);
    edit(DOCUMENT, ['地区: 内蒙古自治区/示范旗', '地区: 内蒙古自治区/示范奇']);
    expect(told()).toHaveLength(2);
  });

  it('and blames no sentence for a figure that stands in a wrong field', () => {
    edit(SHEEP, ['    值: 2000', '    值: 两千']);
    expect(told()).toEqual([expect.stringContaining('写的是“两千”')]);
    edit(SCHOOL, ['文件: village-2024', '文件: village-2042']);
    expect(told()).toHaveLength(2);
  });

  it('and holds sums against the rules in a file with another mistake', () => {
    edit(
      SHEEP,
      ['类别: 产业', '类别: 产叶'],
      ['数目:\n', '数目:\n  - 说明: 每只\n    值: 100\n    单位: 元\n'],
      ['每单位元: 100', '每单位元: 150'],
    );
    expect(toldOf('「答」', '100元', '150元（每单位元）')).toBe(true);
  });
});

describe('a file under a wrong name', () => {
  it('that is a copy is to be deleted or renamed, and the file it was made from is not blamed', () => {
    cpSync(join(root, SHEEP), join(root, 'policy-kb/policies/sheep-sale (副本).yaml'));
    expect(told()).toEqual([
      'policy-kb/policies/sheep-sale (副本).yaml：文件名里有空格和括号，像是一个副本：不要它就删掉；真要再写一条，文件名请改成“sheep-sale-2.yaml”这样，只用小写字母、数字和短横线，“编号”也写成一样的。',
    ]);
  });

  it.each([
    'intents/talk-greeting',
    'policy-kb/regions/neimenggu',
    'policy-kb/glossary/animals',
    DOCUMENT.slice(0, -5),
  ])('never makes an illegal id out of %s (1).yaml', (path) => {
    const copy = join(root, `${path} (1).yaml`);
    cpSync(join(root, `${path}.yaml`), copy);
    expect(toldOf(' (1).yaml：文件名里有空格和括号')).toBe(true);
    expect(told().filter((message) => /改成“[^”]*[ (]/.test(message))).toEqual([]);
    rmSync(copy);
  });

  it.each([
    ['sheep-sales', 'a/sheep-sale.yaml', '改成“sheep-sale”'],
    ['sheep-sale', 'a/Sheep_Sale.yaml', '请给文件改名，例如“sheep-sale.yaml”'],
    ['羊', 'a/卖羊.yaml', '请给文件改名。'],
  ])('%s in %s', (id, path, advice) => {
    expect(notFileName(id, path)).toContain(advice);
  });
});
