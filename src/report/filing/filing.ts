/** Filing and review of reports: the conversation of a draft, the review chain, public notices. */
export {
  type Facts,
  type Move,
  type Mover,
  moveReport,
  nextStep,
  type Refusal,
  type Standing,
} from './chain.ts';
export type { FiledReport, FilingHooks } from './filed.ts';
export { toFiled } from './filed.ts';
export { createFilingJob } from './job.ts';
export { type FiledKind, KIND_RULES, PATHS, type PathId, type ReviewPath, type Step } from './paths.ts';
export { wordsOf } from './store.ts';
export type { FilingParts } from './turn.ts';
