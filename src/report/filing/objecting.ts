import { randomUUID } from 'node:crypto';
import { groupPath, nameOfPlace, type Person, personById, staffFor } from '../../register/register.ts';
import {
  answerObjection,
  closePublicNotice,
  countOpenObjections,
  findReport,
  holdReport,
  insertObjection,
  latestNoticeOf,
  nextNumber,
  type ObjectionRow,
  objectionsNumbered,
  objectionsTo,
  openObjectionsWithin,
  reportsNumbered,
} from '../../storage/storage.ts';
import type { JobResult, Notice } from '../job.ts';
import { villageOf } from '../own-place.ts';
import {
  ANONYMOUS,
  ANSWER_HOW,
  answerWords,
  noObjection,
  noticeOver,
  notOnNotice,
  OBJECTION_REASON,
  OWN_OBJECTION,
  objectionAgain,
  objectionAnswered,
  objectionAnswerTold,
  objectionLate,
  objectionLine,
  objectionList,
  objectionTaken,
  objectionTold,
  returnedToHousehold,
  returnedTold,
  upheldBefore,
} from '../wording.ts';
import { NO_FACTS } from './chain.ts';
import type { Target } from './orders.ts';
import { concerned, moverOf, numberFor, reviewersAt, upheldAgainst } from './reviewers.ts';
import { act, masked, noteEvent, stepRun } from './store.ts';
import { lineOf, type Stored, withHousehold } from './told.ts';
import { reply, type Turn } from './turn.ts';

/** 异议 3 原因: somebody of the village objects to what hangs out there. */
export async function object(
  turn: Turn,
  target: Target,
  text: string,
  anonymous: boolean,
): Promise<JobResult> {
  const { book, db, person } = turn.context;
  const rows = await reportsNumbered(db, villageOf(person.region), target.number);
  const hanging = rows.filter(
    (row) =>
      row.state === 'on_notice' && (target.village === null || nameOfPlace(row.village) === target.village),
  );
  const [first] = hanging;
  const row =
    first === undefined || hanging.length > 1 ? undefined : await holdReport(db, book.kind, first.id);
  const notice = row === undefined ? undefined : await latestNoticeOf(db, row.id);
  if (row === undefined || row.state !== 'on_notice' || notice?.state !== 'open')
    return reply(turn.state, notOnNotice(target.number), { about: 'objection-refused' });
  if (text.trim().length < 2)
    return reply(turn.state, OBJECTION_REASON(target.number), { about: 'objection-refused' });
  // Anonymous or not: nobody objects to his own application, and would be told apart by it.
  if (person.householdId === row.household_id)
    return reply(turn.state, OWN_OBJECTION(target.number), { about: 'objection-refused' });
  const said = masked(text.trim());
  const same = (await objectionsTo(db, row.id)).find(
    (earlier) =>
      earlier.notice_id === notice.id &&
      earlier.state === 'open' &&
      earlier.text === said &&
      earlier.by_id === (anonymous ? null : person.id),
  );
  if (same !== undefined) {
    const again = reply(turn.state, objectionAgain(same.number), { about: 'objection-taken' });
    return anonymous ? { ...again, anonymous } : again;
  }
  const objection: ObjectionRow = {
    id: randomUUID(),
    number: await nextNumber(db, row.village, 'objection'),
    village: row.village,
    notice_id: notice.id,
    report_id: row.id,
    by_id: anonymous ? null : person.id,
    text: said,
    at: book.now,
    state: 'open',
    answer: null,
    answered_by: null,
    answered_at: null,
  };
  await insertObjection(db, objection);
  const stored = await withHousehold(book, row);
  // Neither history nor audit tells who it was where he does not want to be named.
  await noteEvent(book, row, {
    by: anonymous ? 'anonymous' : person.id,
    event: 'objection',
    from: row.state,
    note: `异议${objection.number}`,
  });
  const staff = await answerers(turn, stored);
  const by = anonymous ? ANONYMOUS : person.name;
  const line = lineOf(book, stored);
  const told = objectionTold(
    objection.number,
    nameOfPlace(row.village),
    row.number,
    line,
    by,
    objection.text,
  );
  const taken = reply(turn.state, objectionTaken(objection.number, anonymous), {
    about: 'objection-taken',
    notices: staff.map((to) => ({
      to: to.id,
      text: told,
      options: [`看 ${numberFor(to, row)}`],
      about: 'objection',
    })),
  });
  return anonymous ? { ...taken, anonymous } : taken;
}

