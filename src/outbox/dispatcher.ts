import { randomUUID } from 'node:crypto';
import { outboxRowOfKey, replyOf, takeQueued } from '../storage/storage.ts';
import { type Claim, type Claimed, type ClaimParts, claim, FAILURES_TO_BREAK } from './claim.ts';
import { ALL_HOURS, ALWAYS, HOURS, type HoursTable, hoursOpen } from './hours.ts';
import { expire, forgetOldSends, place, recover } from './house.ts';
import { createLoop } from './loop.ts';
import { nextLapse, nextOfChannel } from './next.ts';
import { outgoingOf } from './outgoing.ts';
import { createPace } from './pace.ts';
import { type Line, type OutboxParts, type Sender, TIMING } from './parts.ts';
import type { Capabilities, Outgoing, SendResult } from './sending.ts';
import { type Outcome, settleOutcomes } from './settle.ts';
import { noCalendarYear } from './wording.ts';

/** Sends what is queued. */
export interface Outbox {
  /** From now on things may leave by that channel; before `start`. */
  open(sender: Sender, capabilities: Capabilities): void;
  /** Sends all that may leave at this moment and gives the next moment at which something may; for replays and tests. */
  flush(): Promise<Date | null>;
  /** The first moment later than `after` at which something may leave or is of no use any more; null: none is known. */
  next(after: Date): Promise<Date | null>;
  /** Begins to send by itself, each channel at its own pace. */
  start(): void;
  /** Takes nothing new up, and waits a little for what is under way. */
  stop(): Promise<void>;
  /** Something was queued: to be called after each commit. */
  wake(): void;
  /** For channels that hand a reply back in the platform's own request. */
  readonly replies: {
    /** Takes the reply to an accepted message. Null: it is being sent, or was, or there is none. */
    claim(incomingId: string): Promise<Outgoing | null>;
    settle(outgoing: Outgoing, result: SendResult): Promise<void>;
  };
}

/** The key of the row by which a reply leaves. */
export const replyKey = (replyId: string): string => `reply:${replyId}`;

