import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cunkou-config-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The names at the left in the schema, read from the source because nothing but the program needs the schema itself. */
function fieldsOfConfig(): string[] {
  const source = readFileSync(join(project, 'src/config.ts'), 'utf8');
  return [...source.matchAll(/^ {2}([A-Z_]+): z\b/gm)].map((match) => match[1] ?? '');
}

/** The settings that .env.example shows, each with its value. */
function example(): Map<string, string> {
  const source = readFileSync(join(project, '.env.example'), 'utf8');
  return new Map(
    [...source.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig(environment, root);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`accepted: ${Object.keys(environment).join(', ')}`);
}

describe('.env.example', () => {
  test('names exactly the settings, in their order', () => {
    expect(fieldsOfConfig().length).toBeGreaterThan(0);
    expect([...example().keys()]).toEqual(fieldsOfConfig());
  });

  test('shows the defaults', () => {
    expect(readConfig(Object.fromEntries(example()), root)).toEqual(readConfig({}, root));
  });

  test('explains each setting in English and in Chinese', () => {
    const blocks = readFileSync(join(project, '.env.example'), 'utf8').split('\n\n').slice(1);
    for (const block of blocks) {
      expect(block).toMatch(/^# [A-Z][^\n]+/i);
      expect(block).toMatch(/^# [^\n]*[\u4e00-\u9fff][^\n]*。$/m);
    }
    expect(blocks).toHaveLength(fieldsOfConfig().length);
  });
});

describe('README.md', () => {
  test('has every setting in its table', () => {
    const readme = readFileSync(join(project, 'README.md'), 'utf8');
    expect(fieldsOfConfig().filter((field) => !readme.includes(`| \`${field}\` |`))).toEqual([]);
  });
});

describe('a wrong setting', () => {
  test.each([
    ['PORT', 'abc', '写的是“abc”，要写 0 到 65535 之间的整数'],
    ['PORT', '70000', '写的是“70000”'],
    ['PORT', '80.5', '写的是“80.5”'],
    ['SECRET', 'hunter2-hunter2', '写的有 15 个字符（内容不显示），至少要 32 个字符'],
    ['DATA_KEY', 'hunter2-hunter2', '写的有 15 个字符（内容不显示），要写 64 位十六进制数'],
    ['PUBLIC_URL', 'cunkou example', '写的是“cunkou example”，要写完整的网址，例如 https://'],
    ['PUBLIC_URL', 'localhost:8080', '要写完整的网址'],
    ['TRUST_PROXY', 'perhaps', '写的是“perhaps”，只能写 true（是、yes、1、on 也行）'],
    ['LOG_LEVEL', 'INFO', '写的是“INFO”，是不是“info”？只能写：trace、'],
  ])(
    '%s=%s is refused by name, with what was given and what is right, in Chinese',
    (field, value, sentence) => {
      const message = refusalOf({ [field]: value });
      expect(message.startsWith(`设置有错：\n${field}：`)).toBe(true);
      expect(message).toContain(sentence);
      expect(message).not.toMatch(/[Ii]nvalid|[Ee]xpected|Too (?:small|big)/);
      if (/SECRET|KEY/.test(field)) expect(message).not.toContain(value);
    },
  );

  test('shows no password of an address', () => {
    expect(refusalOf({ PUBLIC_URL: 'ftp://me:word@host' })).not.toContain('word');
  });

  test('does not hide the next one, and brings no right one into the message', () => {
    const password = 'postgres://cunkou:very-secret-word@db/cunkou';
    const secret = 'x'.repeat(40);
    const message = refusalOf({
      PORT: 'eighty',
      LOG_LEVEL: 'loudly',
      DATABASE_URL: password,
      SECRET: secret,
    });
    expect(message.split('\n').map((line) => line.split('：')[0])).toEqual(['设置有错', 'PORT', 'LOG_LEVEL']);
    expect(message).not.toContain('very-secret-word');
    expect(message).not.toContain(secret);
  });
});

describe('what is read', () => {
  test('an empty setting counts as left out', () => {
    expect(readConfig({ PORT: '', PUBLIC_URL: '' }, root)).toMatchObject({ port: 8080, publicUrl: null });
  });

  test('a relative SQLite path is found from the project, others stay', () => {
    const at = (url: string): string => readConfig({ DATABASE_URL: url }, root).databaseUrl;
    expect(at('sqlite:data/cunkou.db')).toBe(`sqlite:${join(root, 'data/cunkou.db')}`);
    expect(at('sqlite:/var/lib/cunkou.db')).toBe('sqlite:/var/lib/cunkou.db');
    expect(at('sqlite::memory:')).toBe('sqlite::memory:');
    expect(at('postgres://u:p@h/d')).toBe('postgres://u:p@h/d');
  });

  test.each([
    ...['true', '是', 'yes', '1', 'on', 'Yes'].map((word) => [word, true] as const),
    ...['false', '否', 'no', '0', 'off'].map((word) => [word, false] as const),
  ])('TRUST_PROXY=%s is %s', (word, trusted) => {
    expect(readConfig({ TRUST_PROXY: word }, root).trustProxy).toBe(trusted);
  });

  test('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig({}, root))).toBe(true);
  });
});

describe('the secret', () => {
  test('is made once, kept, and readable by its owner alone', () => {
    const { secret } = readConfig({}, root);
    const path = join(root, 'data/secret');
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(readFileSync(path, 'utf8').trim()).toBe(secret);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(join(root, 'data')).mode & 0o777).toString(8)).toBe('700');
    expect(readConfig({}, root).secret).toBe(secret);
  });

  test('closes a folder that was open to others', () => {
    mkdirSync(join(root, 'data'), { mode: 0o755 });
    readConfig({}, root);
    expect((statSync(join(root, 'data')).mode & 0o777).toString(8)).toBe('700');
  });

  test('that cannot be kept is told in Chinese with its path', () => {
    writeFileSync(join(root, 'data'), 'a file where the folder should be');
    expect(refusalOf({})).toMatch(/data\/secret 读不了或者写不了（(?:ENOTDIR|EEXIST)）/);
  });

  test('differs from one installation to the next', () => {
    const other = mkdtempSync(join(tmpdir(), 'cunkou-config-'));
    try {
      expect(readConfig({}, other).secret).not.toBe(readConfig({}, root).secret);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('that is given is used, and nothing is written', () => {
    const given = 'g'.repeat(32);
    expect(readConfig({ SECRET: given, DATA_KEY: '0'.repeat(64) }, root).secret).toBe(given);
    expect(() => statSync(join(root, 'data'))).toThrow();
  });

  test('that is kept does not change when one was given in between', () => {
    const { secret } = readConfig({}, root);
    readConfig({ SECRET: 'g'.repeat(32) }, root);
    expect(readConfig({}, root).secret).toBe(secret);
    writeFileSync(join(root, 'data/secret'), `${secret}\n`);
    expect(readConfig({}, root).secret).toBe(secret);
  });
});
