import { createCalendar } from '../calendar/calendar.ts';
import type { Log } from '../log/log.ts';
import type { Knowledge } from '../policies/policies.ts';
import { changeOf } from './changes/index.ts';
import { createFilingJob, type FilingHooks } from './filing/filing.ts';
import { createFollowUp } from './follow-up.ts';
import type { ReportJob } from './job.ts';
import { chooseAmount } from './read/amount.ts';
import { isAdvertisement, isCorrection, isQuestion, withoutTail } from './read/chatter.ts';
import { clean } from './read/clean.ts';
import { type Count, chooseCount, findCounts } from './read/count.ts';
import { type HouseEvent, memberOf } from './read/events.ts';
import { formsAsSentences } from './read/form.ts';
import { type Anchor, type Found, findHouseholds, withoutOwn } from './read/household.ts';
import { TAKEN_BACK } from './read/negation.ts';
import { newborn } from './read/newborn.ts';
import { phoneIn } from './read/phone.ts';
import { given, type Relation } from './read/relations.ts';
import { Roster } from './read/roster.ts';
import { stageIn } from './read/stage.ts';
import { hide, maskNames, type Story, shareOf, storiesOf, withoutDoubtful } from './read/stories.ts';
import { findSums, type Sum } from './read/sums.ts';
import { chooseWhen, findWhen, narrowed, spanOf, type When } from './read/when.ts';
import type { Field, HouseholdReport, Reading, RosterEntry } from './reading.ts';

export { type FiledReport, type FilingHooks, KIND_RULES, PATHS } from './filing/filing.ts';
export type { Attachment, DueContext, JobContext, JobReply, JobResult, Notice, ReportJob } from './job.ts';
export type { ChangeId, Field, HouseholdReport, Reading, RosterEntry, Stage } from './reading.ts';
export { shortWords } from './short-words.ts';

const NONE: Reading = { kind: 'not_report', reports: [] };

/**
 * The report job as the conversation calls it. `knowledge`: what policies, warnings and the ledger follow a report by;
 * left out, nothing follows it. `hooks`: more that is to follow.
 */
export function createReportJob(
  parts: { knowledge?: () => Knowledge; hooks?: readonly FilingHooks[]; log?: Log } = {},
): ReportJob {
  const { knowledge, log } = parts;
  const logged = log === undefined ? {} : { log };
  const followUp = knowledge === undefined ? [] : [createFollowUp({ knowledge, ...logged })];
  const hooks = [...followUp, ...(parts.hooks ?? [])];
  const calendar = createCalendar();
  return createFilingJob({
    calendar: () => knowledge?.().calendar ?? calendar,
    read: parseMessage,
    needsOf: (kind) => changeOf(kind).needs,
    hooks,
    ...logged,
  });
}

/** A message with everything found in it that reports are made of. */
interface Facts {
  /** As cleaned; names are ＃ and days ＠ in `masked`, index for index. */
  text: string;
  masked: string;
  whens: When[];
  sums: Sum[];
  counts: Count[];
}

/**
 * What a message tells about households, or that it tells nothing. Pure; `roster` is the village's, or empty.
 */
export function parseMessage(message: string, sentAt: Date, roster: readonly RosterEntry[]): Reading {
  const text = withoutTail(formsAsSentences(clean(message)));
  if (text.length < 4 || isCorrection(text) || TAKEN_BACK.test(text)) return NONE;
  const everyone = findHouseholds(text, new Roster(roster));
  const named = withoutDoubtful(text, asksForHimself(text) ? withoutGuesses(everyone) : everyone);
  const found = { ...named, anchors: withoutOwn(named.anchors) };
  if (
    found.anchors.length === 0 ||
    (isAdvertisement(text) && !found.anchors.some((anchor) => anchor.grouped && !/联系|微信/.test(text)))
  )
    return NONE;
  // Who asks about his own house wants an answer, not a file.
  if (found.anchors.every((anchor) => anchor.own) && isQuestion(text)) return NONE;
  const facts = factsOf(text, sentAt, found);
  const { stories, heading } = storiesOf(text, facts.masked, found);
  const shared = facts.whens.filter((when) => when.end <= heading.to || isShared(facts, when, stories));
  const reports = stories.flatMap((story) => reportsOf(facts, story, heading, shared));
  return reports.length === 0 ? NONE : { kind: 'report', reports };
}

