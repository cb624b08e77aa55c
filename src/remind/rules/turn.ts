import { randomUUID } from 'node:crypto';
import type { JobResult } from '../../job/job.ts';
import { maskNumbers, maskPhones } from '../../language/language.ts';
import { record } from '../../register/register.ts';
import {
  type DutyRuleRow,
  forgetPlanned,
  insertDutyRule,
  nextDutyCount,
  updateDutyRule,
} from '../../storage/storage.ts';
import { reply, type Turn } from '../answers/turn.ts';
import { openOfOwnRule } from '../calendar-duties.ts';
import type { RuleDraft } from '../state.ts';
import * as words from '../wording.ts';
import { checkTold, knownPlaces, shownOf, startOf } from './check.ts';
import { dropOpen, ruleNumbered, takeRuleOrder } from './orders.ts';
import { readRule } from './plan.ts';
import { isForm, looksLikeRule, type Reading, type RuleTold, readRuleText } from './read.ts';

const OPEN_MS = 30 * 60 * 1000;
const YES = /^(?:对|对的|对了|是|是的|没错|正确|确认|确定|好|好的|行|可以|嗯|ok)[。.!！啊呀呢吧了的~]*$/;
const NO = /^(?:取消|算了|不要了|不用了|不设了)[。.!！了]*$/;
const CORRECTS =
  /^(?:不对|不是|错了|改成|改为|改到|改|换成|应该是|应该|时间|内容|提前|到|每|提醒|发给|对象|通知|谁|是|再加|加上|上午|下午)/;

/** A rule that waits for 对 → orders about rules → a new rule. */
export async function takeRuleTurn(turn: Turn): Promise<JobResult | null> {
  const { context, state } = turn;
  const text = context.text.trim();
  if (state.rule !== null) {
    if (YES.test(text)) return confirm(turn, state.rule);
    if (NO.test(text))
      return reply({ state: { ...state, rule: null } }, words.RULE_CANCELLED, { about: 'duty-rule' });
  }
  const ordered = await takeRuleOrder(turn, text);
  if (ordered !== null) return 'change' in ordered ? change(turn, ordered.change, ordered.rest) : ordered;
  if (state.rule !== null && CORRECTS.test(text) && !isWholeRule(text)) {
    const corrected = await correct(turn, state.rule, text);
    if (corrected !== null) return corrected;
  }
  if (!looksLikeRule(text)) return null;
  const told = readRuleText(text, await readingOf(turn));
  return readBack(turn, told, null, maskPhones(maskNumbers(text)));
}

/** A form, or a sentence that says when and whom: a rule of its own, also while another waits. */
function isWholeRule(text: string): boolean {
  return isForm(text) || /^(?:每|\d{1,2}月)[\s\S]*提醒[\s\S]{4,}$/.test(text);
}

async function readingOf({ context, tick }: Turn): Promise<Reading> {
  return {
    at: context.at,
    own: context.person.region,
    places: await knownPlaces(context),
    people: (await tick.staff()).all(),
  };
}

/** 改成每月6号: only what is told anew changes. */
async function correct(turn: Turn, draft: RuleDraft, text: string): Promise<JobResult | null> {
  const content = /^(?:不对[,，\s]*)?(?:内容|办什么|事情)(?:改成|改为|是|应该是|换成)[:：\s]*(.+)$/.exec(
    text,
  )?.[1];
  const told = readRuleText(
    text
      .replace(/^(?:不对|不是|错了|应该是|应该|时间|改成|改为|改到|改|换成|[,，\s])+/, '')
      .replace(
        /^(?:(?:提醒|发给|通知)?谁|对象|发给|通知|给)\s*(?:应该)?(?:改成|改为|换成|是|[:：])?\s*/,
        '提醒',
      ),
    await readingOf(turn),
  );
  // 改成3月21日下午3点 says when it leaves: what is to be done stays as it was.
  const time = told.time ?? told.event;
  const corrected: RuleTold =
    content === undefined
      ? { ...told, what: null, time, event: null }
      : {
          ...told,
          what: content,
          rhythm: null,
          time: null,
          event: null,
          advance: null,
          until: null,
          audience: null,
          faults: [],
          isDayGiven: true,
        };
  const isEmpty =
    content === undefined &&
    told.rhythm === null &&
    time === null &&
    told.advance === null &&
    told.until === null &&
    told.audience === null &&
    told.faults.length === 0;
  return isEmpty ? null : readBack(turn, corrected, draft, draft.said);
}

