import type { JobResult } from '../../job/job.ts';
import { isWithin } from '../../policies/policies.ts';
import { record } from '../../register/register.ts';
import {
  type DutyRow,
  type DutyRuleRow,
  dutiesOfRule,
  openDutiesOf,
  openDutiesWithin,
} from '../../storage/storage.ts';
import { reply, type Turn } from '../answers/turn.ts';
import { OWN_NOTE } from '../duty-words.ts';
import * as words from '../wording.ts';

const END = '[?？!！。了吗呢啊]*$';
const NOT_DONE = '(?:还)?(?:没有?|未)(?:完成|办完|办好|办结|办|交|报送|报|回话|做)(?:完|好|的|呢)?';
const WHO = new RegExp(
  `^(?:还有|现在|看看?|都)?(?:谁|哪些人|哪些村|哪几个村|哪个村|几个)${NOT_DONE}${END}|^(?:提醒|待办|任务)?(?:的)?(?:完成|办理)情况${END}|^没(?:有)?完成的?(?:名单|有哪些|有谁|是谁)?${END}`,
);
const OF_RULE = new RegExp(
  `^(?:看|查)?(?:提醒\\s*第?\\s*(\\d{1,4})|第\\s*(\\d{1,4})\\s*条提醒)(?:号|条)?\\s*(?:的)?(?:完成情况|办理情况|情况|进度|完成了没有?|谁${NOT_DONE}|办得?怎么样)${END}`,
);
const OF_PERSON = new RegExp(
  `^([\\u4e00-\\u9fff·]{2,12}?)(?:都)?(?:办|办完|办好|完成|做完|交|报)了?(?:没有?|吗)${END}|^([\\u4e00-\\u9fff·]{2,12}?)的(?:待办|任务)${END}`,
);

/** 谁没完成, 提醒 1 完成情况, 王秀英办了没: for whoever stands above. Null: none of these. */
export async function takeProgress(
  turn: Turn,
  text: string,
  ruleOf: (number: number) => Promise<DutyRuleRow | null>,
): Promise<JobResult | null> {
  const { role } = turn.context.person;
  const ofRule = OF_RULE.exec(text);
  if (ofRule !== null) {
    const number = Number(ofRule[1] ?? ofRule[2]);
    const row = await ruleOf(number);
    return row === null ? say(turn, words.noSuchRule(number)) : showRule(turn, row);
  }
  if (role === 'cadre') return null;
  if (WHO.test(text)) return showOpen(turn);
  const named = OF_PERSON.exec(text);
  return named === null ? null : showPerson(turn, named[1] ?? named[2] ?? '');
}

function say(turn: Turn, text: string): JobResult {
  return reply(turn, text, { about: 'duty-progress' });
}

async function lineOf({ tick }: Turn, duty: DutyRow): Promise<words.OpenLine> {
  return { duty, name: (await tick.staff()).member(duty.person_id)?.name ?? '' };
}

async function linesOf(turn: Turn, duties: readonly DutyRow[]): Promise<words.OpenLine[]> {
  return Promise.all(duties.map((duty) => lineOf(turn, duty)));
}

async function showOpen(turn: Turn): Promise<JobResult> {
  const { db, person } = turn.context;
  const open = (await openDutiesWithin(db, person.region)).filter(
    ({ kind, person_id }) => kind !== OWN_NOTE && person_id !== person.id,
  );
  await looked(turn, open.length);
  return say(turn, words.openBelow(await linesOf(turn, open), turn.tick.today));
}

/** The last time of the rule alone: what was before is over or stands in the digest. */
async function showRule(turn: Turn, row: DutyRuleRow): Promise<JobResult> {
  const all = await dutiesOfRule(turn.context.db, row.id);
  const last = all.at(-1)?.due_on;
  const duties = all.filter(({ due_on, state }) => due_on === last && state !== 'dropped');
  const lines = await linesOf(turn, duties);
  await looked(turn, duties.length);
  return say(turn, words.ruleProgress(row, lines, turn.tick.today));
}

async function showPerson(turn: Turn, name: string): Promise<JobResult | null> {
  const { db, person } = turn.context;
  const people = (await turn.tick.staff())
    .all()
    .filter((member) => member.name === name && isWithin(member.region, person.region));
  if (people.length === 0) return null;
  const open: DutyRow[] = [];
  for (const { id } of people) open.push(...(await openDutiesOf(db, id)));
  const told = open.filter(({ kind, stage }) => kind !== OWN_NOTE && stage !== 'planned');
  await looked(turn, told.length);
  return say(turn, words.openOf(name, await linesOf(turn, told), turn.tick.today));
}

async function looked({ context: { book, person } }: Turn, count: number): Promise<void> {
  await record(book, {
    actor: person.id,
    action: 'duty.look',
    object: { kind: 'region', id: person.region },
    detail: { count },
  });
}
