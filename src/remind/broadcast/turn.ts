import type { Calendar } from '../../calendar/calendar.ts';
import type { JobContext, JobResult, Notice } from '../../job/job.ts';
import { type BroadcastState, keptBroadcast } from './state.ts';

/** One message on its way through broadcasts. */
export interface BroadcastTurn {
  context: JobContext;
  calendar: Calendar;
  state: BroadcastState;
}

/** A result with what is kept from now on. */
export function say(
  { state }: Pick<BroadcastTurn, 'state'>,
  text: string,
  more: { options?: readonly string[]; about?: string; notices?: readonly Notice[]; files?: string[] } = {},
): JobResult {
  return {
    reply: {
      text,
      options: more.options ?? [],
      about: more.about ?? 'broadcast-answer',
      files: more.files ?? [],
    },
    state: keptBroadcast(state),
    notices: more.notices ?? [],
  };
}
