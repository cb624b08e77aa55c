import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type FixedClock, fixedClock, localDate } from '../../src/clock/clock.ts';
import { storeNotices } from '../../src/conversation/notices.ts';
import type { Attachment, JobReply, Notice, RemindJob, ReportJob } from '../../src/job/job.ts';
import { maskNumbers, normalise } from '../../src/language/language.ts';
import { createLog } from '../../src/log/log.ts';
import { type Capabilities, createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { assembleKnowledge, type Knowledge, readKnowledge } from '../../src/policies/policies.ts';
import { addHousehold, addPerson, type Book, inBook, personById } from '../../src/register/register.ts';
import { createRemindJob } from '../../src/remind/remind.ts';
import { createReportJob } from '../../src/report/report.ts';
import { insertAccount, type Storage } from '../../src/storage/storage.ts';
import { secrets } from '../register/desk.ts';

export const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
export const TOWN = `${COUNTY}/锡尼镇`;
export const VILLAGE = `${TOWN}/甲嘎查`;
export const OTHER = `${TOWN}/乙嘎查`;

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
let real: Knowledge | null = null;

/** The knowledge base as it lies in the project. */
export function realKnowledge(): Knowledge {
  real ??= assembleKnowledge(readKnowledge(PROJECT));
  return real;
}

/** One message as it reached a person. */
export interface Arrived {
  /** UTC ISO time. */
  at: string;
  to: string;
  text: string;
  options: readonly string[];
}

const OPEN_CHANNEL: Capabilities = {
  text: { limit: 4000, unit: 'characters' },
  buttons: 8,
  pictures: { in: true, out: true },
  groups: true,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  quotas: [],
  pauseMs: null,
  inlineReplyMs: null,
  pulls: false,
};

/** Both jobs, the outbox and a clock, put together as the conversation does it. */
export interface Stage {
  remind: RemindJob;
  clock: FixedClock;
  storage: Storage;
  outbox: Outbox;
  /** What reached people through the outbox, in order. */
  arrived: Arrived[];
  say(person: string, text: string, attachments?: readonly Attachment[]): Promise<string>;
  /** Null: left to be answered. */
  tell(person: string, text: string, attachments?: readonly Attachment[]): Promise<JobReply | null>;
  /** Lets the time pass, with all that falls due and leaves on the way. */
  until(iso: string): Promise<void>;
  /** What reached a person since this was asked last. */
  heard(person: string): string[];
  inside<Result>(work: (book: Book) => Promise<Result>): Promise<Result>;
}

export async function setStage(
  storage: Storage,
  from: string,
  options: { knowledge?: () => Knowledge; report?: ReportJob; plant?: (book: Book) => Promise<void> } = {},
): Promise<Stage> {
  const knowledge = options.knowledge ?? realKnowledge;
  const clock = fixedClock(from);
  const log = createLog({ level: 'silent' });
  const remind = createRemindJob({ knowledge });
  const report = options.report ?? createReportJob({ knowledge });
  const arrived: Arrived[] = [];
  const outbox = createOutbox({ storage, clock, log, calendar: () => knowledge().calendar });
  outbox.open(
    {
      name: 'stage',
      async send({ chat, text, options: words }) {
        arrived.push({ at: clock.now().toISOString(), to: chat, text, options: words });
        return { kind: 'sent', messageId: null };
      },
    },
    OPEN_CHANNEL,
  );
  const states = new Map<string, string>();
  const read = new Map<string, number>();
  const inside = <Result>(work: (book: Book) => Promise<Result>): Promise<Result> =>
    inBook(storage, { secrets, now: clock.now().toISOString() }, work);
  const keep = async (book: Book, notices: readonly Notice[]): Promise<void> => {
    await storeNotices(book.db, storage.kind, notices, clock.now());
  };

  const stage: Stage = {
    remind,
    clock,
    storage,
    outbox,
    arrived,
    inside,
    async say(person, text, attachments = []) {
      return (await stage.tell(person, text, attachments))?.text ?? '（答）';
    },
    async tell(id, text, attachments = []) {
      clock.advance(60_000);
      const at = clock.now();
      const raw = maskNumbers(text);
      const reply = await inside(async (book) => {
        const person = await personById(book.db, id);
        if (person === null) throw new Error(`nobody is called ${id}`);
        const context = {
          db: book.db,
          book,
          person,
          text: normalise(raw),
          raw,
          messageId: randomUUID(),
          at,
          asOf: localDate(at),
          attachments,
          answer: async (question: string) => ({ text: `答：${question}`, options: [] }),
        };
        const stateOf = (job: string): unknown => JSON.parse(states.get(`${job}:${id}`) ?? 'null');
        const reminded = await remind.turn({ ...context, state: stateOf('remind') });
        if (reminded !== null) {
          states.set(`remind:${id}`, JSON.stringify(reminded.state));
          await keep(book, reminded.notices);
          return reminded.reply;
        }
        const reported = await report.turn({ ...context, state: stateOf('report') });
        if (reported === null) return null;
        states.set(`report:${id}`, JSON.stringify(reported.state));
        const after = await remind.after({ db: book.db, book, at, asOf: context.asOf, actor: person });
        await keep(book, [...reported.notices, ...after]);
        return reported.reply;
      });
      await outbox.flush();
      return reply;
    },
    async until(iso) {
      const end = new Date(iso);
      for (;;) {
        const now = clock.now();
        const times = [
          await remind.nextDue(storage.db, now),
          await report.nextDue(storage.db, now),
          await outbox.next(now),
        ].flatMap((time) => (time === null ? [] : [time.getTime()]));
        const next = Math.min(...times, end.getTime());
        clock.set(new Date(next).toISOString());
        const at = clock.now();
        await inside(async (book) => {
          const due = { db: book.db, book, at, asOf: localDate(at) };
          await keep(book, [...(await report.due(due)), ...(await remind.due(due))]);
        });
        await outbox.flush();
        if (at >= end) return;
      }
    },
    heard(person) {
      const since = read.get(person) ?? 0;
      read.set(person, arrived.length);
      return arrived.slice(since).flatMap(({ to, text }) => (to === person ? [text] : []));
    },
  };
  await inside(options.plant ?? plantTown);
  return stage;
}

/** Two villages of one township: cadres, township, county; a household of each sort. */
export async function plantTown(book: Book): Promise<void> {
  const house = (
    id: string,
    region: string,
    group: number,
    head: string,
    category: '一般户' | '脱贫户' | '监测户',
  ) =>
    addHousehold(
      book,
      { id, region, group, head, category, members: [{ name: head, relation: '户主' }] },
      'test',
    );
  await house('h-wang3', VILLAGE, 3, '王建国', '脱贫户');
  await house('h-li2', VILLAGE, 2, '李二旺', '一般户');
  await house('h-zhang1', VILLAGE, 1, '张秀英', '监测户');
  await house('h-zhao2', OTHER, 2, '赵六斤', '一般户');
  await staff(book, 'wang', '王秀英', 'cadre', VILLAGE);
  await staff(book, 'bao', '宝力德', 'cadre', VILLAGE);
  await staff(book, 'other', '李四', 'cadre', OTHER);
  await staff(book, 'town', '丁海霞', 'township', TOWN);
  await staff(book, 'county', '贺志强', 'office', COUNTY);
  await staff(book, 'old', '赵六斤', 'villager', OTHER, 'h-zhao2');
}

/** A person with one account, at which the stage hears. */
export async function staff(
  book: Book,
  id: string,
  name: string,
  role: 'villager' | 'cadre' | 'township' | 'office' | 'admin',
  region: string,
  householdId: string | null = null,
): Promise<void> {
  await addPerson(book, { id, name, role, region, householdId }, 'test');
  await insertAccount(book.db, {
    id: `account-${id}`,
    person_id: id,
    channel: 'stage',
    platform_user_id: id,
    chat: id,
    bound_at: book.now,
    last_seen_at: book.now,
    dead_at: null,
    preferred: 0,
  });
}
