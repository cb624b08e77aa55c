import { randomUUID } from 'node:crypto';
import { localDate } from '../../../src/clock/clock.ts';
import { maskNumbers, normalise } from '../../../src/language/language.ts';
import { addHousehold, addPerson, inBook, personById } from '../../../src/register/register.ts';
import type { Attachment, JobReply, Notice, ReportJob } from '../../../src/report/job.ts';
import { createReportJob } from '../../../src/report/report.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { secrets } from '../../register/desk.ts';

export const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
export const TOWN = `${COUNTY}/锡尼镇`;
export const VILLAGE = `${TOWN}/甲嘎查`;
export const OTHER = `${TOWN}/乙嘎查`;

/** Talks to the report job as the conversation does: one transaction per message, the state kept as JSON. */
export interface Stage {
  job: ReportJob;
  now: Date;
  /** Everything that was sent unasked, in order. */
  sent: Notice[];
  say(person: string, text: string, attachments?: readonly Attachment[]): Promise<string>;
  /** The whole reply; null where the message was left to be answered. */
  tell(person: string, text: string, attachments?: readonly Attachment[]): Promise<JobReply | null>;
  /** Lets time pass to `iso`, with what falls due on the way. */
  until(iso: string): Promise<Notice[]>;
  /** Notices to a person since the last time this was asked. */
  heard(person: string): string[];
  state(person: string): unknown;
}

export async function setStage(storage: Storage, job: ReportJob = createReportJob()): Promise<Stage> {
  const states = new Map<string, string>();
  const heardUpTo = new Map<string, number>();
  const opened = (now: Date) => ({ secrets, now: now.toISOString() });
  const stage: Stage = {
    job,
    now: new Date('2026-03-18T09:30:00+08:00'),
    sent: [],
    async say(person, text, attachments = []) {
      return (await stage.tell(person, text, attachments))?.text ?? '（答）';
    },
    async tell(id, text, attachments = []) {
      stage.now = new Date(stage.now.getTime() + 60_000);
      const raw = maskNumbers(text);
      const result = await inBook(storage, opened(stage.now), async (book) => {
        const person = await personById(book.db, id);
        if (person === null) throw new Error(`nobody is called ${id}`);
        return job.turn({
          db: book.db,
          book,
          person,
          text: normalise(raw),
          raw,
          messageId: randomUUID(),
          at: stage.now,
          asOf: localDate(stage.now),
          state: JSON.parse(states.get(id) ?? 'null'),
          attachments,
          answer: async (question) => ({ text: `答：${question}`, options: [] }),
        });
      });
      if (result === null) return null;
      states.set(id, JSON.stringify(result.state));
      stage.sent.push(...result.notices);
      return result.reply;
    },
    async until(iso) {
      const end = new Date(iso);
      const told: Notice[] = [];
      for (;;) {
        const next = await job.nextDue(storage.db, stage.now);
        const at = next === null || next > end ? end : next;
        stage.now = at;
        const due = await inBook(storage, opened(at), (book) =>
          job.due({ db: book.db, book, at, asOf: localDate(at) }),
        );
        told.push(...due);
        stage.sent.push(...due);
        if (at >= end) return told;
      }
    },
    heard(person) {
      const from = heardUpTo.get(person) ?? 0;
      heardUpTo.set(person, stage.sent.length);
      return stage.sent.slice(from).flatMap(({ to, text }) => (to === person ? [text] : []));
    },
    state: (person) => JSON.parse(states.get(person) ?? 'null'),
  };
  await plant(storage);
  return stage;
}

/** Two of one name, two cadres, one of another village, township, county, villagers with and without a household. */
async function plant(storage: Storage): Promise<void> {
  await inBook(storage, { secrets, now: '2026-03-01T00:00:00.000Z' }, async (book) => {
    const member = (name: string, relation: string, phone: string | null = null) => ({
      name,
      relation,
      phone,
    });
    const house = (
      id: string,
      region: string,
      group: number,
      head: string,
      category: '一般户' | '脱贫户' | '监测户',
      ...members: ReturnType<typeof member>[]
    ) =>
      addHousehold(
        book,
        { id, region, group, head, category, members: [member(head, '户主', '13900000001'), ...members] },
        'test',
      );
    await house(
      'h-wang3',
      VILLAGE,
      3,
      '王建国',
      '脱贫户',
      member('刘翠莲', '妻子'),
      member('王小军', '儿子'),
    );
    await house('h-li2', VILLAGE, 2, '李二旺', '一般户', member('赵改花', '妻子'));
    await house('h-zhang1', VILLAGE, 1, '张秀英', '监测户');
    await house('h-zhang4', VILLAGE, 4, '张秀英', '一般户');
    await house('h-zhao2', OTHER, 2, '赵六斤', '一般户');
    const person = (
      id: string,
      name: string,
      role: 'villager' | 'cadre' | 'township' | 'office' | 'admin',
      region: string,
      householdId: string | null = null,
    ) => addPerson(book, { id, name, role, region, householdId }, 'test');
    await person('wang', '王秀英', 'cadre', VILLAGE);
    await person('bao', '宝力德', 'cadre', VILLAGE);
    await person('other', '别村人', 'cadre', OTHER);
    await person('other2', '别村二', 'cadre', OTHER);
    await person('town', '丁海霞', 'township', TOWN);
    await person('town2', '丁海霞二', 'township', TOWN);
    await person('county', '贺志强', 'office', COUNTY);
    await person('admin', '孟和', 'admin', COUNTY);
    await person('jianguo', '王建国', 'villager', VILLAGE, 'h-wang3');
    await person('erwang', '李二旺', 'villager', VILLAGE, 'h-li2');
    await person('nobody', '过路人', 'villager', VILLAGE);
  });
}
