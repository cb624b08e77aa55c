import type { DueContext, JobContext, JobResult, Notice, RemindJob } from '../job/job.ts';
import type { Person } from '../register/register.ts';
import type { Db } from '../storage/storage.ts';
import { createBroadcastPart } from './broadcast/broadcast.ts';
import { dutiesAfter, dutiesDue, dutiesNextDue } from './due.ts';
import { createSubscriptionPart } from './subscriptions/subscriptions.ts';
import type { DutyParts } from './tick.ts';
import { takeRemindTurn } from './turn.ts';
import { createVillageNoticePart } from './village-notices/village-notices.ts';

export type { RemindJob } from '../job/job.ts';
export { type DutySums, dutySums } from './sums.ts';
export { overdueText, sumsText } from './wording.ts';

/** Another part of reminding, such as broadcasts: asked after the duties, with a state of its own. */
export interface RemindPart {
  /** Names its part of the state. */
  readonly name: string;
  /** As in `Job`; `context.state` is the part's own. */
  turn(context: JobContext): Promise<JobResult | null>;
  due(context: DueContext): Promise<Notice[]>;
  nextDue(db: Db, after: Date): Promise<Date | null>;
  after?(context: DueContext & { actor: Person }): Promise<Notice[]>;
}

export interface RemindParts extends DutyParts {
  parts?: readonly RemindPart[];
}

/** The reminding job: duties of the calendar and of facts, answers with a word, and the ladder that ends with a person. */
export function createRemindJob(parts: RemindParts): RemindJob {
  const others = [
    createBroadcastPart(parts),
    createSubscriptionPart(),
    createVillageNoticePart(),
    ...(parts.parts ?? []),
  ];
  return {
    turn: (context) => takeRemindTurn(parts, others, context),
    async due(context) {
      const notices = await dutiesDue(parts, context);
      for (const part of others) notices.push(...(await part.due(context)));
      return notices;
    },
    async nextDue(db, after) {
      const times = [await dutiesNextDue(db, after)];
      for (const part of others) {
        const next = await part.nextDue(db, after);
        if (next !== null) times.push(next);
      }
      return new Date(Math.min(...times.map((time) => time.getTime())));
    },
    async after(context) {
      const notices = await dutiesAfter(parts, context);
      for (const part of others) notices.push(...((await part.after?.(context)) ?? []));
      return notices;
    },
  };
}
