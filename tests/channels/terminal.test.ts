import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminalChannel } from '../../src/channels/terminal/terminal.ts';
import { fixedClock } from '../../src/clock/clock.ts';
import type { Inbox } from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';

it('says a sentence when a message fails, logs it without its text, and goes on', async () => {
  const [input, output, lines] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const inbox: Inbox = {
    accept: () => Promise.reject(new Error('not used')),
    settle: () => Promise.reject(new Error('not used')),
    handle: ({ text }) => Promise.reject(new Error(`disk full while writing ${text}`)),
    recover: () => Promise.resolve(0),
    notify: () => Promise.resolve([]),
    openFile: async () => null,
    onReply: () => () => undefined,
    onNotice: () => () => undefined,
  };
  const log = createLog({ level: 'info', to: lines });
  const clock = fixedClock('2025-05-01T04:00:00Z');
  const terminal = createTerminalChannel({ inbox, clock, input, output, person: '老乡', log });
  await terminal.start();
  input.end('我家的事\n再说一遍\n');
  await terminal.left;
  expect(String(output.read()).split('村口：对不起，出了点问题')).toHaveLength(3);
  const logged = String(lines.read());
  expect(logged).toContain('a message from the terminal failed');
  expect(logged).not.toContain('我家的事');
});