const DAY_MS = 24 * 60 * 60 * 1000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { storage, clock, log } = parts;
  const hours = parts.hours ?? HOURS;
  const timing = { ...TIMING, ...parts.timing };
  const random = parts.random ?? Math.random;
  const owner = randomUUID();
  const lines = new Map<string, Line>();
  /** Milliseconds since 1970 at which what had to wait for a limit may leave, by channel. */
  const untils = new Map<string, number>();
  const claimedInline = new Map<string, Claimed['row']>();
  let toldMissing = '';
  let forgotten = 0;

  function openNow(now: Date, line: Line): ClaimParts['open'] {
    if (line.capabilities.pulls) return ALL_HOURS;
    const { open, missing } = hoursOpen(hours, now, parts.calendar());
    // Once for each year: a line every minute would hide the others.
    if (missing !== null && missing !== toldMissing) log.error({ year: missing }, noCalendarYear(missing));
    toldMissing = missing ?? '';
    return open;
  }

  function hoursOf(channel: string): HoursTable {
    const capabilities = lines.get(channel)?.capabilities;
    return capabilities === undefined || capabilities.pulls ? ALWAYS : hours;
  }

  /** What no channel does by itself; true where it has put something in their way. */
  async function keepHouse(now: Date): Promise<boolean> {
    let moved = (await recover(storage, lines, now)) > 0;
    moved = (await expire(storage, now)) > 0 || moved;
    while (await place(storage, lines, now)) moved = true;
    if (now.getTime() - forgotten > DAY_MS) {
      forgotten = now.getTime();
      await forgetOldSends(storage, now);
    }
    return moved;
  }

  async function claimFor(line: Line, now: Date): Promise<Claim> {
    const open = openNow(now, line);
    const claimed = await claim({ ...parts, owner, timing, lines, open }, line, now);
    if (claimed.until === null) untils.delete(line.sender.name);
    else untils.set(line.sender.name, claimed.until);
    return claimed;
  }

  /** Hands one message over; never throws, and never takes longer than `sendMs`. */
  async function send(line: Line, { row, handed }: Claimed): Promise<Outcome> {
    const underWay = { chat: row.chat, began: handed.began };
    line.underWay.add(underWay);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<SendResult>((resolve) => {
      const reason = `no answer within ${timing.sendMs} ms`;
      timer = setTimeout(() => resolve({ kind: 'unknown', reason }), timing.sendMs);
    });
    try {
      const outgoing = await outgoingOf(row, line.capabilities, parts);
      const result = await Promise.race([line.sender.send(outgoing), late]);
      return { row, result: noteHealth(line, result) };
    } catch (error) {
      // A channel's own fault, which its contract forbids: it may have left all the same.
      log.error({ err: error, channel: line.sender.name }, 'a channel threw while it was sending');
      return { row, result: { kind: 'unknown', reason: 'the channel threw' } };
    } finally {
      clearTimeout(timer);
      handed.ended = clock.now().getTime();
      line.underWay.delete(underWay);
    }
  }

  /** A channel that fails again and again is left alone for a while, longer each time. */
  function noteHealth(line: Line, result: SendResult): SendResult {
    const failed =
      result.kind === 'unknown' ||
      (result.kind === 'later' && result.scope === 'channel' && result.afterMs === null);
    if (!failed) {
      line.failures = 0;
      line.brokenUntil = 0;
      return result;
    }
    // What was under way when the channel broke tells nothing new.
    if (line.brokenUntil > clock.now().getTime()) return result;
    line.failures += 1;
    if (line.failures < FAILURES_TO_BREAK) return result;
    const times = line.failures - FAILURES_TO_BREAK;
    const waitMs = Math.min(timing.longestBreakMs, timing.breakMs * 2 ** times);
    line.brokenUntil = clock.now().getTime() + waitMs;
    log.warn(
      { channel: line.sender.name, failures: line.failures, waitMs },
      'the channel fails again and again; it is left alone for a while',
    );
    return result;
  }

  async function settle(outcomes: readonly Outcome[]): Promise<void> {
    await storage.transaction((db) => settleOutcomes(db, outcomes, lines, clock.now()));
  }

  async function next(after: Date): Promise<Date | null> {
    const calendar = parts.calendar();
    const times = [await nextLapse(storage.db, after)];
    for (const channel of ['', ...lines.keys()]) {
      times.push(await nextOfChannel(storage.db, channel, { calendar, hours: hoursOf(channel), after }));
      times.push(untils.get(channel) ?? null);
    }
    const later = times.filter((time) => time !== null && time > after.getTime()) as number[];
    return later.length === 0 ? null : new Date(Math.min(...later));
  }

  const loop = createLoop({
    lines,
    log,
    clock,
    sleepMs: timing.sleepMs,
    keepHouse,
    claimFor,
    send,
    settle,
    next: (channel, after) =>
      nextOfChannel(storage.db, channel, { calendar: parts.calendar(), hours: hoursOf(channel), after }),
  });

  return {
    open(sender, capabilities) {
      lines.set(sender.name, {
        sender,
        capabilities,
        pace: createPace(capabilities, random),
        loaded: false,
        seenSeq: 0,
        underWay: new Set(),
        failures: 0,
        brokenUntil: 0,
      });
    },

    async flush() {
      for (let busy = true; busy; ) {
        const now = clock.now();
        busy = await keepHouse(now);
        for (const line of lines.values()) {
          const { claimed, again } = await claimFor(line, now);
          if (claimed.length > 0) await settle(await Promise.all(claimed.map((one) => send(line, one))));
          busy ||= again || claimed.length > 0;
        }
      }
      return next(clock.now());
    },

    next,
    start: loop.start,
    stop: loop.stop,
    wake: loop.wake,

    replies: {
      async claim(incomingId) {
        const now = clock.now();
        const row = await storage.transaction(async (db) => {
          const reply = await replyOf(db, incomingId);
          const found = reply === undefined ? undefined : await outboxRowOfKey(db, replyKey(reply.id));
          if (found === undefined) return undefined;
          const leaseUntil = new Date(now.getTime() + timing.leaseMs).toISOString();
          const [taken] = await takeQueued(db, [found.seq], { owner, leaseUntil, at: now.toISOString() });
          return taken;
        });
        const capabilities = row === undefined ? undefined : lines.get(row.channel)?.capabilities;
        if (row === undefined || capabilities === undefined) return null;
        const outgoing = await outgoingOf(row, capabilities, parts);
        claimedInline.set(outgoing.id, row);
        return outgoing;
      },
      async settle({ id }, result) {
        const row = claimedInline.get(id);
        if (row === undefined) return;
        claimedInline.delete(id);
        await settle([{ row, result }]);
        loop.wake();
      },
    },
  };
}
