import { type Db, type OutboxRow, queuedPage } from '../storage/storage.ts';
import type { Hours } from './item.ts';
import type { Lane } from './sending.ts';

const PAGE = 100;
/** More chats than that are skipped one by one. */
const MOST_WITHOUT = 400;

interface Stretch {
  db: Db;
  channel: string;
  lane: Lane;
  /** The kinds of hours that it is now. */
  hours: readonly Hours[];
  now: string;
  /** Chats that have to wait; looked at again for each page. */
  without: ReadonlySet<string>;
}

/** What may leave in one lane, in its turn, read from the table page by page. */
export async function* inTurn(stretch: Stretch): AsyncGenerator<OutboxRow> {
  const streams = stretch.hours.map((hours) => pages(stretch, hours));
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      if (head.done === true) continue;
      const best = heads[first];
      if (best === undefined || best.done === true || isBefore(head.value, best.value)) first = index;
    }
    const [stream, head] = [streams[first], heads[first]];
    if (stream === undefined || head === undefined || head.done === true) return;
    yield head.value;
    heads[first] = await stream.next();
  }
}

async function* pages(stretch: Stretch, hours: Hours): AsyncGenerator<OutboxRow> {
  const { db, channel, lane, now } = stretch;
  let after: { not_before: string; seq: number } | null = null;
  for (;;) {
    const without = [...stretch.without].slice(0, MOST_WITHOUT);
    const rows: OutboxRow[] = await queuedPage(
      db,
      { channel, lane, hours },
      { now, after, without, limit: PAGE },
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

function isBefore(a: OutboxRow, b: OutboxRow): boolean {
  return a.not_before === b.not_before ? a.seq < b.seq : a.not_before < b.not_before;
}
