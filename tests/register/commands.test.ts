import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runAudit } from '../../src/commands/audit.ts';
import { runCode } from '../../src/commands/code.ts';
import { runExport } from '../../src/commands/export.ts';
import { runImport } from '../../src/commands/import.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { KEY, VILLAGE } from './desk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cunkou-book-'));
  vi.stubEnv('DATABASE_URL', `sqlite:${join(folder, 'book.db')}`);
  vi.stubEnv('DATA_KEY', KEY);
  vi.stubEnv('SECRET', 's'.repeat(32));
  said = [];
  for (const way of ['log', 'error'] as const) {
    vi.spyOn(console, way).mockImplementation((line: string) => void said.push(line));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content?: string): string => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

it('imports, exports, imports again and verifies', async () => {
  const staff = file('staff.csv', '姓名,身份\n张干事,村干部\n');
  const book = file('book.csv', '组,户主姓名,户类型,帮扶人\n3,王建国,脱贫户,张干事\n');
  expect(await runImport(root, staff, { region: VILLAGE })).toBe(0);
  expect(said.join('\n')).toMatch(/绑定码 \d{6}：村干部张干事/);
  expect(await runImport(root, book, { region: '甲嘎查' })).toBe(0);
  expect(said.at(-1)).toBe('户：新增 1，更新 0，没有变 0');
  const out = file('out.xlsx');
  expect(await runExport(root, 'households', { region: VILLAGE, out })).toBe(0);
  expect(await runImport(root, out, { region: VILLAGE, dryRun: true })).toBe(0);
  expect(said.slice(-2)).toEqual(['户：新增 0，更新 0，没有变 1', '这是试导入，什么也没有存。']);
  expect(await runExport(root, 'template', { out })).toBe(0);
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  expect(await runAudit(root, 'verify')).toBe(0);
});

it('prints a code for somebody on duty or a member of a household, and asks where two have the name', async () => {
  const staff = file('staff.csv', '姓名,身份\n张干事,村干部\n');
  const book = file('book.csv', '组,户主姓名,户类型\n3,王建国,脱贫户\n1,张秀英,一般户\n4,张秀英,一般户\n');
  expect(await runImport(root, staff, { region: VILLAGE })).toBe(0);
  expect(await runImport(root, book, { region: '甲嘎查' })).toBe(0);
  expect(await runCode(root, ['张干事'], { region: VILLAGE })).toBe(0);
  expect(said.at(-1)).toMatch(/^绑定码 \d{6}：村干部张干事/);
  expect(await runCode(root, ['3组王建国'], { region: '甲嘎查' })).toBe(0);
  expect(said.at(-1)).toMatch(/^绑定码 \d{6}：村民王建国/);
  expect(await runCode(root, ['张秀英'], { region: VILLAGE })).toBe(1);
  expect(said.at(-1)).toContain('甲嘎查1组张秀英家 张秀英、甲嘎查4组张秀英家 张秀英');
  expect(await runCode(root, ['甲嘎查4组张秀英家', '张秀英'], { region: VILLAGE })).toBe(0);
  expect(await runCode(root, ['王建国家', '李秀兰'], { region: VILLAGE })).toBe(1);
  expect(said.at(-1)).toContain('没有“王建国家 李秀兰”这个人');
  expect(await runCode(root, ['!!'], { region: VILLAGE })).toBe(1);
});

it('names faulty rows and a changed audit line, and ends with status 1', async () => {
  const bad = file('bad.csv', '户主姓名,户类型\n王建国,富户\n');
  expect(await runImport(root, bad, { region: VILLAGE })).toBe(1);
  expect(said[0]).toMatch(/^第 2 行：户类型写的是“富户”/);
  expect(said[1]).toBe('共 1 处要改，一条也没有导入。');
  await runImport(root, file('good.csv', '户主姓名,户类型\n王建国,一般户\n'), { region: VILLAGE });
  const storage = await openStorage(`sqlite:${join(folder, 'book.db')}`);
  await storage.db.updateTable('audit').set({ actor: 'x' }).where('seq', '=', 1).execute();
  await storage.close();
  expect(await runAudit(root, 'verify')).toBe(1);
  expect(said.at(-1)).toBe('审计记录第 1 条内容被人改过。');
});

it.each([
  [() => runImport(root, 'no-such.csv', { region: VILLAGE }), /打不开文件/],
  [
    () => runImport(root, file('a.csv', '户主姓名,户类型\n王建国,一般户\n'), { region: '没有的地方/某村' }),
    /不认识“没有的地方\/某村”/,
  ],
  [() => runExport(root, 'households', { out: 'x.csv' }), /--region/],
  [() => runExport(root, 'households', { region: VILLAGE, out: 'x.pdf' }), /\.xlsx 或 \.csv/],
  [() => runExport(root, 'template', { out: 'x.csv' }), /只能存成 \.xlsx/],
  [() => runExport(root, 'everything', { out: 'x.csv' }), /不认识“everything”/],
  [() => runAudit(root, 'burn'), /verify/],
])('refuses %# with a sentence', async (run, sentence) => {
  expect(await run()).toBe(1);
  expect(said.join('\n')).toMatch(sentence);
});
