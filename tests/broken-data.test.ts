import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTurnData } from '../src/conversation/data.ts';
import { formatProblem, type Problem, parseYaml } from '../src/data-files/data-files.ts';
import { calendarSchema } from '../src/policies/calendar-year.ts';
import { dutiesSchema } from '../src/policies/duties.ts';
import { glossarySchema } from '../src/policies/glossary.ts';
import { openingsSchema } from '../src/policies/openings.ts';
import { regionSchema } from '../src/policies/regions.ts';
import { documentSchema, policySchema } from '../src/policies/schema.ts';
import { warningsSchema } from '../src/policies/warnings.ts';

const here = fileURLToPath(new URL('broken-data', import.meta.url));
const sound = join(here, 'sound');
const FOLDERS = [
  'policies',
  'documents',
  'regions',
  'glossary',
  'openings',
  'warnings',
  'duties',
  'calendar',
  'intents',
];
/** Every broken file, e.g. `policies/tab.yaml`. */
const broken = FOLDERS.flatMap((folder) =>
  (readdirSync(join(here, folder), { recursive: true }) as string[])
    .filter((name) => name.includes('.'))
    .sort()
    .map((name) => `${folder}/${name}`),
);

const temporary = mkdtempSync(join(tmpdir(), 'cunkou-broken-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Where a file of tests/broken-data belongs under a root. */
function placeOf(file: string): string {
  return file.startsWith('intents/') ? file : `policy-kb/${file}`;
}

/** A root of sound data, with some of the broken files laid on top. */
function rootWith(files: readonly string[]): string {
  const root = mkdtempSync(join(temporary, 'root-'));
  cpSync(sound, root, { recursive: true });
  for (const file of files) cpSync(join(here, file), join(root, placeOf(file)));
  return root;
}

function told(root: string): string[] {
  const { data, problems } = loadTurnData(root, null);
  expect(data === null, 'mistakes keep the data out of service').toBe(problems.length > 0);
  return problems.map(formatProblem);
}

function edit(root: string, path: string, change: (text: string) => string): void {
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
}

/** What of a sentence is neither a quotation nor a name that the clerk knows. */
function ownWords(message: string): string {
  return message
    .replace(/“.*?”/gs, '')
    .replace(/Tab|UTF-8|README|\.yaml|[a-z]+-[a-z0-9-]+|policy-kb|regions|documents|例如 \S+/g, '');
}

/** A value with each of its parts replaced by what a clerk may have written there instead. */
function wrongShapes(value: unknown): unknown[] {
  const here = ['', '别的', '12', [], ['别的'], { 别的: '字' }];
  if (Array.isArray(value)) {
    const inside = value.flatMap((part, index) => wrongShapes(part).map((wrong) => value.with(index, wrong)));
    return [...here, ...inside];
  }
  if (typeof value !== 'object' || value === null) return here;
  const inside = Object.entries(value).flatMap(([key, part]) => [
    ...wrongShapes(part).map((wrong) => ({ ...value, [key]: wrong })),
    Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)),
  ]);
  return [...here, ...inside];
}

