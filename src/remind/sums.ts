import { countDuties, type Db, type DutyState, reminderStates } from '../storage/storage.ts';

/** What became of the reminders and of the duties, as `cunkou duties` tells it. */
export interface DutySums {
  kinds: { kind: string; states: Partial<Record<DutyState, number>>; overdue: number }[];
  /** Messages that reminding handed to the outbox. */
  expected: number;
  sent: number;
  cleared: number;
  muted: number;
  expired: number;
  /** With those of which nobody knows whether they arrived. */
  failed: number;
  /** Waiting to leave, or for an account. */
  underWay: number;
  /** Without a row: a fault of the program. */
  lost: number;
  /** expected = sent + cleared + muted + expired + failed + those under way. */
  balanced: boolean;
}

export async function dutySums(db: Db, today: string): Promise<DutySums> {
  const kinds = new Map<string, DutySums['kinds'][number]>();
  for (const { kind, state, count, overdue } of await countDuties(db, today)) {
    const known = kinds.get(kind) ?? { kind, states: {}, overdue: 0 };
    known.states[state] = count;
    known.overdue += overdue;
    kinds.set(kind, known);
  }
  const counts = new Map<string, number>();
  let expected = 0;
  for (const { state, count } of await reminderStates(db)) {
    counts.set(state ?? 'lost', (counts.get(state ?? 'lost') ?? 0) + count);
    expected += count;
  }
  const of = (...states: string[]): number =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const sums = {
    sent: of('sent'),
    cleared: of('cleared'),
    muted: of('muted'),
    expired: of('expired'),
    failed: of('failed', 'unknown'),
    underWay: of('queued', 'paused', 'sending', 'no_account'),
    lost: of('lost'),
  };
  const { sent, cleared, muted, expired, failed, underWay } = sums;
  return {
    kinds: [...kinds.values()],
    expected,
    ...sums,
    balanced: expected === sent + cleared + muted + expired + failed + underWay,
  };
}
