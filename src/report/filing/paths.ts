import type { ReviewLevel } from '../../register/register.ts';
import type { ReportState } from '../../storage/storage.ts';
import type { ChangeId } from '../reading.ts';

/** A change that can be filed: those of the contract, and a household's entering or leaving monitoring. */
export type FiledKind = ChangeId | 'monitor_in' | 'monitor_out';

export type PathId = 'none' | 'ordinary' | 'entering' | 'leaving';

/** One step of a review. */
export interface Step {
  id: 'village' | 'comparison' | 'township' | 'notice' | 'county';
  /** Who takes it; null: the program itself does. */
  level: ReviewLevel | null;
  /** Where the report stands once the step is taken. */
  to: ReportState;
  /** What whoever takes it has to say that he looked at. */
  looks?: readonly string[];
}

export interface ReviewPath {
  steps: readonly Step[];
  /** Working days of public notice. The documents name no number: an example that the county sets. */
  noticeDays: number;
  /** Document and clause on which the path rests. */
  basis: string | null;
}

/**
 * hangjin-2021 五(二)2: 农牧户申请、嘎查村走访排查、行业部门数据比对、苏木镇审核公示、旗确认.
 * county-2018 三(一): exit by 三看三步走, looking at 收支情况、生活条件、保障状况 at home.
 */
export const PATHS: Readonly<Record<PathId, ReviewPath>> = {
  none: { steps: [], noticeDays: 0, basis: null },
  ordinary: {
    steps: [
      { id: 'village', level: 'village', to: 'verified' },
      { id: 'township', level: 'township', to: 'confirmed' },
    ],
    noticeDays: 0,
    basis: null,
  },
  entering: {
    steps: [
      { id: 'village', level: 'village', to: 'verified' },
      { id: 'comparison', level: 'county', to: 'compared' },
      { id: 'township', level: 'township', to: 'reviewed' },
      { id: 'notice', level: null, to: 'on_notice' },
      { id: 'county', level: 'county', to: 'confirmed' },
    ],
    noticeDays: 5,
    basis: 'hangjin-2021 五(二)2',
  },
  leaving: {
    steps: [
      { id: 'village', level: 'village', to: 'verified', looks: ['收支', '生活', '保障'] },
      { id: 'comparison', level: 'county', to: 'compared' },
      { id: 'township', level: 'township', to: 'reviewed' },
      { id: 'notice', level: null, to: 'on_notice' },
      { id: 'county', level: 'county', to: 'confirmed' },
    ],
    noticeDays: 5,
    basis: 'county-2018 三(一)',
  },
};

/** What the filing knows of a kind: its review, and how long the same event told again counts as the same. */
export interface KindRule {
  path: PathId;
  /** Days. */
  same: number;
}

export const KIND_RULES: Readonly<Record<FiledKind, KindRule>> = {
  illness: { path: 'ordinary', same: 30 },
  disability: { path: 'ordinary', same: 180 },
  accident: { path: 'ordinary', same: 7 },
  disaster: { path: 'ordinary', same: 7 },
  income_drop: { path: 'ordinary', same: 30 },
  job_start: { path: 'ordinary', same: 30 },
  job_loss: { path: 'ordinary', same: 30 },
  enrolment: { path: 'ordinary', same: 90 },
  dropout: { path: 'ordinary', same: 60 },
  housing: { path: 'ordinary', same: 60 },
  water: { path: 'ordinary', same: 15 },
  birth: { path: 'ordinary', same: 200 },
  death: { path: 'ordinary', same: 3650 },
  move_in: { path: 'ordinary', same: 60 },
  move_out: { path: 'ordinary', same: 60 },
  split: { path: 'ordinary', same: 180 },
  production: { path: 'ordinary', same: 3 },
  unsold: { path: 'ordinary', same: 15 },
  benefit: { path: 'ordinary', same: 30 },
  contact: { path: 'none', same: 3 },
  other: { path: 'ordinary', same: 3 },
  monitor_in: { path: 'entering', same: 180 },
  monitor_out: { path: 'leaving', same: 180 },
};

export function isFiledKind(kind: string): kind is FiledKind {
  return kind in KIND_RULES;
}

export function pathOf(id: string): ReviewPath {
  if (!(id in PATHS)) throw new RangeError(`no review path “${id}”`);
  return PATHS[id as PathId];
}
