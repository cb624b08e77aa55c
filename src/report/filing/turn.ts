import type { Calendar } from '../../calendar/calendar.ts';
import type { Log } from '../../log/log.ts';
import type { JobContext, JobResult, Notice } from '../job.ts';
import type { ChangeId, Field, Reading, RosterEntry } from '../reading.ts';
import { type FilingState, keptState } from './draft.ts';
import type { FilingHooks } from './filed.ts';
import { gather } from './reviewers.ts';

/** What filing is built from. */
export interface FilingParts {
  /** Reads a message as reports. */
  read(message: string, sentAt: Date, roster: readonly RosterEntry[]): Reading;
  /** What a kind of change needs before it can be filed. */
  needsOf(kind: ChangeId): readonly Field[];
  /** Tried in turn. */
  hooks: readonly FilingHooks[];
  /** Which days are worked, as it is now: the clerk may have added a year. */
  calendar(): Calendar;
  /** Told what the operator has to mend, such as a year without a table of holidays. */
  log?: Log;
}

/** One message on its way through filing. */
export interface Turn {
  context: JobContext;
  parts: FilingParts;
  state: FilingState;
}

/** A result with its state; `state` is what is kept from now on. */
export function reply(
  state: FilingState,
  text: string,
  more: {
    options?: readonly string[];
    about?: string;
    notices?: readonly Notice[];
    /** The ids of kept files that are shown with it. */
    files?: readonly string[];
  } = {},
): JobResult {
  return {
    reply: { text, options: more.options ?? [], about: more.about ?? 'report', files: more.files ?? [] },
    state: keptState(state),
    notices: gather(more.notices ?? []),
  };
}
