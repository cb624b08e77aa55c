/** One kind of message that a person may have no more of, and have again. */
export interface SubscriptionKind {
  /** As people say it; the first is its name. */
  names: readonly [string, ...string[]];
  /** As in `outbox.about`. */
  abouts: readonly string[];
  /** What it is, for whoever does not know. */
  what: string;
}

/** THE list of what may be unsubscribed. Whatever is not in it always comes: a reply, one's own matter, work, danger. */
export const SUBSCRIPTIONS: readonly SubscriptionKind[] = [
  {
    names: ['村里通知', '通知', '群发', '村通知', '镇里通知', '县里通知'],
    abouts: ['broadcast'],
    what: '开会、停水停电这些',
  },
  { names: ['公示', '公告', '公示公告'], abouts: ['public-notice'], what: '村里和上面公示的名单、资金' },
  {
    names: ['政策提醒', '政策', '政策通知'],
    abouts: ['policies-found'],
    what: '您家可能享受的政策',
  },
  {
    names: ['满意度调查', '调查', '问卷', '满意度'],
    abouts: ['broadcast-survey'],
    what: '问您满意不满意',
  },
];

/** The kind that is meant; null where it is none of them. */
export function kindCalled(said: string): SubscriptionKind | null {
  return SUBSCRIPTIONS.find(({ names }) => names.includes(said)) ?? null;
}
