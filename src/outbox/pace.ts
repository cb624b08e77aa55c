import type { Capabilities, Lane, Quota } from './sending.ts';

/** One message handed to a platform, as its limits count it. Times in milliseconds. */
export interface Handed {
  chat: string;
  lane: Lane;
  began: number;
  /** Null while it is under way. */
  ended: number | null;
}

/**
 * A platform counts a message when it arrives, which is between the beginning of the sending and its end. It is taken for
 * as late as possible, but one that hangs has surely arrived after so long, or not at all.
 */
const LATEST_ARRIVAL_MS = 250;

/**
 * No way there and back is shorter than the shortest one known: of that much the later message is on its way, or the
 * answer to the earlier one was. Not all of it is used, for a shorter one may still come.
 */
const SURE_SHARE = 0.8;
const LEAST_KNOWN = 16;
const MOST_KNOWN = 64;

/** Keeps a channel's messages within what its platform allows, in any stretch of time. */
export interface Pace {
  /** The first moment, `now` or later, at which one more may be handed over. `chat` null: as far as the channel is concerned. */
  freeAt(chat: string | null, lane: Lane, now: number): number;
  /** Counts one from now on. */
  note(handed: Handed): void;
  /** Counts one no more: it was not handed over after all. */
  forget(handed: Handed): void;
  /** How far back it has to know what was handed over. */
  readonly lookBackMs: number;
}

/** `random`: between 0 and 1, for the pauses that must not be even. */
export function createPace(
  { quotas, pauseMs }: Pick<Capabilities, 'quotas' | 'pauseMs'>,
  random: () => number,
): Pace {
  const known: Handed[] = [];
  const onTheWay = (): number => {
    const ways = known.flatMap(({ began, ended }) => (ended === null ? [] : [ended - began]));
    return ways.length < LEAST_KNOWN ? 0 : Math.floor(SURE_SHARE * Math.min(...ways));
  };
  const windows = quotas.map((quota) => createWindow(quota));
  let last: Pause | null = null;

  return {
    lookBackMs: Math.max(pauseMs?.max ?? 0, ...quotas.map(({ ms }) => ms), 0) + LATEST_ARRIVAL_MS,
    freeAt(chat, lane, now) {
      let free = now;
      const way = onTheWay();
      for (const { quota, freeAt } of windows) {
        if (quota.lanes !== undefined && !quota.lanes.includes(lane)) continue;
        if (quota.per === 'chat' && chat === null) continue;
        free = Math.max(free, freeAt(quota.per === 'chat' ? (chat ?? '') : '', now, way));
      }
      if (last !== null) free = Math.max(free, arrivedBy(last.after) + last.ms);
      return free;
    },
    note(handed) {
      known.push(handed);
      if (known.length > MOST_KNOWN) known.shift();
      for (const { quota, keep } of windows) {
        if (quota.lanes !== undefined && !quota.lanes.includes(handed.lane)) continue;
        keep(quota.per === 'chat' ? handed.chat : '', handed);
      }
      if (pauseMs === null) return;
      const ms = pauseMs.min + random() * (pauseMs.max - pauseMs.min);
      // Of what lies further back nobody asks any more.
      last = { after: handed, ms, before: last === null ? null : { ...last, before: null } };
    },
    forget(handed) {
      const index = known.lastIndexOf(handed);
      if (index >= 0) known.splice(index, 1);
      for (const { quota, drop } of windows) drop(quota.per === 'chat' ? handed.chat : '', handed);
      if (last?.after === handed) last = last.before;
    },
  };
}

/** So long after a message the next may leave. */
interface Pause {
  after: Handed;
  ms: number;
  /** The one before; it holds again where this message did not leave after all. */
  before: Pause | null;
}

/** The latest moment at which it can have arrived. */
function arrivedBy({ began, ended }: Handed): number {
  const latest = began + LATEST_ARRIVAL_MS;
  return ended === null ? latest : Math.min(ended, latest);
}

/** The moment from which its stretch of time is counted; `way`: how long every message is on its way and back at least. */
function countedAt(handed: Handed, way: number): number {
  return handed.ended === null ? arrivedBy(handed) : Math.max(handed.began, arrivedBy(handed) - way);
}

interface Window {
  quota: Quota;
  freeAt(key: string, now: number, way: number): number;
  keep(key: string, handed: Handed): void;
  drop(key: string, handed: Handed): void;
}

/** One quota: what was handed over within its stretch of time, for the channel or for each chat. */
function createWindow(quota: Quota): Window {
  const all = new Map<string, Handed[]>();

  /** In the order of their beginning; what lies too far back is let go. */
  function recent(key: string, now: number): Handed[] {
    const kept = all.get(key) ?? [];
    const first = kept.findIndex(({ began }) => began + LATEST_ARRIVAL_MS + quota.ms >= now);
    if (first === 0) return kept;
    const left = first < 0 ? [] : kept.slice(first);
    if (left.length === 0) all.delete(key);
    else all.set(key, left);
    return left;
  }

  return {
    quota,
    freeAt(key, now, way) {
      const counted = recent(key, now)
        .map((handed) => countedAt(handed, way))
        .filter((at) => at + quota.ms >= now);
      if (counted.length < quota.messages) return now;
      const over = counted.sort((a, b) => a - b)[counted.length - quota.messages] ?? now;
      // A millisecond later: whether the platform counts both ends of the stretch is not told.
      return Math.max(now, over + quota.ms + 1);
    },
    keep(key, handed) {
      const kept = all.get(key);
      if (kept === undefined) all.set(key, [handed]);
      else kept.push(handed);
    },
    drop(key, handed) {
      const kept = all.get(key);
      const index = kept?.lastIndexOf(handed) ?? -1;
      if (index >= 0) kept?.splice(index, 1);
    },
  };
}
