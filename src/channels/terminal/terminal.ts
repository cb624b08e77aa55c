import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../../clock/clock.ts';
import type { Inbox } from '../../conversation/conversation.ts';
import type { Log } from '../../log/log.ts';
import type { Capabilities, Channel } from '../channel.ts';

/** A chat in the terminal, for whoever keeps the data or takes the code over. */
export interface TerminalChannel extends Channel {
  /** Resolves when the person has left (空行 does not leave; 退出 and the end of input do). */
  readonly left: Promise<void>;
}

/** What the terminal allows. */
export const terminalCapabilities: Capabilities = {
  text: { limit: 20_000, unit: 'characters' },
  buttons: 0,
  pictures: { in: false, out: false },
  groups: false,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  quotas: [],
  pauseMs: null,
  inlineReplyMs: null,
  pulls: true,
};

const FAILED = '对不起，出了点问题，这句话没有处理成。请再发一遍，还不行就看日志。';

const LEAVE = /^(?:退出|exit|quit)$/i;

/** Each line typed is one message of `person`; each reply is printed below it. */
export function createTerminalChannel(parts: {
  inbox: Inbox;
  clock: Clock;
  input: Readable;
  output: Writable;
  person: string;
  log?: Log;
}): TerminalChannel {
  const { inbox, clock, input, output, person, log } = parts;
  const prompt = `${person}：`;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  // A pasted text arrives as many lines at once: they are answered one after the other, and leaving waits for them.
  let working = Promise.resolve();

  async function answer(line: string): Promise<void> {
    const message = {
      channel: 'terminal',
      chat: person,
      messageId: randomUUID(),
      sender: person,
      text: line,
    };
    let said: string;
    try {
      said = (await inbox.handle({ ...message, receivedAt: clock.now().toISOString() })).text;
    } catch (error) {
      // What was typed may stand in the error's message: only its kind is logged.
      log?.error(
        { error: error instanceof Error ? error.name : typeof error },
        'a message from the terminal failed',
      );
      said = FAILED;
    }
    output.write(`\n村口：${said.split('\n').join('\n      ')}\n\n${prompt}`);
  }

  return {
    name: 'terminal',
    left,
    // Replies are printed as they are worked out; this is what comes unasked.
    send({ chat, text, id }) {
      if (chat !== person) return Promise.resolve({ kind: 'never', reason: 'nobody of that name is here' });
      output.write(`\n村口：${text.split('\n').join('\n      ')}\n`);
      return Promise.resolve({ kind: 'sent', messageId: id });
    },
    async start() {
      output.write(prompt);
      let leaving = false;
      lines.on('line', (line) => {
        // Lines that arrived together with 退出 still come out of readline after it is closed.
        if (leaving) return;
        leaving = LEAVE.test(line.trim());
        if (leaving) lines.close();
        else if (line.trim() !== '') working = working.then(() => answer(line));
      });
      lines.on('close', () => {
        working = working.finally(leave);
      });
    },
    async stop() {
      lines.close();
      await left;
    },
  };
}
