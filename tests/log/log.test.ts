import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog, type Log } from '../../src/log/log.ts';

const ID = '152727196001011234';
const CARD = '6222021234567890123';
const PHONE = '13812345678';

function logged(write: (log: Log) => void): string {
  const to = new PassThrough();
  write(createLog({ level: 'debug', to }));
  return String(to.read() ?? '');
}

function parsed(write: (log: Log) => void): Record<string, unknown> {
  return JSON.parse(logged(write));
}

describe('the scrubber', () => {
  it.each([
    [ID, '152***34'],
    ['15272719600101123X', '152***3X'],
    ['152727 19600101 1234', '152***34'],
    [CARD, '622***23'],
    ['6222 0212 3456 7890', '622***90'],
    ['１５２７２７１９６００１０１１２３４', '１５２***３４'],
    [PHONE, '138***78'],
    ['138 1234 5678', '138***78'],
    ['+8613812345678', '+861***78'],
  ])('masks %s', (number, masked) => {
    expect(parsed((log) => log.info(`张三的${number}号`)).msg).toBe(`张三的${masked}号`);
  });

  it.each([
    '25只羊2000元',
    '2025-03-01T00:00:00.000Z',
    '00000000-1111-4222-8333-138123456789',
    '电话0477-6621234',
    '1740787200000',
  ])('leaves %s as it is', (harmless) => {
    expect(parsed((log) => log.info(harmless)).msg).toBe(harmless);
  });

  it('reaches everything that can be logged', () => {
    const line = logged((log) => {
      const error = new Error(`cannot call ${PHONE}`, { cause: new Error(ID) });
      log
        .child({ bound: CARD })
        .error({ err: error, deep: [{ deeper: { n: Number(PHONE) } }], [`key ${PHONE}`]: 1 }, 'for %s', ID);
    });
    for (const secret of [ID, CARD, PHONE]) expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ bound: '622***23', msg: 'for 152***34' });
  });

  it('hides the keys text, phone and idCard at any depth', () => {
    const line = parsed((log) =>
      log.info({ text: '我家五口人', a: [{ b: { phone: 1, idCard: null } }] }, 'x'),
    );
    expect(line).toMatchObject({ text: '[hidden]', a: [{ b: { phone: '[hidden]', idCard: '[hidden]' } }] });
  });

  it('writes one JSON object per line', () => {
    const lines = logged((log) => {
      log.info('one\ntwo');
      log.warn({ channel: 'web' }, 'three');
    });
    expect(lines.trimEnd().split('\n')).toHaveLength(2);
    expect(lines.endsWith('}\n')).toBe(true);
  });
});

it('writes nothing below its level', () => {
  const to = new PassThrough();
  createLog({ level: 'warn', to }).info('quiet');
  expect(to.read()).toBeNull();
});

describe('an error', () => {
  it('keeps of itself what tells where it happened, not what it happened with', () => {
    const line = logged((log) => {
      const broken = Object.assign(new Error('duplicate key value violates unique constraint "chats_key"'), {
        code: '23505',
        constraint: 'chats_key',
        detail: 'Key (chat, sender)=(o-wang-1, 王秀英) already exists.',
        payload: { chat_id: 700001, note: '三组王建国住院' },
        cause: jsonError('三组王建国媳妇住院了'),
      });
      log.error({ err: broken }, 'x');
    });
    for (const word of ['王秀英', '王建国', 'o-wang-1', '700001']) expect(line).not.toContain(word);
    expect(JSON.parse(line)).toMatchObject({
      err: {
        type: 'Error',
        code: '23505',
        constraint: 'chats_key',
        message: expect.stringContaining('unique constraint "chats_key"'),
        stack: expect.stringContaining('log.test.ts'),
      },
    });
  });
});

/** What the engine says of text that is no JSON: it quotes it. */
function jsonError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    expect(String(error)).toContain('王建国');
    return error;
  }
}