/** 异议: those of one's region that wait for an answer. */
export async function listObjections(turn: Turn): Promise<JobResult> {
  const { db, person } = turn.context;
  if (person.role !== 'township' && person.role !== 'office') return reply(turn.state, objectionList([]));
  const lines: string[] = [];
  for (const objection of await openObjectionsWithin(db, person.region)) {
    const report = await findReport(db, objection.report_id);
    const by = objection.by_id === null ? null : await personById(db, objection.by_id);
    lines.push(
      objectionLine(
        objection.number,
        nameOfPlace(objection.village),
        report?.number ?? 0,
        by?.name ?? ANONYMOUS,
        objection.text,
      ),
    );
  }
  return reply(turn.state, objectionList(lines), { about: 'objections' });
}

/** 答复 异议 2 不成立 …: by the township. One that is upheld sends the report back. */
export async function answerTo(turn: Turn, target: Target | undefined, text: string): Promise<JobResult> {
  const { book, db, person, messageId } = turn.context;
  const said = /^(不)?成立[\s,，。:：]*(.*)$/s.exec(text.trim());
  const answer = masked(said?.[2]?.trim() ?? '');
  if (target === undefined || said === null || answer.length < 2) return reply(turn.state, ANSWER_HOW);
  const found = (await objectionsNumbered(db, person.region, target.number)).filter(
    ({ village }) => target.village === null || nameOfPlace(village) === target.village,
  );
  const open = found.filter(({ state }) => state === 'open');
  const objection = open.length === 1 ? open[0] : found.length === 1 ? found[0] : undefined;
  const row = objection === undefined ? undefined : await holdReport(db, book.kind, objection.report_id);
  if (objection === undefined || row === undefined) return reply(turn.state, noObjection(target.number));
  const stored = await withHousehold(book, row);
  const mover = await moverOf(db, person, row, stored.household);
  if (!mover.levels.includes('township')) return reply(turn.state, noObjection(target.number));
  if (objection.state !== 'open') {
    const who = objection.answered_by === null ? null : await personById(db, objection.answered_by);
    return reply(
      turn.state,
      objectionLate(target.number, who?.name ?? '别人', objection.answered_at ?? objection.at),
    );
  }
  const upheld = said[1] === undefined;
  await answerObjection(db, objection.id, {
    state: upheld ? 'upheld' : 'dismissed',
    answer,
    answered_by: person.id,
    answered_at: book.now,
  });
  await noteEvent(book, row, {
    by: person.id,
    event: 'objection-answered',
    from: row.state,
    note: `异议${objection.number}${answerWords(upheld, answer)}`,
  });
  const notices: Notice[] = [
    ...(objection.by_id === null
      ? []
      : [
          {
            to: objection.by_id,
            text: objectionAnswerTold(objection.number, upheld, answer),
            options: [],
            about: 'objection-answered',
          },
        ]),
  ];
  if (upheld && row.state === 'on_notice') {
    const reason = `异议${objection.number}${answerWords(upheld, answer)}`;
    const acted = await act({ book, by: person.id, messageId }, row, 'return', mover, {
      facts: { ...NO_FACTS, reason },
      note: reason,
    });
    const notice = await latestNoticeOf(db, row.id);
    if (notice !== undefined) await closePublicNotice(db, notice.id, 'stopped', book.now);
    const line = lineOf(book, stored);
    if (acted.ok) {
      notices.push({
        to: row.reporter_id,
        text: returnedTold(row.number, line, person.name, reason),
        options: [`重报 ${row.number}`],
        about: 'report-returned',
      });
      const { household } = await concerned(book, row, person.id);
      const text = returnedToHousehold(row.number, line, person.name, reason);
      for (const to of household) notices.push({ to, text, options: [], about: 'report-returned' });
    }
  } else notices.push(...(await tellCounty(turn, stored)));
  return reply(turn.state, objectionAnswered(objection.number, upheld), {
    about: 'objection-answered',
    notices,
  });
}

/** The last answer came after the end of the notice: only now the county may confirm. */
async function tellCounty(turn: Turn, stored: Stored): Promise<Notice[]> {
  const { book, db } = turn.context;
  const { row, household } = stored;
  const notice = await latestNoticeOf(db, row.id);
  if (row.state !== 'on_notice' || notice?.state !== 'ended' || (await countOpenObjections(db, row.id)) > 0)
    return [];
  const staff = await reviewersAt(db, row, household, 'county');
  const upheld = await upheldAgainst(db, row.id);
  return staff.map((to) => ({
    to: to.id,
    text: `${noticeOver(numberFor(to, row), lineOf(book, stored), 0)}${upheldBefore(upheld)}`,
    options: [`通过 ${numberFor(to, row)}`],
    about: 'notice-over',
    run: stepRun(row.id),
  }));
}

/** Who has to answer: the township's people. */
async function answerers(turn: Turn, { household }: Stored): Promise<Person[]> {
  return staffFor(turn.context.db, groupPath(household.region, household.group), ['township']);
}