/** Who asks, or speaks of his own house, is not thought to name others where nothing but a surname says so. */
function asksForHimself(text: string): boolean {
  return /[我俺咱](?!们?[村组队社屯湾寨坪])/.test(text) || isQuestion(text);
}

function withoutGuesses(found: Found): Found {
  return { ...found, anchors: found.anchors.filter((anchor) => !anchor.doubtful) };
}

function factsOf(text: string, sentAt: Date, found: Found): Facts {
  let masked = maskNames(text, found);
  const whens = findWhen(masked, sentAt);
  const sums = findSums(masked, whens);
  const taken = [...whens, ...sums].sort((a, b) => a.start - b.start);
  const counts = findCounts(masked, taken);
  for (const { start, end } of whens) masked = hide(masked, start, end, '＠');
  return { text, masked, whens, sums, counts };
}

/** 都是前天的事, at the end of a list. */
function isShared(facts: Facts, when: When, stories: readonly Story[]): boolean {
  const last = stories.at(-1)?.scope;
  return (
    last !== undefined &&
    stories.length > 1 &&
    when.start >= last.told &&
    /(?:都是|均为|都在|全是|以上.{0,6})$/.test(facts.masked.slice(Math.max(0, when.start - 8), when.start))
  );
}

function reportsOf(
  facts: Facts,
  { scope, events: told, inherited }: Story,
  heading: Range,
  shared: readonly When[],
): HouseholdReport[] {
  let events = told;
  const symmetric =
    scope.households.length === 2 &&
    events.length === 1 &&
    events[0]?.kind.id === 'other' &&
    !scope.households[1]?.house;
  const households = symmetric ? scope.households.slice(0, 1) : scope.households;
  if (scope.households[0]?.own)
    events = events.filter((event) => fitsSpeaker(facts.masked, event, scope.households[0]));
  return households.flatMap((household) => {
    const share = shareOf(facts.text, scope, household);
    const whole = share ? [share] : inherited ? [{ from: scope.from, to: scope.to }] : null;
    return events.map((event, index) =>
      build(facts, household, event, events[index - 1] ?? null, whole, heading, shared),
    );
  });
}

function ownClauses(masked: string, event: HouseEvent): string {
  return event.own.map((clause) => masked.slice(clause.from, clause.to)).join(',');
}

/** 我的手机没电了 is chat; 我家停电了 and 我妈住院了 are told of a household. */
function fitsSpeaker(masked: string, event: HouseEvent, household: Anchor | undefined): boolean {
  return (
    (household?.house === true ||
      event.subject.kind === 'relation' ||
      (event.kind.about === 'person' && event.kind.id !== 'other')) &&
    // 我儿子在外地上班 is how it is, not what has changed.
    (event.kind.id !== 'job_start' || /了|刚|找到|开始|＠/.test(ownClauses(masked, event)))
  );
}

/** What is done after the event has its own day; of a wedding 办事 is the day itself. */
const AFTERWARDS = /出殡|安葬|下葬|火化|入土|送葬|办(?:事|丧|酒|席)|出院|复查/;
const AFTER_OTHERS = /出院|复查/;

type Range = { from: number; to: number };

function within(ranges: readonly Range[], at: number): boolean {
  return ranges.some((range) => at >= range.from && at < range.to);
}

