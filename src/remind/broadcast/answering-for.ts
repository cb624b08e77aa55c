import type { JobResult } from '../../job/job.ts';
import { maskNumbers, maskPhones } from '../../language/language.ts';
import { record } from '../../register/register.ts';
import { broadcastNumbered, insertAnswer } from '../../storage/storage.ts';
import { readOption } from './answering.ts';
import { isAboutStaff } from './message.ts';
import { ownBroadcast } from './running.ts';
import { type Told, toldOf } from './tally.ts';
import { type BroadcastTurn, say } from './turn.ts';
import * as words from './wording.ts';

export interface AnswerFor {
  number: number;
  group: number | null;
  name: string;
  answer: string;
}

/** 代回 2 李秀兰 满意: by whoever was asked to tell somebody who has no account, or the place that sent it. */
export async function answerFor(
  turn: BroadcastTurn,
  { number, group, name, answer }: AnswerFor,
): Promise<JobResult> {
  const { db, book, person, at } = turn.context;
  const refuse = (text: string): JobResult => say(turn, text, { about: 'broadcast-refused' });
  const row = await broadcastNumbered(db, number);
  if (row === undefined) return refuse(words.noSuchBroadcast(number));
  const options = JSON.parse(row.options) as string[];
  const isOwn = (await ownBroadcast(turn, number)) !== null;
  const mayFor = ({ recipient }: Told): boolean =>
    isOwn || (recipient.caller_id === person.id && !isAboutStaff(row));
  const those = (await toldOf(db, row)).filter(
    (told) =>
      told.recipient.name === name && (group === null || told.recipient.group_no === group) && mayFor(told),
  );
  const without = those.filter(({ outcome }) => outcome === 'none');
  const [first, second] = without;
  if (first === undefined)
    return refuse(those.length === 0 ? words.notToAnswerFor(number, name) : words.answersHimself(name));
  if (second !== undefined) return refuse(words.whichToAnswerFor(number, without.map(placeOf)));
  if (row.state === 'closed' || row.state === 'cancelled') return refuse(words.RUN_OVER);
  const read = readOption(answer, options);
  if (read === null) return refuse(words.optionsToAnswerFor(number, name, options));
  const note = words.saidFor(read.note === null ? null : maskPhones(maskNumbers(read.note)), person.name);
  const { key } = first.recipient;
  await insertAnswer(db, { run_id: row.id, key, answer: read.option, note, at: at.toISOString() });
  await record(book, {
    actor: person.id,
    action: 'broadcast.answer-for',
    object: { kind: 'broadcast', id: row.id },
    detail: { number, key },
  });
  return say(turn, words.answeredFor(number, name, read.option), { about: 'broadcast-answered' });
}

function placeOf({ recipient: { group_no: group, name } }: Told): string {
  return `${group === null ? '' : `${group}组`}${name}`;
}
