import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { addDays, localTime } from '../../src/calendar/calendar.ts';
import type { Book } from '../../src/register/register.ts';
import { addHousehold } from '../../src/register/register.ts';
import { dutySums } from '../../src/remind/remind.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { setStage, staff } from './stage.ts';

/**
 * A whole year of 全南县, day by day: the duties that its document dates, and the rules that its office made in its own
 * words. What has to be sent is worked out a second time here, plainly, day for day, from the library's own calendar.
 */
const COUNTY = '江西省/赣州市/全南县';
const TOWNS = ['城厢镇', '南迳镇'];
const VILLAGES = TOWNS.flatMap((town) =>
  Array.from({ length: 10 }, (_, index) => ({
    town,
    name: `${town.slice(0, 2)}${'甲乙丙丁戊己庚辛壬癸'.charAt(index)}村`,
  })),
);

const { isWorkday } = createRequire(import.meta.url)('chinese-days') as {
  isWorkday(day: string): boolean;
};

/** Every fifth cadre never answers. */
const isSilent = (index: number): boolean => index % 5 === 4;

async function plant(book: Book): Promise<void> {
  await staff(book, 'county', '县办', 'office', COUNTY);
  for (const town of TOWNS) await staff(book, `t-${town}`, `${town}干部`, 'township', `${COUNTY}/${town}`);
  for (const [index, { town, name }] of VILLAGES.entries()) {
    const region = `${COUNTY}/${town}/${name}`;
    await addHousehold(
      book,
      { id: `h${index}`, region, group: 1, head: `户主${index}`, category: '一般户', members: [] },
      'test',
    );
    await staff(
      book,
      `c${index}`,
      `干部${'甲乙丙丁戊己庚辛壬癸'.charAt(index % 10)}${index}`,
      'cadre',
      region,
    );
  }
}

const DAYS = Array.from({ length: 365 }, (_, index) => addDays('2017-01-01', index));

function workedOnOrBefore(day: string): string {
  let at = day;
  while (!isWorkday(at)) at = addDays(at, -1);
  return at;
}

function workedAfter(day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

/** The last day of each month, worked or not. */
const MONTH_ENDS = DAYS.filter((day) => addDays(day, 1).endsWith('-01'));
const isQuarterEnd = (day: string): boolean => ['03', '06', '09', '12'].includes(day.slice(5, 7));

/** What is due for each village, with the days ahead on which it is reminded of. */
const DUE: Readonly<Record<string, { days: string[]; ahead: number[] }>> = {
  报送监测表: { days: DAYS.filter((day) => day.endsWith('-05')), ahead: [0] },
  上报台账: { days: MONTH_ENDS.map(workedOnOrBefore).filter(isQuarterEnd), ahead: [3, 0] },
  核对名单: { days: MONTH_ENDS, ahead: [0] },
  '一季一监测：各村报送本季监测情况': {
    days: MONTH_ENDS.filter(isQuarterEnd).map(workedOnOrBefore),
    ahead: [7, 3, 0],
  },
};

/** The day of each reminder of a duty that nobody answers: 提醒 …, 再提醒, 乡镇, 县, 待通报. */
function ladderOf(dueOn: string, ahead: readonly number[], from: string): string[] {
  const first = [...new Set(ahead.map((days) => workedOnOrBefore(addDays(dueOn, -days))))].filter(
    (day) => day >= from,
  );
  const days = first.length > 0 ? first.sort() : [];
  const last = days.at(-1) ?? from;
  const again = workedAfter(dueOn > last ? dueOn : last, 1);
  const town = workedAfter(again, 2);
  const county = workedAfter(town, 2);
  return [...days, again, town, county, workedAfter(county, 3)];
}

describe('a year', () => {
  test('of 20 villages, day by day', { timeout: 300_000 }, async () => {
    const storage = await openStorage('sqlite::memory:');
    const stage = await setStage(storage, '2017-01-01T10:00:00+08:00', { plant });
    for (const rule of [
      '每月5号上午9点提醒各村报送监测表',
      '每季度最后一个工作日提醒各村上报台账，提前3天、当天提醒',
      '每月最后一天提醒各村核对名单',
    ]) {
      expect(await stage.say('county', rule)).toContain('共20个村');
      expect(await stage.say('county', '对')).toContain('记好了');
    }
    const done = new Map<string, Set<string>>();
    for (const day of DAYS) {
      await stage.until(`${day}T18:00:00+08:00`);
      // Whoever answers does so in the evening of the day on which he was reminded first.
      for (const [index] of VILLAGES.entries()) {
        if (isSilent(index)) continue;
        for (const text of stage.heard(`c${index}`)) {
          for (const [, number = '', what = ''] of text.matchAll(/(?:待办|^)(\d+)[：.] ?([^，\n]+)，/gm)) {
            const reply = await stage.say(`c${index}`, `完成 ${number}`);
            expect(reply).toContain('办完了');
            done.set(`c${index}`, (done.get(`c${index}`) ?? new Set()).add(`${what} ${day}`));
          }
        }
      }
    }

    const heard = (person: string): { day: string; time: string; text: string }[] =>
      stage.arrived
        .filter(({ to, at }) => to === person && at < '2017-12-31T16:00:00Z')
        .map(({ at, text }) => ({ ...localTime(new Date(at)), text }));

    // None on a day off, none outside office hours.
    for (const { at, text } of stage.arrived) {
      const { day, time } = localTime(new Date(at));
      expect(isWorkday(day), `${day} ${text}`).toBe(true);
      expect(time >= '08:30' && time < '17:30', `${day} ${time} ${text}`).toBe(true);
    }

    for (const [index] of VILLAGES.entries()) {
      const got: string[] = heard(`c${index}`).flatMap(({ day, text }) =>
        Object.keys(DUE).flatMap((what) =>
          [...text.matchAll(new RegExp(`${what}，`, 'g'))].map(() => `${day} ${what}`),
        ),
      );
      const expected: string[] = Object.entries(DUE).flatMap(([what, { days, ahead }]) =>
        days.flatMap((dueOn) => {
          const ladder = ladderOf(dueOn, ahead, '2017-01-02');
          // The rule counts from the day after it was made, whose hour had passed.
          const steps = isSilent(index) ? ladder : ladder.slice(0, 1);
          return steps.filter((day) => day <= '2017-12-31').map((day) => `${day} ${what}`);
        }),
      );
      expect(got.sort(), `cadre ${index}`).toEqual(expected.sort());
    }

    // One digest a day and superior, at most.
    for (const person of ['county', ...TOWNS.map((town) => `t-${town}`)]) {
      const digests = heard(person).filter(({ text }) => text.includes('汇总：'));
      expect(new Set(digests.map(({ day }) => day)).size).toBe(digests.length);
      expect(digests.length).toBeGreaterThan(10);
    }

    const sums = await dutySums(storage.db, '2017-12-31');
    expect(sums.kinds.find(({ kind }) => kind === 'own')?.states).toMatchObject({ done: 16 * (12 + 4 + 12) });
    expect(sums).toMatchObject({ balanced: true, lost: 0, failed: 0, expired: 0 });
    expect(sums.expected).toBeGreaterThan(1000);
    await storage.close();
  });
});
