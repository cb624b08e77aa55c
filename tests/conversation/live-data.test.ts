import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLiveData, type LiveData } from '../../src/conversation/live-data.ts';
import { newSession } from '../../src/conversation/session.ts';
import { takeTurn } from '../../src/conversation/turn.ts';
import { dataFingerprint } from '../../src/data-files/data-files.ts';
import { createLog } from '../../src/log/log.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const HOME = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const SHEEP = 'policy-kb/policies/hangjin-2021/hangjin-sheep-sale.yaml';
const GREETING = 'intents/talk-greeting.yaml';
/** Words that the knowledge base has never heard. */
const UNHEARD = '圪蹽蹽能兑甚';

describe('data that changes while the bot works', () => {
  const root = mkdtempSync(join(tmpdir(), 'cunkou-live-'));
  const lines = new PassThrough();
  let live: LiveData;
  let first: string;

  beforeAll(() => {
    for (const folder of ['policy-kb', 'intents'])
      cpSync(join(project, folder), join(root, folder), { recursive: true });
    const log = createLog({ level: 'info', to: lines });
    live = createLiveData({ root, defaultRegion: HOME, log, everyMs: null, fingerprint: dataFingerprint });
    first = version();
  });
  afterAll(() => {
    live.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const version = (): string => live.current().knowledge.version;
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  const logged = (): string => String(lines.read() ?? '');
  const policyFor = (text: string): string | undefined =>
    takeTurn(live.current(), { session: newSession(HOME), text, asOf: '2022-05-01' }).reply.policies[0];
  const kindFor = (text: string): string =>
    takeTurn(live.current(), { session: newSession(HOME), text, asOf: '2022-05-01' }).reply.kind;

  it('keeps its version while nothing is written', () => {
    expect(live.refresh()).toBe(false);
    expect(version()).toBe(first);
  });

  it('keeps its version when a file is saved without a change', () => {
    utimesSync(join(root, SHEEP), 1_700_000_000, 1_700_000_000);
    expect(live.refresh()).toBe(false);
    expect(version()).toBe(first);
  });

  it('answers the next question by a line that was added', () => {
    const before = read(SHEEP);
    expect(policyFor(UNHEARD)).not.toBe('hangjin-sheep-sale');
    write(SHEEP, before.replace('说法:\n', `说法:\n  - ${UNHEARD}\n`));
    expect(live.refresh()).toBe(true);
    expect(policyFor(UNHEARD)).toBe('hangjin-sheep-sale');
    expect(version()).not.toBe(first);
    expect(logged()).toContain(version());
  });

  it('stays with the good version when a file is broken, and tells the operator the file and the line', () => {
    const good = read(SHEEP);
    const before = version();
    write(SHEEP, good.replace('每单位元: 100', '每单位元: 一百'));
    expect(live.refresh()).toBe(false);
    expect(version()).toBe(before);
    expect(policyFor(UNHEARD)).toBe('hangjin-sheep-sale');
    const line = good.split('\n').findIndex((text) => text.includes('每单位元')) + 1;
    expect(logged()).toContain(`${SHEEP} 第 ${line} 行「标准 › 第 1 条 › 每单位元」：写的是“一百”`);
    expect(live.refresh(), 'the same mistake is told once').toBe(false);
    expect(logged()).toBe('');
    write(SHEEP, good);
    expect(live.refresh(), 'the same content is no new version').toBe(false);
    expect(version()).toBe(before);
  });

  it('takes the mended file into service', () => {
    const good = read(SHEEP);
    const before = version();
    write(SHEEP, good.replace('类别: 产业', '类别：产业'));
    expect(live.refresh()).toBe(false);
    write(SHEEP, good.replace('别名:\n', '别名:\n  - 圪蹽补贴\n'));
    expect(live.refresh()).toBe(true);
    expect(version()).not.toBe(before);
    expect(logged()).toContain('类别：');
  });

  it('does the same for intents', () => {
    const before = version();
    expect(kindFor('嘎嘎嘎哟喂')).not.toBe('other');
    write(GREETING, read(GREETING).replace('说法:\n', '说法:\n  - 嘎嘎嘎哟喂\n'));
    expect(live.refresh()).toBe(true);
    expect(kindFor('嘎嘎嘎哟喂')).toBe('other');
    expect(version()).not.toBe(before);
  });

  it('notices a file that is added and one that is taken away, and is back at its first version with its first content', () => {
    const path = 'policy-kb/glossary/local.yaml';
    const before = version();
    write(path, '编号: local\n词:\n  - 标准: 羊羔\n    说法:\n      - 圪蹽\n');
    expect(live.refresh()).toBe(true);
    expect(live.current().standard('圪蹽')).toBe('羊羔');
    unlinkSync(join(root, path));
    expect(live.refresh()).toBe(true);
    expect(version()).toBe(before);
    for (const changed of [SHEEP, GREETING]) cpSync(join(project, changed), join(root, changed));
    expect(live.refresh()).toBe(true);
    expect(version()).toBe(first);
  });

  it('goes on when a file is half written or no text at all', () => {
    appendFileSync(join(root, SHEEP), '  - 问: "没写完');
    expect(live.refresh()).toBe(false);
    writeFileSync(join(root, SHEEP), Buffer.from([0xff, 0xfe, 0x00, 0x81]));
    expect(live.refresh()).toBe(false);
    expect(version()).toBe(first);
    expect(logged()).toContain('文字编码不对');
  });
});

describe('a start in the middle of a mistake', () => {
  const root = mkdtempSync(join(tmpdir(), 'cunkou-start-'));
  const lines = new PassThrough();
  const log = createLog({ level: 'info', to: lines });
  const sheep = join(root, 'policy-kb/policies/sheep-sale.yaml');
  const start = (everyMs: number | null): LiveData =>
    createLiveData({ root, defaultRegion: null, log, everyMs, fingerprint: dataFingerprint });
  const breakIt = (): void =>
    writeFileSync(sheep, readFileSync(sheep, 'utf8').replace('每单位元: 100', '每单位元: 一百'));

  beforeAll(() => cpSync(join(project, 'tests/broken-data/sound'), root, { recursive: true }));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is refused where there never was a good version', () => {
    const good = readFileSync(sheep, 'utf8');
    breakIt();
    expect(() => start(60_000)).toThrow(
      /数据有错，不能启动：\npolicy-kb\/policies\/sheep-sale\.yaml 第 34 行/,
    );
    writeFileSync(sheep, good);
  });

  it('works with the last good version, says loudly what is wrong, and takes the mended files', () => {
    const good = readFileSync(sheep, 'utf8');
    const before = start(60_000);
    const { version } = before.current().knowledge;
    expect(before.mistakes()).toEqual([]);
    before.stop();
    breakIt();
    lines.read();
    const after = start(60_000);
    expect(after.current().knowledge.version).toBe(version);
    expect(after.mistakes()).toEqual([
      expect.stringMatching(/^policy-kb\/policies\/sheep-sale\.yaml 第 34 行.*“一百”/),
    ]);
    const logged = String(lines.read());
    expect(logged).toContain('"level":50');
    expect(logged).toContain('started with the last good version');
    expect(logged).toContain('sheep-sale.yaml 第 34 行');
    writeFileSync(sheep, good.replace('  - 羊补贴\n', '  - 羊补贴\n  - 卖羊钱\n'));
    expect(after.refresh()).toBe(true);
    expect(after.mistakes()).toEqual([]);
    const mended = after.current().knowledge.version;
    after.stop();
    breakIt();
    const again = start(60_000);
    expect(again.current().knowledge.version, 'the newest good version is the one that is kept').toBe(mended);
    again.stop();
    expect(readdirSync(join(root, 'data/last-good'))).toEqual([mended]);
  });

  it('is refused all the same for a one-off command', () => {
    expect(() => start(null)).toThrow('数据有错，不能启动');
  });
});