function build(
  facts: Facts,
  household: Anchor,
  event: HouseEvent,
  previous: HouseEvent | null,
  inherited: readonly Range[] | null,
  heading: Range,
  shared: readonly When[],
): HouseholdReport {
  const { kind } = event;
  const afterwards = /^move_|^other$/.test(kind.id) ? AFTER_OTHERS : AFTERWARDS;
  const ranges = inherited ?? event.clauses;
  const told = ranges.map((range) => facts.masked.slice(range.from, range.to)).join(',');
  const plain = (inherited ?? event.own).map((range) => facts.text.slice(range.from, range.to)).join(',');
  const own = facts.whens.filter((when) =>
    within(
      event.own.filter(
        (clause, index) => index === 0 || !afterwards.test(facts.masked.slice(clause.from, clause.to)),
      ),
      when.start,
    ),
  );
  const near = facts.whens.filter(
    (when) =>
      within(ranges, when.start) &&
      !within(
        event.clauses.filter(
          (clause, index) => index > 0 && afterwards.test(facts.masked.slice(clause.from, clause.to)),
        ),
        when.start,
      ),
  );
  const when = narrowed(
    chooseWhen(own) ?? chooseWhen(near) ?? chooseWhen(shared),
    kind.id === 'death' ? [] : facts.whens.filter((date) => within(ranges, date.start)),
  );
  const count = kind.units
    ? chooseCount(
        facts.masked,
        facts.counts.filter((candidate) => within(ranges, candidate.start)),
        kind.units,
        event.hit.start,
      )
    : null;
  const sums = facts.sums.filter((sum) => within(ranges, sum.start));
  const bare =
    !household.house &&
    household.head !== null &&
    !/^(?:的)?[他她]?家/.test(facts.masked.slice(household.end));
  const member = kind.about === 'household' ? null : memberName(facts, event, previous, bare, ranges);
  const words = told.replace(/[＃＠]+/g, '');
  const ownWords = ownClauses(facts.masked, event).replace(/[＃＠]+/g, '');
  const report: HouseholdReport = {
    head: household.head,
    group: household.group,
    change: kind.id,
    member,
    occurredOn: when?.from ?? null,
    span: when ? spanOf(when) : null,
    amount: chooseAmount(kind.amount, sums, count?.count ?? null),
    count: count?.count ?? null,
    unit: count?.unit ?? null,
    stage: kind.stage ? (stageIn(plain) ?? stageIn(told)) : null,
    phone:
      kind.id === 'contact'
        ? phoneIn(
            facts.text.slice(
              Math.min(...ranges.map((range) => range.from)),
              Math.max(...ranges.map((range) => range.to)),
            ),
          )
        : null,
    note:
      (kind.noteFirst === 'own' ? kind.note?.(ownWords) : null) ??
      kind.note?.(kind.id === 'other' ? ownWords : words) ??
      null,
    missing: [],
  };
  // 沃柑没人要,覃彩莲家还有5000斤: the heading tells what it is about.
  if (report.note === null && heading.to > heading.from && kind.note)
    report.note = kind.note(facts.masked.slice(heading.from, heading.to).replace(/[＃＠]+/g, ''));
  report.missing = missingOf(report);
  return report;
}

function memberName(
  facts: Facts,
  event: HouseEvent,
  previous: HouseEvent | null,
  bare: boolean,
  ranges: readonly Range[],
): string | null {
  if (event.kind.id === 'birth') {
    const from = Math.min(...ranges.map((range) => range.from));
    const to = Math.max(...ranges.map((range) => range.to));
    return given(newborn(facts.masked, from, to, event.hit.start));
  }
  const subject = memberOf(facts.masked, event, previous, bare);
  if (subject.kind === 'self') return '户主';
  if (subject.kind !== 'relation') return null;
  return given(arrived(facts.masked, event, subject.relation));
}

/** 儿子娶了媳妇: the one who moved in is the bride. */
function arrived(masked: string, event: HouseEvent, relation: Relation): Relation {
  if (event.kind.id !== 'move_in') return relation;
  const told = event.own.map((clause) => masked.slice(clause.from, clause.to)).join(',');
  if (relation === '儿子' && /娶/.test(told)) return '儿媳';
  if (relation === '女儿' && /招.{0,4}(?:女婿|亲|赘|婿)/.test(told)) return '女婿';
  return relation;
}

function missingOf(report: HouseholdReport): Field[] {
  return changeOf(report.change).needs.filter((field) => report[field] === null);
}
