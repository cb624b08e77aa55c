import type { Hours } from './item.ts';
import type { Lane } from './sending.ts';

/** How a kind of message is sent. */
export interface SendingRules {
  lane: Lane;
  hours: Hours;
  /** How long it is of use, in milliseconds. */
  lastsMs: number;
  /** When nobody knows whether it arrived: `repeat` sends it once more with a mark, `leave` does not. */
  onUnknown: 'repeat' | 'leave';
  /** Passes night, weekend and a person's own 退订. */
  urgent: boolean;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Follows from what somebody has just done: the person it is for should know the same day. */
const STEP: SendingRules = {
  lane: 'reminder',
  hours: 'daytime',
  lastsMs: 30 * DAY,
  onUnknown: 'repeat',
  urgent: false,
};
const REPLY: SendingRules = { ...STEP, lane: 'reply', hours: 'any', lastsMs: DAY };
/** Asks staff to do something that somebody's act has made due: the same day, but not on a day off. */
const TASK: SendingRules = { ...STEP, hours: 'workday' };
const DUTY: SendingRules = { ...STEP, hours: 'working', lastsMs: 7 * DAY };
// A second copy of what went to a whole county is worse than a few who missed it.
const BROADCAST: SendingRules = { ...STEP, lane: 'broadcast', lastsMs: 7 * DAY, onUnknown: 'leave' };
const DISASTER: SendingRules = { ...STEP, hours: 'any', lastsMs: DAY, urgent: true };
// Whoever lost his account to another has to hear of it at once, also at night.
const SECURITY: SendingRules = { ...STEP, hours: 'any' };

/**
 * THE table of sending rules. A kind that is not in it has those of the longest beginning that is (`duty-second` those
 * of `duty`), else those of its lane.
 */
export const KINDS: Readonly<Record<string, SendingRules>> = {
  duty: DUTY,
  'visit-overdue': DUTY,
  'report-to-review': TASK,
  'notice-over': TASK,
  objection: TASK,
  'objection-answered': STEP,
  'broadcast-call': TASK,
  digest: { ...DUTY, lastsMs: DAY },
  broadcast: BROADCAST,
  'public-notice': BROADCAST,
  disaster: DISASTER,
  urgent: DISASTER,
  'bound-elsewhere': SECURITY,
  'account-taken': SECURITY,
};

const OF_LANE: Readonly<Record<Lane, SendingRules>> = {
  reply: REPLY,
  reminder: STEP,
  broadcast: BROADCAST,
};

/** The rules of a kind of message. A reply is a reply, whatever it is about. */
export function rulesFor(about: string, lane: Lane = 'reminder'): SendingRules {
  if (lane === 'reply') return REPLY;
  const words = about.split('-');
  for (let end = words.length; end > 0; end -= 1) {
    const rules = KINDS[words.slice(0, end).join('-')];
    if (rules !== undefined) return rules;
  }
  return OF_LANE[lane];
}
