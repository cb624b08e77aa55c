/** What the documents grant: reading policy-kb, looking up as of a day and a place, computing a sum with its trace. */
export { CHANGE_KINDS, type ChangeWord } from './change-words.ts';
export { checkKnowledge } from './check.ts';
export { type Computed, compute, ruleOn } from './compute.ts';
export {
  type Duties,
  type DutyDay,
  type DutyRule,
  type DutyWho,
  FOLLOW_UPS,
  type FollowUp,
  type FollowUpWord,
  followUpFor,
  type Rhythm,
} from './duties.ts';
export { assembleKnowledge, type Knowledge, type RawKnowledge, readKnowledge } from './load.ts';
export { type Opening, type OpeningQuestion, type Openings, openingsFor } from './openings.ts';
export type { OutsideMatter } from './outside.ts';
export * from './policy.ts';
export { isWithin, officeFor, pathsUp, type Region, type Regions, resolveRegion } from './regions.ts';
export type { Standard } from './standard.ts';
export { inForce, ruleDay, type Standing, standingOf } from './status.ts';
export { NOTHING_TOLD, type Told, type ToldCount, type ToldStage } from './told.ts';
export type { WarningRule, Warnings, WarningTest } from './warnings.ts';
export { round, yuan } from './yuan.ts';
