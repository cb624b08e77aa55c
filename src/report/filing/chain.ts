import type { ReviewLevel } from '../../register/register.ts';
import type { ReportState } from '../../storage/storage.ts';
import { PATHS, type PathId, type Step } from './paths.ts';

/** Where a report stands in its review. */
export interface Standing {
  path: PathId;
  state: ReportState | 'draft';
  version: number;
}

export type Move =
  | 'file'
  | 'pass'
  | 'return'
  | 'reject'
  | 'withdraw'
  | 'resubmit'
  | 'supplement'
  | 'open-notice';

/** Who moves it. `levels`: those at which he may review this very report, as the register's rights tell. */
export interface Mover {
  levels: readonly ReviewLevel[];
  /** The report, or the household, is his own. */
  owns: boolean;
  /** The program itself. */
  system?: boolean;
}

/** What lies outside the report and decides. */
export interface Facts {
  /** The reason given with a return or a rejection. */
  reason: string;
  noticeOver: boolean;
  openObjections: number;
  /** What the one who passes says that he looked at. */
  looked: string;
}

export const NO_FACTS: Facts = { reason: '', noticeOver: false, openObjections: 0, looked: '' };

export type Refusal =
  | { why: 'ended' }
  | { why: 'not-now' }
  | { why: 'not-yours' }
  | { why: 'not-your-level'; needs: ReviewLevel | null }
  | { why: 'no-reason' }
  | { why: 'not-looked'; missing: readonly string[] }
  | { why: 'notice-runs' }
  | { why: 'objections'; open: number };

export type Moved = { ok: true; standing: Standing } | { ok: false; refusal: Refusal };

const ENDS: ReadonlySet<string> = new Set(['confirmed', 'rejected', 'withdrawn']);
/** A supplement begins the review again; once the township has passed the report it is only noted. */
const SUPPLEMENTED: Readonly<Partial<Record<Standing['state'], ReportState>>> = {
  filed: 'filed',
  verified: 'filed',
  compared: 'filed',
  returned: 'returned',
};

/** The step that comes next; null where none does. */
export function nextStep({ path, state }: Pick<Standing, 'path' | 'state'>): Step | null {
  const { steps } = PATHS[path];
  if (state === 'filed') return steps[0] ?? null;
  const taken = steps.findIndex(({ to }) => to === state);
  return taken < 0 ? null : (steps[taken + 1] ?? null);
}

/** The steps that are still to be taken, the next one first. */
export function stepsLeft(standing: Pick<Standing, 'path' | 'state'>): readonly Step[] {
  const next = nextStep(standing);
  const { steps } = PATHS[standing.path];
  return next === null ? [] : steps.slice(steps.indexOf(next));
}

/** One move of a report. Pure: nobody skips a level, nobody passes his own, an end is an end. */
export function moveReport(standing: Standing, move: Move, mover: Mover, facts: Facts = NO_FACTS): Moved {
  if (ENDS.has(standing.state)) return refuse({ why: 'ended' });
  switch (move) {
    case 'file':
      if (standing.state !== 'draft') return refuse({ why: 'not-now' });
      if (!mover.owns) return refuse({ why: 'not-yours' });
      return to(standing, PATHS[standing.path].steps.length === 0 ? 'confirmed' : 'filed', 1);
    case 'pass':
      return pass(standing, mover, facts);
    case 'open-notice': {
      const step = nextStep(standing);
      if (step?.id !== 'notice') return refuse({ why: 'not-now' });
      return mover.system ? to(standing, step.to) : refuse({ why: 'not-your-level', needs: null });
    }
    case 'return':
    case 'reject': {
      const needs = reviewingLevel(standing);
      if (needs === null) return refuse({ why: 'not-now' });
      // While it hangs out, both the township that hung it out and the county that is to confirm may stop it.
      const may =
        standing.state === 'on_notice' || standing.state === 'reviewed' ? ['township', 'county'] : [needs];
      if (mover.owns || !mover.levels.some((level) => may.includes(level)))
        return refuse({ why: 'not-your-level', needs });
      if (facts.reason.trim() === '') return refuse({ why: 'no-reason' });
      return to(standing, move === 'return' ? 'returned' : 'rejected');
    }
    case 'withdraw':
      if (standing.state === 'draft') return refuse({ why: 'not-now' });
      return mover.owns ? to(standing, 'withdrawn') : refuse({ why: 'not-yours' });
    case 'resubmit':
      if (standing.state !== 'returned') return refuse({ why: 'not-now' });
      return mover.owns ? to(standing, 'filed', standing.version + 1) : refuse({ why: 'not-yours' });
    case 'supplement': {
      const state = SUPPLEMENTED[standing.state];
      return state === undefined ? refuse({ why: 'not-now' }) : to(standing, state, standing.version + 1);
    }
  }
}

function pass(standing: Standing, mover: Mover, facts: Facts): Moved {
  const step = nextStep(standing);
  if (step === null || step.level === null) return refuse({ why: 'not-now' });
  if (mover.owns || !mover.levels.includes(step.level))
    return refuse({ why: 'not-your-level', needs: step.level });
  const missing = (step.looks ?? []).filter((look) => !facts.looked.includes(look));
  if (missing.length > 0) return refuse({ why: 'not-looked', missing });
  if (standing.state === 'on_notice') {
    if (facts.openObjections > 0) return refuse({ why: 'objections', open: facts.openObjections });
    if (!facts.noticeOver) return refuse({ why: 'notice-runs' });
  }
  return to(standing, step.to);
}

/** The level at which the report lies now; the county's where it hangs out or is about to. */
export function reviewingLevel(standing: Pick<Standing, 'path' | 'state'>): ReviewLevel | null {
  const step = nextStep(standing);
  if (step === null) return null;
  return step.level ?? 'township';
}

function to(standing: Standing, state: ReportState, version = standing.version): Moved {
  return { ok: true, standing: { ...standing, state, version } };
}

function refuse(refusal: Refusal): Moved {
  return { ok: false, refusal };
}