describe('data that clerks keep', () => {
  it('has nothing to say about sound files', () => {
    expect(told(rootWith([]))).toEqual([]);
  });

  // Re-record with `npx vitest run tests/broken-data.test.ts -u` and read the difference as a clerk would.
  it('tells each mistake with file, line and a sentence, word for word as in messages.txt', async () => {
    const listing = broken.map((file) => {
      const messages = told(rootWith([file]));
      expect(messages, file).not.toEqual([]);
      return [`# ${file}`, ...messages].join('\n');
    });
    await expect(`${listing.join('\n\n')}\n`).toMatchFileSnapshot(join(here, 'messages.txt'));
  });

  it('tells the mistakes of all files at once', () => {
    // A broken file of regions leaves open which places there are; so do those of the clauses for others.
    const together = broken.filter((file) => !file.startsWith('regions/'));
    const all = new Set(told(rootWith(together)));
    const missing = together.flatMap((file) => told(rootWith([file])).filter((message) => !all.has(message)));
    expect(missing).toEqual([]);
  });

  it('takes files as Notepad saves them, with a byte order mark and CRLF', () => {
    const root = rootWith([]);
    for (const name of readdirSync(root, { recursive: true }) as string[]) {
      if (name.endsWith('.yaml')) edit(root, name, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
    expect(told(root)).toEqual([]);
  });

  it.each([
    ['policy-kb/documents/village-2024.yaml', '起: 2024-01-01', '起: 2024-13-01'],
    ['policy-kb/regions/neimenggu.yaml', '类别: 产业', '类别: 农业'],
    ['policy-kb/policies/school-aid.yaml', '类别: 教育', '类别: 教肓'],
  ])('does not blame other files for a mistake in %s', (path, right, wrong) => {
    const root = rootWith([]);
    edit(root, path, (text) => text.replace(right, wrong));
    expect(told(root).map((message) => message.split(' ')[0])).toEqual([path]);
  });

  it('never throws and never speaks English, whatever is typed', () => {
    const pieces = [
      '：',
      ': ',
      ':',
      '\t',
      '- ',
      '-',
      '\n',
      '\n\n',
      ' ',
      '　',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '*',
      '&',
      '!',
      '|',
      '>',
      '%',
      '@',
      '?',
      '#',
      ',',
      '，',
      '<<: *a',
      '---\n',
      '...',
      '\\',
      '\0',
      '\uD800',
      '羊',
      'null',
      '1e9',
      '标准:',
      '是: ',
      '\r',
      '`',
    ];
    const source = readFileSync(join(sound, 'policy-kb/policies/sheep-sale.yaml'), 'utf8');
    const root = rootWith([]);
    const path = 'policy-kb/policies/sheep-sale.yaml';
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const english: string[] = [];
    const look = (problems: readonly Problem[]): void => {
      for (const { message } of problems) if (/[A-Za-z]{2}/.test(ownWords(message))) english.push(message);
    };
    for (let round = 0; round < 1500; round++) {
      let text = source;
      for (let edits = 1 + random(3); edits > 0; edits--) {
        const at = random(text.length);
        text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(4));
      }
      look(parseYaml(path, text).problems);
      if (round % 10 === 0) {
        writeFileSync(join(root, path), text);
        look(loadTurnData(root, null).problems);
      }
    }
    expect([...new Set(english)]).toEqual([]);
  });

  it.each([
    ['policies/sheep-sale.yaml', policySchema],
    ['policies/school-aid.yaml', policySchema],
    ['documents/village-2024.yaml', documentSchema],
    ['regions/neimenggu.yaml', regionSchema],
    ['glossary/animals.yaml', glossarySchema],
    ['openings/village-2024.yaml', openingsSchema],
    ['warnings/shifan.yaml', warningsSchema],
    ['duties/village-2024.yaml', dutiesSchema],
    ['calendar/2026.yaml', calendarSchema],
  ])('has a Chinese sentence for every wrong shape of every field of %s', (file, schema) => {
    const { value } = parseYaml(file, readFileSync(join(sound, 'policy-kb', file), 'utf8'));
    const messages = wrongShapes(value).flatMap((wrong) => {
      const { error } = schema.safeParse(wrong);
      return error ? error.issues.map((issue) => issue.message) : [];
    });
    expect(messages.length).toBeGreaterThan(20);
    expect(
      messages.filter(
        (message) => !/[\u4e00-\u9fff].*。?/.test(message) || /[A-Za-z]{2}/.test(ownWords(message)),
      ),
    ).toEqual([]);
  });

  it('keeps one broken file per mistake, named after it', () => {
    expect(broken.length).toBeGreaterThan(80);
    expect(broken.filter((file) => !/^[a-z0-9-]+\.yaml(\.txt)?$/.test(basename(file)))).toEqual([]);
  });
});
