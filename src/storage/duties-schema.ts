import type { Generated, Selectable } from './kysely.ts';

/**
 * Where a duty stands. `done` and below are ends: `done` by the word of whoever is responsible, `cleared` by the report
 * that it waited for, `dropped` because nobody needs it any more. `listed`: the ladder has ended, a person decides.
 */
export const DUTY_STATES = [
  'open',
  'acknowledged',
  'extended',
  'handed_back',
  'escalated',
  'listed',
  'done',
  'cleared',
  'dropped',
] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** How far the ladder has been climbed. */
export const DUTY_STAGES = ['planned', 'reminded', 'again', 'township', 'county', 'listed'] as const;
export type DutyStage = (typeof DUTY_STAGES)[number];

/** At which level the responsible person stands: the ladder begins above it. */
export type DutyLevel = 'village' | 'township' | 'county';

/** One thing that one person has to do by a day. */
export interface DutiesTable {
  id: string;
  /** Worked out from the fact: what is found twice is one duty. */
  key: string;
  /** By which its person names it; given anew once the duty has ended. */
  number: number;
  /** A reminder kind, `calendar`, or `own`. */
  kind: string;
  /** The rule that it comes from. */
  rule: string | null;
  region: string;
  household_id: string | null;
  report_id: string | null;
  /** The visit, notice or draft that it is about. */
  fact_id: string | null;
  person_id: string;
  level: DutyLevel;
  /** What is to be done, for people. */
  text: string;
  /** What else than 完成 ends it, for people. */
  how: string | null;
  /** UTC ISO time. */
  opened_at: string;
  /** Local date: the last day for it. */
  due_on: string;
  /** HH:MM in China at which its reminders leave. */
  remind_at: string;
  /** JSON: local dates of the reminders that are still to leave before the day is over. */
  advance: string;
  state: DutyState;
  stage: DutyStage;
  /** UTC ISO time of the next step; null: none, or the calendar of its year is missing. */
  next_step_at: string | null;
  /** 1 where the next step waits for the calendar of a year. */
  waits_calendar: Generated<number>;
  /** UTC ISO time. */
  acknowledged_at: string | null;
  /** Local date on which an acknowledgement without completion counts no more. */
  ack_lapses_on: string | null;
  /** UTC ISO time at which it came to the superior who has it now. */
  escalated_at: string | null;
  /** UTC ISO time of whatever end; null while it is open. */
  closed_at: string | null;
  /** A person's id, or `system`. */
  done_by: string | null;
  /** The report or visit that cleared it. */
  cleared_by: string | null;
  note: string | null;
  /** What a person decided on a listed one. */
  verdict: 'named' | 'spared' | null;
  verdict_by: string | null;
  /** UTC ISO time. */
  verdict_at: string | null;
}

/** One thing that happened to a duty; append-only. */
export interface DutyEventsTable {
  seq: Generated<number>;
  duty_id: string;
  /** UTC ISO time. */
  at: string;
  /** A person's id, or `system`. */
  actor_id: string;
  event: string;
  from_state: string;
  to_state: string;
  note: string | null;
}

/** One reminder that was handed to the outbox; several duties may share one message. */
export interface DutyRemindersTable {
  seq: Generated<number>;
  /** The key of the outbox's row. */
  outbox_key: string;
  /** Null: a digest. */
  duty_id: string | null;
  stage: string;
  person_id: string;
  /** UTC ISO time. */
  at: string;
}

/** A picture or file that came with 完成. */
export interface DutyAttachmentsTable {
  id: string;
  duty_id: string;
  kind: string;
  name: string;
  /** The id under which its content is kept; null where only its name came. */
  file: string | null;
  by_id: string;
  /** UTC ISO time. */
  at: string;
}

/** A question to the superior: may it be later, or is it somebody else's? */
export interface DutyAsksTable {
  id: string;
  /** By which the superior names it. */
  number: number;
  /** The superiors' region. */
  region: string;
  duty_id: string;
  kind: 'extend' | 'hand_back';
  by_id: string;
  /** Local date asked for. */
  until_on: string | null;
  reason: string | null;
  /** UTC ISO time. */
  at: string;
  state: 'open' | 'granted' | 'refused' | 'closed';
  decided_by: string | null;
  /** UTC ISO time. */
  decided_at: string | null;
}

/** A rule that an office made in its own words. */
export interface DutyRulesTable {
  id: string;
  /** 1, 2, 3 … within the maker's region. */
  number: number;
  /** The maker's region. */
  region: string;
  by_id: string;
  /** The words in which it was told, masked. */
  said: string;
  what: string;
  /** JSON: rhythm, time, days ahead, end. */
  plan: string;
  /** JSON: whom it reminds. */
  audience: string;
  state: 'active' | 'paused' | 'deleted';
  /** Local date from which it counts. */
  since_on: string;
  /** UTC ISO time. */
  created_at: string;
  /** UTC ISO time. */
  changed_at: string;
}

/** That a rule's duties of one period have been opened; the period `since` tells when the rule was first seen. */
export interface DutyPlannedTable {
  rule: string;
  period: string;
  /** Local date. */
  on_day: string;
}

/** The last number given. */
export interface DutyCountersTable {
  scope: string;
  what: string;
  last: number;
}

export interface DutyTables {
  duties: DutiesTable;
  duty_events: DutyEventsTable;
  duty_reminders: DutyRemindersTable;
  duty_attachments: DutyAttachmentsTable;
  duty_asks: DutyAsksTable;
  duty_rules: DutyRulesTable;
  duty_planned: DutyPlannedTable;
  duty_counters: DutyCountersTable;
}

export type DutyRow = Selectable<DutiesTable>;
export type DutyEventRow = Selectable<DutyEventsTable>;
export type DutyReminderRow = Selectable<DutyRemindersTable>;
export type DutyAttachmentRow = Selectable<DutyAttachmentsTable>;
export type DutyAskRow = Selectable<DutyAsksTable>;
export type DutyRuleRow = Selectable<DutyRulesTable>;
