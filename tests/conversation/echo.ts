import type { Reply } from '../../src/conversation/message.ts';
import type { Turn } from '../../src/conversation/message-turn.ts';

/** A whole reply around a text. */
export function replyWith(text: string, more: Partial<Reply> = {}): Reply {
  return {
    kind: 'answer',
    text,
    options: [],
    citations: [{ document: 'hq-2024', clause: '五(一)1' }],
    policies: ['sheep'],
    amount: 2000,
    status: 'in_force',
    ...more,
  };
}

/**
 * A turn that remembers in its session all that it heard and repeats the last. It does not understand 不懂, and
 * throws on 坏 as often as `faults` says.
 */
export function echo(faults = { left: Number.POSITIVE_INFINITY }): Turn {
  return async ({ session, text, asOf }) => {
    const heard = [...(Array.isArray(session) ? session : []), text];
    if (text.includes('坏') && faults.left > 0) {
      faults.left -= 1;
      throw new SyntaxError(`Unexpected token in ${text}`);
    }
    const openQuestion = { region: '杭锦旗', reason: 'unknown' as const };
    const result = { session: heard, reply: replyWith(`${asOf} ${heard.length}: ${text}`) };
    return text.includes('不懂') ? { ...result, openQuestion } : result;
  };
}
