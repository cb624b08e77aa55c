import type { JobResult, Notice } from '../../job/job.ts';
import { personById, record } from '../../register/register.ts';
import {
  type DutyRow,
  type DutyRuleRow,
  dutyRuleNumbered,
  dutyRulesOf,
  openDutiesOfRule,
  updateDutyRule,
} from '../../storage/storage.ts';
import { reply, type Turn } from '../answers/turn.ts';
import { openOfOwnRule } from '../calendar-duties.ts';
import { endDuties } from '../settle.ts';
import * as words from '../wording.ts';
import { shownOf, startOf } from './check.ts';
import { readRule } from './plan.ts';
import { takeProgress } from './progress.ts';

const ORDER =
  /^(暂停提醒|停提醒|停止提醒|恢复提醒|继续提醒|接着提醒|删提醒|删除提醒|取消提醒|改提醒|修改提醒)(?:规则)?[\s:：第]*(\d{1,4})?(?:条|号)?[\s,，:：]*([\s\S]*)$/;

/** 我的提醒规则, 停提醒 3, 恢复提醒 3, 删提醒 3; `change`: 改提醒 3 with what is to be different. Null: none of these. */
export async function takeRuleOrder(
  turn: Turn,
  text: string,
): Promise<JobResult | { change: DutyRuleRow; rest: string } | null> {
  if (/^(?:我的|看)?(?:提醒规则|定时提醒|提醒列表)$/.test(text)) return list(turn);
  const progress = await takeProgress(turn, text, (number) => own(turn, number));
  if (progress !== null) return progress;
  const order = ORDER.exec(text);
  if (order === null) return null;
  const [, word = '', written, rest = ''] = order;
  if (written === undefined) return say(turn, words.RULE_NUMBER_MISSING);
  const number = Number(written);
  const row = await own(turn, number);
  if (row === null) return say(turn, words.noSuchRule(number));
  if (/改/.test(word)) return { change: row, rest };
  if (/删|取消/.test(word)) return end(turn, row, 'deleted');
  if (/停/.test(word)) return end(turn, row, 'paused');
  return resume(turn, row);
}

function say(turn: Turn, text: string): JobResult {
  return reply(turn, text, { about: 'duty-rule' });
}

/** A cadre sees his own rules, an office those of its place. */
function mayTouch({ context: { person } }: Turn, row: DutyRuleRow): boolean {
  return (
    row.state !== 'deleted' &&
    (row.by_id === person.id || (person.role !== 'cadre' && row.region === person.region))
  );
}

async function own(turn: Turn, number: number): Promise<DutyRuleRow | null> {
  const row = await dutyRuleNumbered(turn.context.db, turn.context.person.region, number);
  return row !== undefined && mayTouch(turn, row) ? row : null;
}

/** A rule of the speaker's place by id. */
export async function ruleNumbered(turn: Turn, id: string): Promise<DutyRuleRow | null> {
  const rows = await dutyRulesOf(turn.context.db, turn.context.person.region);
  return rows.find((row) => row.id === id && mayTouch(turn, row)) ?? null;
}

async function list(turn: Turn): Promise<JobResult> {
  const { db, person } = turn.context;
  const rows = (await dutyRulesOf(db, person.region)).filter((row) => mayTouch(turn, row));
  const lines: words.RuleLine[] = [];
  for (const row of rows) {
    const { plan, audience } = readRule(row);
    lines.push({
      number: row.number,
      what: row.what,
      when: `${words.rhythmWords(plan.rhythm, turn.tick.today)}${plan.time}`,
      whom: words.audienceShort(audience.kind, audience.place, person.region),
      isPaused: row.state === 'paused',
      open: (await openDutiesOfRule(db, row.id)).length,
      by: row.by_id === person.id ? '您' : ((await personById(db, row.by_id))?.name ?? ''),
    });
  }
  return reply(turn, words.ruleList(lines), { about: 'duty-rules' });
}

async function end(turn: Turn, row: DutyRuleRow, state: 'paused' | 'deleted'): Promise<JobResult> {
  if (row.state === state) return say(turn, words.ruleIsSo(row.number, true));
  await updateDutyRule(turn.context.db, row.id, { state, changed_at: turn.tick.now });
  const dropped = await dropOpen(turn, row.id);
  await note(turn, row, state);
  const count = dropped.length;
  return reply(
    turn,
    state === 'paused' ? words.rulePaused(row.number, count) : words.ruleDeleted(row.number, count),
    { about: 'duty-rule', notices: toldDropped(turn, dropped) },
  );
}

/** Whoever was reminded of it hears that it is over. */
function toldDropped({ context: { person } }: Turn, dropped: readonly DutyRow[]): Notice[] {
  return dropped
    .filter(({ stage, person_id }) => stage !== 'planned' && person_id !== person.id)
    .map((duty) => ({
      to: duty.person_id,
      text: words.dutyDropped(duty, person.name),
      options: [],
      about: 'duty-dropped',
      key: `duty:${duty.key}:dropped:${duty.person_id}`,
      run: duty.id,
    }));
}

async function resume(turn: Turn, row: DutyRuleRow): Promise<JobResult> {
  if (row.state === 'active') return say(turn, words.ruleIsSo(row.number, false));
  const { plan, audience } = readRule(row);
  const shown = await shownOf(turn.tick, { plan, audience }, row.by_id);
  if (typeof shown === 'string') return say(turn, shown);
  const since = startOf(turn.tick, plan);
  await updateDutyRule(turn.context.db, row.id, {
    state: 'active',
    since_on: since,
    changed_at: turn.tick.now,
  });
  await openOfOwnRule(turn.tick, { ...row, state: 'active', since_on: since });
  await note(turn, row, 'resumed');
  const [first] = shown.times;
  const when =
    first === undefined ? '' : words.dayAndWeekday(first.remindOn[0] ?? first.dueOn, turn.tick.today);
  return say(turn, words.ruleResumed(row.number, when));
}

async function note({ context }: Turn, row: DutyRuleRow, what: string): Promise<void> {
  await record(context.book, {
    actor: context.person.id,
    action: `duty-rule.${what}`,
    object: { kind: 'duty-rule', id: row.id },
    detail: { region: row.region, number: row.number },
  });
}

/** What is still open of a rule is not urged any more. Gives what that was. */
export async function dropOpen({ context, tick }: Turn, rule: string): Promise<DutyRow[]> {
  const open = await openDutiesOfRule(context.db, rule);
  await endDuties(
    tick,
    open.map(({ id }) => id),
    { state: 'dropped', done_by: context.person.id },
    context.person.id,
    null,
  );
  return open;
}
