import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settingsExample } from '../src/commands/settings.ts';
import { readConfig, SETTINGS_PARTS } from '../src/config.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cunkou-config-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FIELDS: string[] = SETTINGS_PARTS.flatMap(({ names }) => [...names]);

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
  test('is what `cunkou settings` prints', () => {
    expect(readFileSync(join(project, '.env.example'), 'utf8')).toBe(settingsExample());
  });

  test('shows the defaults', () => {
    expect(example().size).toBe(FIELDS.length);
    expect(readConfig(Object.fromEntries(example()), root)).toEqual(readConfig({}, root));
  });

  test('explains each setting in English and in Chinese', () => {
    const blocks = settingsExample()
      .split('\n\n')
      .filter((block) => block.includes('\n#') && /^#[A-Z_]+=/m.test(block));
    for (const block of blocks) {
      expect(block).toMatch(/^# \S[^\n]{8,}/);
      expect(block).toMatch(/^# [^\n]*[\u4e00-\u9fff][^\n]*。$/m);
    }
    expect(blocks).toHaveLength(FIELDS.length);
  });
});

describe('README.md', () => {
  test('has every setting of our own in its table, and what each channel cannot do without', () => {
    const readme = readFileSync(join(project, 'README.md'), 'utf8');
    const [own, ...channels] = SETTINGS_PARTS;
    expect(own?.names.filter((field) => !readme.includes(`| \`${field}\` |`))).toEqual([]);
    const needed = channels.flatMap(({ together }) => together.flatMap((one) => one.needed));
    expect(needed.length).toBeGreaterThan(8);
    expect(needed.filter((field) => !readme.includes(`\`${field}\``))).toEqual([]);
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
    ['METRICS_TOKEN', 'short', '写的有 5 个字符（内容不显示），至少要 16 个字符'],
    ['WIDGET_SITES', 'https://*.gov.cn', '要写网站的地址，只写到域名'],
    ['TELEGRAM_TOKEN', 'hunter2-hunter2', '写的有 15 个字符（内容不显示），要照 @BotFather 给的写'],
    ['WECOM_ROBOTS', 'hunter2-hunter2', '写的有 15 个字符（内容不显示），要写成“名字=key”'],
    ['OFFICIAL_ACCOUNT_API_ROOT', 'weixin', '要写完整的网址'],
    ['WECHATY_PUPPET', 'padlocal', '写的是“padlocal”，只能写 service、wechat4u 或者 mock'],
  ])(
    '%s=%s is refused by name, with what was given and what is right, in Chinese',
    (field, value, sentence) => {
      const message = refusalOf({ [field]: value });
      expect(message.startsWith(`设置有错：\n${field}：`)).toBe(true);
      expect(message).toContain(sentence);
      expect(message).not.toMatch(/[Ii]nvalid|[Ee]xpected|Too (?:small|big)/);
      if (value.includes('hunter2')) expect(message).not.toContain('hunter2');
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

describe('a channel that was begun and not finished', () => {
  const named = (environment: Record<string, string>): (string | undefined)[] =>
    refusalOf(environment)
      .split('\n')
      .slice(1)
      .map((line) => line.split('：')[0]);

  test('is told with all that is lacking, and with what is wrong, at once', () => {
    const message = refusalOf({ WECOM_CORP_ID: 'ww1', WECOM_AES_KEY: 'short', PORT: 'eighty' });
    expect(message.split('\n').map((line) => line.split('：')[0])).toEqual([
      '设置有错',
      'PORT',
      'WECOM_AES_KEY',
      'WECOM_AGENT_ID',
      'WECOM_SECRET',
      'WECOM_TOKEN',
    ]);
    expect(message).toContain('WECOM_AGENT_ID：没有写，可是企业微信的别的设置写了');
    expect(message).toContain('在“应用管理”里打开那个应用就看得到');
  });

  test.each([
    [
      { WECOM_ACCOUNTS: '200' },
      ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'],
    ],
    [{ OFFICIAL_ACCOUNT_SECRET: 's' }, ['OFFICIAL_ACCOUNT_APP_ID', 'OFFICIAL_ACCOUNT_TOKEN']],
    [{ TELEGRAM_PROXY: 'http://127.0.0.1:7890' }, ['TELEGRAM_TOKEN']],
    [{ WECHATY_TOKEN: 'puppet_x' }, ['WECHATY_PUPPET']],
    [{ WECHATY_PUPPET: 'service' }, ['WECHATY_TOKEN']],
  ] as [Record<string, string>, string[]][])('%j lacks %j', (environment, lacking) => {
    expect(named(environment)).toEqual(lacking);
  });

  test('a notice template wants its fields', () => {
    const account = {
      OFFICIAL_ACCOUNT_APP_ID: 'wx1',
      OFFICIAL_ACCOUNT_SECRET: 's',
      OFFICIAL_ACCOUNT_TOKEN: 't',
    };
    expect(named({ ...account, OFFICIAL_ACCOUNT_NOTICE_TEMPLATE: 'x' })).toEqual([
      'OFFICIAL_ACCOUNT_NOTICE_FIELDS',
    ]);
    expect(readConfig(account, root).channels['official-account']).toMatchObject(account);
  });

  test('robots alone are enough, and a default that is written out begins nothing', () => {
    expect(readConfig({ WECOM_ROBOTS: '锡尼镇群=693a-91f6' }, root).channels).toMatchObject({
      wecom: null,
      'wecom-robot': { WECOM_ROBOTS: '锡尼镇群=693a-91f6' },
    });
    expect(Object.values(readConfig({ WECOM_CARDS: 'false' }, root).channels)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  test('each that is whole is on', () => {
    const { channels } = readConfig(
      {
        TELEGRAM_TOKEN: `4242:${'A'.repeat(35)}`,
        WECOM_CORP_ID: 'ww1',
        WECOM_AGENT_ID: '1000002',
        WECOM_SECRET: 's',
        WECOM_TOKEN: 't',
        WECOM_AES_KEY: 'k'.repeat(43),
        WECHATY_PUPPET: 'mock',
      },
      root,
    );
    expect(channels.telegram).toMatchObject({ webhookUrl: null, apiRoot: 'https://api.telegram.org' });
    expect(channels.wecom).toMatchObject({ WECOM_AGENT_ID: 1_000_002 });
    expect(channels.wechaty).toMatchObject({ WECHATY_PUPPET: 'mock', WECHATY_MEMORY_MB: 500 });
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
