import type { JobContext, JobResult, Notice } from '../../job/job.ts';
import { keptState, type RemindState } from '../state.ts';
import type { Tick } from '../tick.ts';

/** One message on its way through reminding. */
export interface Turn {
  context: JobContext;
  tick: Tick;
  state: RemindState;
}

/** A result with its state; `state` is what is kept from now on. */
export function reply(
  { state }: Pick<Turn, 'state'>,
  text: string,
  more: { options?: readonly string[]; about?: string; notices?: readonly Notice[] } = {},
): JobResult {
  return {
    reply: { text, options: more.options ?? [], about: more.about ?? 'duty-answer' },
    state: keptState(state),
    notices: more.notices ?? [],
  };
}

/** What was asked last is forgotten; lists and pictures stay. */
export function settled(turn: Turn): Turn {
  return { ...turn, state: { ...turn.state, pick: null } };
}
