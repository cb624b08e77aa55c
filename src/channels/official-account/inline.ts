import type { StoredReply } from '../../conversation/conversation.ts';
import type { ChannelParts, Outgoing, SendResult } from '../channel.ts';
import type { UnderWay } from '../tencent/under-way.ts';

export interface InlineTiming {
  /** So long a request of the platform is held, which gives up after 5 seconds and comes again, three times in all. */
  reply: number;
  /** So long after a broken answer the platform may still come again. */
  again: number;
  /** So long a message is remembered for its next deliveries. */
  remember: number;
}

/** Answers in the platform's own requests, all deliveries of one message alike. */
export interface InlineAnswers {
  /**
   * The reply that goes back in this request; null: nothing goes back, it comes as a message of its own, or there is
   * none. Throws where the message could not be kept.
   * @param key the same for every delivery of one message
   * @param accept keeps the message and gives its id; asked once
   */
  answer(key: string, accept: () => Promise<string>): Promise<Outgoing | null>;
  /** What became of the request whose answer that was. */
  answered(key: string, arrived: boolean): void;
  /** Once nothing is under way any more: what was claimed and has not arrived goes by a message of its own. */
  stop(): Promise<void>;
}

interface Delivery {
  accepted: Promise<string>;
  settled: Promise<StoredReply | null>;
  /** Made by the first request that sees the reply in time; the others give the same answer. */
  decision: Promise<Outgoing | null> | null;
  claimed: Outgoing | null;
  /** The request that carries the claimed one is over, well or not. */
  over: () => void;
  giveUp: NodeJS.Timeout | null;
}

const LATE = Symbol('late');
const BROKE_OFF: SendResult = {
  kind: 'later',
  afterMs: 0,
  scope: 'chat',
  reason: 'the platform’s request broke off',
};
const NOT_OVER: SendResult = { kind: 'unknown', reason: 'stopped before the platform’s request was over' };

export function createInlineAnswers({
  inbox,
  replies,
  underWay,
  timing,
  fits,
  send,
  failed,
}: {
  inbox: ChannelParts['inbox'];
  replies: ChannelParts['replies'];
  underWay: UnderWay;
  timing: InlineTiming;
  /** Can it go back in a request? */
  fits: (outgoing: Outgoing) => boolean;
  send: (outgoing: Outgoing) => Promise<SendResult>;
  /** What went wrong behind an answered request. */
  failed: (error: unknown) => void;
}): InlineAnswers {
  const deliveries = new Map<string, Delivery>();

  function begin(key: string, accept: () => Promise<string>): Delivery {
    const accepted = accept();
    const settled = accepted.then((id) => inbox.settle(id));
    // A message that was kept and not worked out is settled later; nothing of it is lost.
    underWay.add(settled.catch(failed));
    const delivery: Delivery = {
      accepted,
      settled,
      decision: null,
      claimed: null,
      over: () => undefined,
      giveUp: null,
    };
    deliveries.set(key, delivery);
    // It is asked for its outcome a few times within seconds, and never again.
    setTimeout(() => forget(key, delivery), timing.remember).unref();
    return delivery;
  }

  function forget(key: string, delivery: Delivery): void {
    if (deliveries.get(key) === delivery) deliveries.delete(key);
  }

  async function decide(delivery: Delivery): Promise<Outgoing | null> {
    const outgoing = await replies.claim(await delivery.accepted);
    if (outgoing === null) return null;
    if (fits(outgoing)) {
      delivery.claimed = outgoing;
      const over = new Promise<void>((resolve) => {
        delivery.over = resolve;
      });
      underWay.add(over);
      return outgoing;
    }
    underWay.add(settle(outgoing, send(outgoing)));
    return null;
  }

  async function settle(outgoing: Outgoing, result: Promise<SendResult> | SendResult): Promise<void> {
    try {
      await replies.settle(outgoing, await result);
    } catch (error) {
      failed(error);
    }
  }

  function giveUp(delivery: Delivery, result: SendResult): Promise<void> {
    const { claimed } = delivery;
    if (claimed === null) return Promise.resolve();
    delivery.claimed = null;
    delivery.decision = Promise.resolve(null);
    return settle(claimed, result);
  }

  async function answerTo(key: string, accept: () => Promise<string>): Promise<Outgoing | null> {
    const delivery = deliveries.get(key) ?? begin(key, accept);
    const timer = after(timing.reply);
    try {
      const id = await Promise.race([delivery.accepted, timer.over]);
      if (id === LATE) throw new Error('the message could not be kept in time');
      const reply = await Promise.race([delivery.settled.catch(() => null), timer.over]);
      if (reply === null || reply === LATE) return null;
      delivery.decision ??= decide(delivery);
      return await delivery.decision;
    } catch (error) {
      // The platform brings it again, and it is tried anew.
      forget(key, delivery);
      throw error;
    } finally {
      timer.stop();
    }
  }

  return {
    answer(key, accept) {
      const answer = answerTo(key, accept);
      underWay.add(answer);
      return answer;
    },
    answered(key, arrived) {
      const delivery = deliveries.get(key);
      if (delivery?.claimed == null) return;
      delivery.over();
      if (!arrived) {
        delivery.giveUp ??= setTimeout(() => underWay.add(giveUp(delivery, BROKE_OFF)), timing.again).unref();
        return;
      }
      if (delivery.giveUp !== null) clearTimeout(delivery.giveUp);
      const outgoing = delivery.claimed;
      delivery.claimed = null;
      // An answer has no number of its own.
      underWay.add(settle(outgoing, { kind: 'sent', messageId: null }));
    },
    async stop() {
      const left = [...deliveries.values()];
      // A request that is still open may yet arrive.
      await Promise.all(left.map((one) => giveUp(one, one.giveUp === null ? NOT_OVER : BROKE_OFF)));
    },
  };
}

function after(ms: number): { over: Promise<typeof LATE>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  return { over, stop: () => clearTimeout(timer) };
}
