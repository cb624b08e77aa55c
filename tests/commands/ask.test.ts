import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { runAsk } from '../../src/commands/ask.ts';
import { PROJECT, villageRoot } from './village.ts';

const root = villageRoot();
const sheep = { text: '30只羊出栏补多少', region: '示范旗', as_of: '2025-05-01' };

interface Answer {
  id: unknown;
  kind: string;
  text: string;
  amount: number | null;
  status: string | null;
  policies: string[];
  citations: { document: string; clause: string }[];
  options: { label: string }[];
  ms: number;
  error: string;
}

async function ask(...lines: unknown[]): Promise<{ status: number; answers: Answer[] }> {
  const answers: Answer[] = [];
  const input = Readable.from(
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`),
  );
  const status = await runAsk(root, (line) => answers.push(JSON.parse(line) as Answer), input);
  return { status, answers };
}

describe('ask --jsonl', () => {
  it('gives one line for each, in the same order, with everything that the contract names', async () => {
    const { status, answers } = await ask(
      { id: 'q1', ...sheep },
      '',
      { id: 2, text: '你好' },
      { id: 'q3', text: '孩子上小学能补多少', region: '内蒙古自治区/示范旗', as_of: '2025-05-01' },
    );
    expect(status).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['q1', 2, 'q3']);
    expect(answers[0]).toEqual({
      id: 'q1',
      kind: 'answer',
      text: expect.stringContaining('2000'),
      citations: [{ document: 'village-2024', clause: '一(一)1' }],
      policies: ['sheep-sale'],
      amount: 2000,
      status: 'in_force',
      options: [],
      ms: expect.any(Number),
    });
    expect(answers[1]?.kind).toBe('other');
    expect(answers[2]?.text).toContain('2500');
  });

  it('tells what is wrong with a line, goes on, and ends with status 1', async () => {
    const { status, answers } = await ask(
      { id: 'a', ...sheep },
      '{"id": "b", "text": ',
      { id: 'c' },
      { id: 'd', text: '补多少', turns: ['补多少'] },
      { id: 'e', text: '补多少', as_of: '2025-02-30' },
      { id: 'f', text: '补多少', region: '没有这个地方' },
      { text: '没有编号' },
      '[]',
      'null',
      { id: 'z', ...sheep },
    );
    expect(status).toBe(1);
    expect(answers.map(({ kind }) => kind).join(' ')).toBe(
      'answer error error error error error error error error answer',
    );
    expect(answers.map(({ id }) => id)).toEqual(['a', null, 'c', 'd', 'e', 'f', null, null, null, 'z']);
    expect(answers[1]?.error).toMatch(/^line 2: not JSON/);
    expect(answers[2]?.error).toBe('line 3: line: give either text or turns');
    expect(answers[3]?.error).toBe('line 4: line: give either text or turns');
    expect(answers[4]?.error).toMatch(/^line 5: as_of: /);
    expect(answers[5]?.error).toBe('region: “没有这个地方” is neither a known path nor an unambiguous name');
    expect(answers[6]?.error).toMatch(/^line 7: id: /);
  });

  it('takes turns as one conversation and answers the last of them', async () => {
    const { answers } = await ask({
      id: 't',
      ...sheep,
      text: undefined,
      turns: ['30只羊出栏补多少', '那12只呢'],
    });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ amount: 1200, policies: ['sheep-sale'] });
  });

  it('asks for the place where no line has told it, and takes the answer in a later turn', async () => {
    const { answers } = await ask(
      { id: 'p1', ...sheep, region: undefined },
      { id: 'p2', ...sheep, region: undefined, text: undefined, turns: ['30只羊出栏补多少', '示范旗'] },
    );
    expect(answers[0]?.kind).toBe('question');
    expect(answers[1]).toMatchObject({ kind: 'answer', amount: 2000 });
  });

  it('knows what facts tell of the household', async () => {
    const question = { ...sheep, text: '卖羊的补贴我能不能享受' };
    const { answers } = await ask(
      { id: 'f1', ...question, facts: { category: '脱贫户' } },
      { id: 'f2', ...question, facts: { category: '一般户' } },
      { id: 'f3', ...question, facts: { category: '没听说过', hens: 3 } },
    );
    expect(answers[0]?.text).not.toBe(answers[1]?.text);
    expect(answers[1]?.text).toContain('一般户');
    expect(answers[2]?.kind).toBe('answer');
  });

  it('answers as of the day that the line names', async () => {
    const { answers } = await ask(
      { id: 'd1', ...sheep, text: '12只羊出栏补多少', as_of: '2024-06-01' },
      { id: 'd2', ...sheep, text: '12只羊出栏补多少', as_of: '2025-06-01' },
      { id: 'd3', ...sheep, as_of: '2023-06-01' },
      { id: 'd4', ...sheep, as_of: '2030-06-01' },
    );
    expect(answers.map(({ amount }) => amount).slice(0, 2)).toEqual([1080, 1200]);
    expect(answers[2]?.status).toBe('not_yet');
    expect(answers[3]?.text).toContain('2027');
  });

  it('mixes up no two conversations', async () => {
    const { answers } = await ask({ id: 'm1', ...sheep }, { id: 'm2', ...sheep, region: undefined });
    expect(answers.map(({ amount }) => amount)).toEqual([2000, null]);
  });

  it('as a command writes nothing but its lines to standard output', async () => {
    const child = spawn('npm', ['run', '--silent', 'cunkou', '--', 'ask', '--jsonl'], {
      cwd: PROJECT,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    child.stdin.end(
      `{"id": "q1", "text": "25只羊出栏补多少", "region": "杭锦旗", "as_of": "2022-05-01"}\nnot JSON\n`,
    );
    const [output, , status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on('close', resolve)),
    ]);
    const lines = output.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: 'q1', kind: 'answer', amount: 2000 });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ id: null, kind: 'error' });
    expect(status).toBe(1);
  });
});
