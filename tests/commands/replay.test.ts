import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runReplay } from '../../src/commands/replay.ts';
import { standInJob } from '../conversation/stand-in-job.ts';
import { PROJECT, villageRoot } from './village.ts';

const root = villageRoot();
const VILLAGE = '内蒙古自治区/示范旗/甲镇/甲村';
const WANG = { person: 'wang', name: '王秀英', role: 'cadre', region: VILLAGE };
const TOWN = { person: 'town', name: '丁海霞', role: 'township', region: '内蒙古自治区/示范旗/甲镇' };

interface Sent {
  at: string;
  to: string;
  text: string;
  options: string[];
  in: string | null;
  about: string;
}

interface Failed {
  id: unknown;
  kind: 'error';
  error: string;
}

/** Plays lines with the stand-in for the report job; a text stands for a line as it is. */
async function replay(
  lines: readonly (object | string)[],
  job = standInJob(['town']),
): Promise<{ status: number; sent: Sent[]; errors: string[]; out: (Sent | Failed)[] }> {
  const out: (Sent | Failed)[] = [];
  const script = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const status = await runReplay(root, (line) => out.push(JSON.parse(line)), Readable.from([script]), {
    report: job,
  });
  const sent = out.filter((line): line is Sent => 'to' in line);
  const errors = out.flatMap((line) => ('error' in line ? [line.error] : []));
  return { status, sent, errors, out };
}

const on = (time: string, from: string, more: object) => ({
  at: `2026-03-18T${time}:00+08:00`,
  from,
  ...more,
});