/** 改提醒 3 每月6号 */
async function change(turn: Turn, row: DutyRuleRow, rest: string): Promise<JobResult> {
  const { plan, audience } = readRule(row);
  const draft: RuleDraft = {
    changes: row.id,
    said: row.said,
    what: row.what,
    plan,
    audience,
    until: turn.tick.now,
  };
  const corrected = await correct(turn, draft, rest);
  return corrected ?? reply(turn, words.faultsTold([words.WHEN_MISSING]), { about: 'duty-rule' });
}

async function readBack(
  turn: Turn,
  told: RuleTold,
  before: RuleDraft | null,
  said: string,
): Promise<JobResult> {
  const { context, tick } = turn;
  const checked = checkTold(context, told, before);
  if (!checked.ok) return reply(turn, words.faultsTold(checked.faults), { about: 'duty-rule' });
  const { rule, notes } = checked;
  const shown = await shownOf(tick, rule, context.person.id);
  if (typeof shown === 'string') return reply(turn, shown, { about: 'duty-rule' });
  const until = new Date(context.at.getTime() + OPEN_MS).toISOString();
  const draft: RuleDraft = { ...rule, changes: before?.changes ?? null, said, until };
  const changes = draft.changes === null ? null : ((await ruleNumbered(turn, draft.changes))?.number ?? null);
  const people = shown.people.map(({ region, person, isVacant }) => ({
    region,
    name: person.name,
    isVacant,
  }));
  const text = words.readBack({
    what: rule.what,
    whom: words.whomWords(rule.audience, context.person.region, people),
    when: whenWords(turn, rule),
    times: shown.times.map((time) => words.timeWords(time, tick.today)),
    until: rule.plan.until === null ? null : words.dayWords(rule.plan.until, tick.today),
    notes,
    changes,
  });
  return reply({ state: { ...turn.state, rule: draft, pick: null } }, text, {
    options: ['对', '取消'],
    about: 'duty-rule-read-back',
  });
}

function whenWords({ tick }: Turn, { plan }: Pick<RuleDraft, 'plan'>): string {
  return `${words.rhythmWords(plan.rhythm, tick.today)}${plan.rhythm.kind === 'once' ? '前' : ''}${words.advanceWords(plan.advance)}，${plan.time}发`;
}

/** 对: only now it counts. Rank and place are looked at once more: both may have changed meanwhile. */
async function confirm(turn: Turn, draft: RuleDraft): Promise<JobResult> {
  const { context, tick } = turn;
  const done = { state: { ...turn.state, rule: null } };
  const shown = await shownOf(tick, draft, context.person.id);
  if (typeof shown === 'string') return reply(done, shown, { about: 'duty-rule' });
  const row = draft.changes === null ? await add(turn, draft) : await replace(turn, draft, draft.changes);
  if (row === null) return reply(done, words.RULE_NUMBER_MISSING, { about: 'duty-rule' });
  await openOfOwnRule(tick, row);
  await record(context.book, {
    actor: context.person.id,
    action: draft.changes === null ? 'duty-rule.add' : 'duty-rule.change',
    object: { kind: 'duty-rule', id: row.id },
    detail: { region: row.region, number: row.number, people: shown.people.length },
  });
  const [first] = shown.times;
  const when = first === undefined ? '' : words.dayAndWeekday(first.remindOn[0] ?? first.dueOn, tick.today);
  const text =
    draft.changes === null
      ? words.ruleKept(row.number, when, shown.people.length)
      : words.ruleChanged(row.number, when);
  return reply(done, text, { about: 'duty-rule-kept' });
}

async function add({ context, tick }: Turn, draft: RuleDraft): Promise<DutyRuleRow> {
  const { person, db } = context;
  const row: DutyRuleRow = {
    id: randomUUID(),
    number: await nextDutyCount(db, person.region, 'rule'),
    region: person.region,
    by_id: person.id,
    said: draft.said,
    what: maskPhones(maskNumbers(draft.what)),
    plan: JSON.stringify(draft.plan),
    audience: JSON.stringify(draft.audience),
    state: 'active',
    since_on: startOf(tick, draft.plan),
    created_at: tick.now,
    changed_at: tick.now,
  };
  await insertDutyRule(db, row);
  return row;
}

/** The changed rule begins anew: what was open of the old one is not urged any more. */
async function replace(turn: Turn, draft: RuleDraft, id: string): Promise<DutyRuleRow | null> {
  const { context, tick } = turn;
  const before = await ruleNumbered(turn, id);
  if (before === null) return null;
  await dropOpen(turn, id);
  await forgetPlanned(context.db, id);
  const change = {
    what: maskPhones(maskNumbers(draft.what)),
    plan: JSON.stringify(draft.plan),
    audience: JSON.stringify(draft.audience),
    state: 'active' as const,
    since_on: startOf(tick, draft.plan),
    changed_at: tick.now,
  };
  await updateDutyRule(context.db, id, change);
  return { ...before, ...change };
}
