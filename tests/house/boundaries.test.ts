import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { badHabits } from './habits.ts';
import { forbiddenImports, HOUSE, type Sources } from './imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program's own files; what runs in the browser (assets) lives by other rules. */
function sourcesUnder(folder: string): Sources {
  const names = (readdirSync(`${root}/${folder}`, { recursive: true }) as string[]).filter((name) =>
    /\.tsx?$/.test(name),
  );
  return new Map(
    names.sort().map((name) => [`${folder}/${name}`, readFileSync(`${root}/${folder}/${name}`, 'utf8')]),
  );
}

const sources = sourcesUnder('src');

describe('the house', () => {
  it('is walked from left to right and through front doors only', () => {
    expect(forbiddenImports(sources)).toEqual([]);
  });

  it('keeps no bad habits', () => {
    expect(badHabits(sources)).toEqual([]);
  });

  it('has no utils.ts among the tests either', () => {
    expect([...sourcesUnder('tests').keys()].filter((file) => /\/utils\.tsx?$/.test(file))).toEqual([]);
  });

  it('has a front door in every folder that stands in it', () => {
    const folders = HOUSE.flat().filter((folder) =>
      [...sources.keys()].some((file) => file.startsWith(`src/${folder}/`)),
    );
    expect(folders.length).toBeGreaterThan(6);
    expect(folders.filter((folder) => !sources.has(`src/${folder}/${folder}.ts`))).toEqual([]);
  });
});

describe('the checker finds what is invented to offend it', () => {
  it.each([
    ['src/storage/storage.ts', '../conversation/conversation.ts', 'lies to the left of storage/'],
    ['src/answer/lines.ts', '../remind/remind.ts', 'the jobs answer and remind never import each other'],
    ['src/log/log.ts', '../clock/clock.ts', 'stand side by side'],
    ['src/office/office.ts', '../channels/channels.ts', 'stand side by side'],
    ['src/channels/web/web.ts', '../../conversation/turn.ts', 'Import from src/conversation/conversation.ts'],
    ['src/office/office.ts', '../conversation/parts/turn.ts', 'Import from src/conversation/conversation.ts'],
    ['src/conversation/turn.ts', '../config.ts', 'nothing imports an entry point'],
    ['src/conversation/turn.ts', '../commands/check.ts', 'nothing imports an entry point'],
    ['src/answer/lines.ts', '../../tests/databases.ts', 'nothing from outside src/'],
    ['src/billing/billing.ts', '../clock/clock.ts', 'src/billing/ has no place in the house'],
    ['src/answer/lines.ts', '../billing/billing.ts', 'src/billing/ has no place in the house'],
  ])('%s importing %s', (file, target, advice) => {
    for (const source of [
      `import { x } from '${target}';`,
      `import type { X } from '${target}';`,
      `export * from '${target}';`,
      `const x = await import('${target}');`,
    ]) {
      expect(forbiddenImports(new Map([[file, source]]))).toEqual([expect.stringContaining(advice)]);
    }
  });

  it.each([
    ['src/channels/web/web.ts', '../channel.ts'],
    ['src/channels/channel.ts', './web/web.ts'],
    ['src/channels/index.ts', './web/parts.ts'],
    ['src/answer/lines.ts', './wording.ts'],
    ['src/answer/lines.ts', '../policies/policies.ts'],
    ['src/storage/migrations/columns.ts', '../schema.ts'],
    ['src/commands/chat.ts', '../channels/terminal/terminal.ts'],
    ['src/commands/ask.ts', './json-lines.ts'],
    ['src/commands/ask.ts', '../conversation/turn.ts'],
    ['src/main.ts', './commands/serve.ts'],
    ['src/compose.ts', './log/log.ts'],
  ])('and lets %s import %s', (file, target) => {
    expect(forbiddenImports(new Map([[file, `import { x } from '${target}';`]]))).toEqual([]);
  });

  it.each([
    ['src/answer/lines.ts', 'const now = new Date();', 'makes "now"'],
    ['src/answer/lines.ts', 'const now = Date.now();', 'makes "now"'],
    ['src/storage/storage.ts', 'const level = process.env.LOG_LEVEL;', 'reads the environment'],
    ['src/commands/serve.ts', 'const level = process.env.LOG_LEVEL;', 'reads the environment'],
    ['src/answer/lines.ts', 'const x = (y: any) => y;', 'the type any'],
    ['src/answer/lines.ts', '// @ts-ignore\nf(1);', 'silences the type check'],
    ['src/answer/utils.ts', 'export const x = 1;', 'Name the file after the thing'],
  ])('%s: %s', (file, source, advice) => {
    expect(badHabits(new Map([[file, source]]))).toEqual([expect.stringContaining(advice)]);
  });

  it.each([
    ['src/clock/clock.ts', 'export const now = () => new Date();'],
    ['src/answer/lines.ts', "const day = new Date('2021-09-01');"],
    ['src/commands/serve.ts', 'const config = readConfig(process.env, root);'],
    ['src/commands/ask.ts', 'const began = performance.now();'],
    ['src/answer/lines.ts', '// any new Date() in a comment, or "process.env"'],
  ])('and lets %s have %s', (file, source) => {
    expect(badHabits(new Map([[file, source]]))).toEqual([]);
  });
});
