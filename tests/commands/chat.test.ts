import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runChat } from '../../src/commands/chat.ts';
import { villageRoot } from './village.ts';

const root = villageRoot();
const errors: string[] = [];

beforeEach(() => {
  errors.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
});
afterEach(() => vi.restoreAllMocks());

async function chat(
  options: { as?: string; region?: string; on?: string },
  typed: string,
): Promise<{ status: number; shown: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(typed);
  const status = await runChat(root, { as: '老乡', ...options }, { input, output });
  return { status, shown: String(output.read() ?? '') };
}

describe('chat', () => {
  it('answers a person of that name, from that place, on that day, until the input ends', async () => {
    const { status, shown } = await chat(
      { as: '王大娘', region: '示范旗', on: '2024-06-01' },
      '12只羊出栏补多少\n\n那30只呢\n',
    );
    expect(status).toBe(0);
    expect(shown).toMatch(/^王大娘：\n村口：.*1080元/);
    expect(shown.split('\n村口：')).toHaveLength(3);
    expect(shown).toContain('2700元');
    expect(shown.endsWith('王大娘：')).toBe(true);
  });

  it('asks for the place when none is given', async () => {
    const { shown } = await chat({ on: '2025-05-01' }, '30只羊出栏补多少\n示范旗\n');
    const [, first, second] = shown.split('\n村口：');
    expect(first).not.toContain('2000');
    expect(second).toContain('2000元');
  });

  it.each(['退出', 'exit', 'QUIT'])('ends with %s and reads nothing behind it', async (word) => {
    const { status, shown } = await chat({}, `你好\n ${word} \n你好\n`);
    expect(status).toBe(0);
    expect(shown.split('\n村口：')).toHaveLength(2);
  });

  it.each(['2021-2-3', '2025-02-30', '明天', ''])('refuses the day “%s”', async (on) => {
    expect(await chat({ on }, '你好\n')).toEqual({ status: 1, shown: '' });
    expect(errors).toEqual([`--on：日期要写成 2021-09-01 这样，写的是“${on}”。`]);
  });

  it('refuses a place that nobody knows', async () => {
    expect(await chat({ region: '无名县' }, '你好\n')).toEqual({ status: 1, shown: '' });
    expect(errors.join()).toContain('没有叫“无名县”的地方');
  });
});