describe('replay', () => {
  it('tells what is sent to whom, replies before their notices, each at its time', async () => {
    const { status, out } = await replay([
      { region: VILLAGE },
      WANG,
      TOWN,
      on('09:30', 'wang', { text: '报 三组王建国住院' }),
      on('09:31', 'wang', { choose: '对' }),
    ]);
    expect(status).toBe(0);
    expect(out).toEqual([
      {
        at: '2026-03-18T09:30:00+08:00',
        to: 'wang',
        text: '三组王建国住院，对吗？',
        options: ['对', '不对'],
        in: null,
        about: 'report-read-back',
      },
      {
        at: '2026-03-18T09:31:00+08:00',
        to: 'wang',
        text: '记下了，第1号。',
        options: [],
        in: null,
        about: 'report',
      },
      {
        at: '2026-03-18T09:31:00+08:00',
        to: 'town',
        text: '王秀英报了：三组王建国住院',
        options: ['通过 1', '退回 1'],
        in: null,
        about: 'report-filed',
      },
    ]);
  });

  it('sends what falls due between two lines at its own moment, in order, once', async () => {
    const { sent } = await replay([
      WANG,
      on('09:30', 'wang', { text: '报 三组' }),
      on('10:00', 'wang', { text: '报 四组' }),
      { at: '2026-03-18T23:00:00+08:00' },
      { at: '2026-03-19T09:30:00+08:00' },
      { at: '2026-03-25T00:00:00+08:00' },
      { at: '2026-03-26T09:00:00+08:00', from: 'wang', text: '你好' },
    ]);
    expect(sent.map(({ at, about }) => [at, about])).toEqual([
      ['2026-03-18T09:30:00+08:00', 'report-read-back'],
      ['2026-03-18T10:00:00+08:00', 'report-read-back'],
      ['2026-03-19T09:30:00+08:00', 'draft-lapsed'],
      ['2026-03-19T10:00:00+08:00', 'draft-lapsed'],
      ['2026-03-26T09:00:00+08:00', 'other'],
    ]);
  });

  it('presses what a notice offers, and an option that stands further up', async () => {
    const { sent, errors } = await replay([
      WANG,
      TOWN,
      on('09:30', 'wang', { text: '报 三组' }),
      on('09:31', 'wang', { text: '你好' }),
      on('09:32', 'wang', { choose: '对' }),
      on('09:33', 'town', { choose: '退回 1' }),
      on('09:34', 'town', { choose: '对' }),
      on('09:35', 'wang', { choose: '通过 1' }),
    ]);
    expect(sent.map(({ to, about }) => `${to} ${about}`)).toEqual([
      'wang report-read-back',
      'wang other',
      'wang report',
      'town report-filed',
      expect.stringMatching(/^town /),
    ]);
    expect(errors).toEqual([
      'choose: “对” was not offered to town; last offered: nothing',
      'choose: “通过 1” was not offered to wang; last offered: nothing',
    ]);
  });

  it('keeps groups apart from private chats, silent unless addressed', async () => {
    const job = standInJob();
    const { sent } = await replay(
      [
        WANG,
        on('09:30', 'wang', { text: '报 三组', in: 'wang' }),
        on('09:31', 'wang', { text: '12只羊出栏补多少', in: 'g1', mention: true }),
        on('09:32', 'wang', { text: '我的信息', in: 'g1', mention: true }),
      ],
      job,
    );
    expect(sent).toMatchObject([
      { to: 'wang', in: 'g1', about: 'answer', text: expect.stringContaining('元') },
      { to: 'wang', in: 'g1', about: 'private-only' },
    ]);
    expect(job.seen).toEqual([]);
  });

  it('sends a picture, alone or with words', async () => {
    const { sent } = await replay([
      WANG,
      on('09:30', 'wang', { text: '报 三组' }),
      on('09:31', 'wang', { attachment: { kind: 'image', name: '发票.jpg' } }),
    ]);
    expect(sent.at(-1)?.text).toBe('收到1张。');
  });

  it('gives households their people and helpers, whichever comes first', async () => {
    const household = {
      household: '王建国',
      region: '甲村',
      group: 3,
      category: '脱贫户',
      members: [{ name: '刘桂兰', relation: '配偶' }],
      helper: 'wang',
    };
    const own = { person: 'jg', name: '王建国', role: 'villager', region: VILLAGE, household: '王建国' };
    const ask = on('09:30', 'jg', { text: '我的信息' });
    for (const lines of [
      [WANG, household, own],
      [own, household, WANG],
      [household, own],
    ]) {
      const { sent, errors } = await replay([{ region: VILLAGE }, ...lines, ask]);
      expect(errors).toEqual([]);
      expect(sent[0]?.text).toContain('户主王建国，脱贫户');
      expect(sent[0]?.text).toContain('刘桂兰（配偶）');
    }
  });

  it('tells what is wrong with a line, goes on, and ends with 1', async () => {
    const { status, out, errors } = await replay([
      '{"region": ',
      { id: 'x7', person: 'p', name: '甲', role: 'king', region: VILLAGE },
      { bogus: 1 },
      WANG,
      WANG,
      { person: 'p2', name: '乙', role: 'cadre', region: '无名村' },
      on('09:30', 'nobody', { text: '你好' }),
      on('09:30', 'wang', {}),
      { at: '2026-03-18T09:30:00', from: 'wang', text: '你好' },
      { at: '2026-03-18T08:00:00+08:00' },
      on('09:31', 'wang', { text: '你好' }),
    ]);
    expect(status).toBe(1);
    expect(out.find((line) => 'id' in line && line.id === 'x7')).toMatchObject({ kind: 'error' });
    expect(errors).toEqual([
      expect.stringContaining('line 1: not JSON'),
      expect.stringContaining('line 2: role'),
      expect.stringContaining('line 3'),
      expect.stringContaining('“wang” is there already'),
      expect.stringContaining('“无名村”'),
      expect.stringContaining('“nobody”'),
      expect.stringContaining('line 8'),
      expect.stringContaining('line 9: at'),
      expect.stringContaining('lies before'),
    ]);
    expect(out.at(-1)).toMatchObject({ to: 'wang', about: 'other' });
  });

  it('plays a script without a time, and an empty one', async () => {
    expect(await replay([{ region: VILLAGE }, WANG])).toMatchObject({ status: 0, out: [] });
    expect(await replay([])).toMatchObject({ status: 0, out: [] });
  });

  it('runs as a command with the real report job and the real policies', { timeout: 60_000 }, () => {
    const village = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇/示范嘎查';
    const input = [
      { region: village },
      { ...WANG, region: village },
      {
        household: '王建国',
        region: village,
        group: 3,
        category: '脱贫户',
        members: [{ name: '王建国', relation: '户主' }],
        helper: 'wang',
      },
      on('09:30', 'wang', { text: '三组王建国媳妇上周查出乳腺癌,自己掏了两万三' }),
    ];
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts', 'replay', '--jsonl'], {
      cwd: PROJECT,
      input: input.map((line) => JSON.stringify(line)).join('\n'),
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    const lines = run.stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ to: 'wang', text: expect.stringContaining('王建国') });
  });
});
