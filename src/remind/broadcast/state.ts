import { z } from 'zod';
import { audienceSchema } from './audience.ts';

const draftSchema = z.object({
  /** As it was read; null: not told yet. */
  audience: audienceSchema.nullable(),
  /** What has to be said of how it was read. */
  notes: z.array(z.string()),
  text: z.string().nullable(),
  isUrgent: z.boolean(),
  options: z.array(z.string()),
  isSurvey: z.boolean(),
  /** UTC ISO time; null: at once. */
  sendAt: z.string().nullable(),
  /** Working days that it is to hang out; null: no publication. */
  days: z.number().nullable(),
  /** The publication of the level below. */
  follows: z.string().nullable(),
  /** A kept file. */
  picture: z.string().nullable(),
  /** The recipients as they were shown, in short; null: nothing was shown yet. */
  shown: z.object({ count: z.number(), hash: z.string() }).nullable(),
  /** The head-count of a very large one was typed once. */
  isTyped: z.boolean(),
  /** UTC ISO times. */
  at: z.string(),
  until: z.string(),
});
export type BroadcastDraft = z.infer<typeof draftSchema>;

const stateSchema = z.object({
  draft: draftSchema.nullable(),
  /** An answer that fits several broadcasts, in the order in which they were named. */
  pick: z.object({ runs: z.array(z.string()), said: z.string(), until: z.string() }).nullable(),
  /** A sentence that may be an answer to a broadcast, asked back. */
  sure: z
    .object({ run: z.string(), option: z.string(), said: z.string(), until: z.string() })
    .nullable()
    .default(null),
});
export type BroadcastState = z.infer<typeof stateSchema>;

const NOTHING: BroadcastState = { draft: null, pick: null, sure: null };

/** What was kept for the person; what is over by `now` is left out. */
export function readBroadcastState(stored: unknown, now: string): BroadcastState {
  const read = stateSchema.safeParse(stored);
  if (!read.success) return NOTHING;
  const { draft, pick, sure } = read.data;
  return {
    draft: draft !== null && now <= draft.until ? draft : null,
    pick: pick !== null && now <= pick.until ? pick : null,
    sure: sure !== null && now <= sure.until ? sure : null,
  };
}

/** Null where there is nothing to keep. */
export function keptBroadcast(state: BroadcastState): BroadcastState | null {
  return state.draft === null && state.pick === null && state.sure === null ? null : state;
}
