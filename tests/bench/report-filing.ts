import type { fixedClock } from '../../src/clock/clock.ts';
import type { App } from '../../src/compose.ts';
import { addPerson, inBook, issueBindCode } from '../../src/register/register.ts';
import type { HouseholdRow, Role } from '../../src/storage/storage.ts';
import { COUNTY, TOWN, villageOf } from './report-register.ts';
import { type Times, timesOf } from './report-times.ts';
import { createYardstick, type Yardstick } from './report-yardstick.ts';

/** What one cadre's reports took. */
export interface Filed {
  reports: number;
  /** Rows that they left. */
  rows: number;
  /** The report until it is read back, 对 until it is filed, and both kinds of message together. */
  told: Times;
  confirmed: Times;
  both: Times;
  /** The same rows, inserted with nothing else done, message by message. */
  bare: Times;
}

const CHANNEL = 'bench';
const WARM_UP = 20;
const DIGITS = '零一二三四五六七八九';
/** One whole report of each sort: nothing is left to ask. */
const SAID: readonly ((who: string, n: number) => string)[] = [
  (who, n) => `${who}媳妇昨天住院了，自己掏了${3000 + (n % 90) * 100}`,
  (who, n) => `${who}家昨天卖了${2 + (n % 20)}只羊，一共卖了${1800 + (n % 20) * 900}`,
  (who) => `${who}家水管昨天冻裂了`,
  (who) => `${who}家两间房昨天开始漏雨`,
  (who) => `${who}儿子昨天去电子厂上班了，一个月4500`,
  (who) => `${who}昨天被工地辞退了`,
  (who) => `${who}家昨天大风刮倒大棚两座`,
  (who, n) => `${who}换号了，新号${13_800_000_000 + n}`,
  (who) => `${who}媳妇视力残疾二级证昨天下来了`,
  (who) => `${who}他妈昨天没了`,
];

/** The composed program, with a clock that stands still within a message. */
export interface Bench {
  app: App;
  clock: ReturnType<typeof fixedClock>;
  /** The database file. */
  path: string;
}

/** Throws where a pair of messages does not end in exactly one filed report. */
export async function measureFiling(
  bench: Bench,
  households: readonly HouseholdRow[],
  count: number,
): Promise<Filed> {
  await bindPersons(bench);
  const known = namedOnce(households.filter(({ region }) => region === villageOf(0)));
  const yardstick = createYardstick(bench.path, `${bench.path}-yardstick`);
  try {
    yardstick.written();
    const pairs: Pair[] = [];
    for (let n = 0; n < WARM_UP + count; n++) {
      const household = known[n % known.length];
      const say = SAID[(n + Math.floor(n / known.length)) % SAID.length];
      if (!household || !say) throw new Error('nobody to report on');
      const text = say(`${DIGITS[household.group_no ?? 0]}组${household.head}`, n);
      pairs.push(await filePair(bench, yardstick, text));
    }
    const kept = pairs.slice(WARM_UP);
    return {
      reports: kept.length,
      rows: kept.reduce((sum, { rows }) => sum + rows, 0),
      told: timesOf(kept.map(({ told }) => told.ms)),
      confirmed: timesOf(kept.map(({ confirmed }) => confirmed.ms)),
      both: timesOf(kept.flatMap(({ told, confirmed }) => [told.ms, confirmed.ms])),
      bare: timesOf(kept.flatMap(({ told, confirmed }) => [told.bare, confirmed.bare])),
    };
  } finally {
    yardstick.close();
  }
}

interface Said {
  reply: string;
  ms: number;
  bare: number;
  rows: number;
  /** How many reports it filed. */
  filed: number;
}

interface Pair {
  told: Said;
  confirmed: Said;
  rows: number;
}

async function filePair(bench: Bench, yardstick: Yardstick, text: string): Promise<Pair> {
  const told = await say(bench, yardstick, text);
  const confirmed = await say(bench, yardstick, '对');
  if (told.filed !== 0 || confirmed.filed !== 1) {
    throw new Error(`“${text}” was not filed by 对:\n${told.reply}\n→ ${confirmed.reply}`);
  }
  return { told, confirmed, rows: told.rows + confirmed.rows };
}

/** The bare insert follows each message at once, so that both meet the same neighbours on the machine. */
async function say(bench: Bench, yardstick: Yardstick, text: string): Promise<Said> {
  const message = messageOf(bench, 'cadre', text);
  const began = performance.now();
  const { text: reply } = await bench.app.inbox.handle(message);
  const ms = performance.now() - began;
  const written = yardstick.written();
  const bare = yardstick.insert(written);
  const tables = [...written.accepted, ...written.settled];
  return {
    reply,
    ms,
    bare,
    rows: tables.reduce((sum, { rows }) => sum + rows.length, 0),
    filed: tables.find(({ table }) => table === 'reports')?.rows.length ?? 0,
  };
}

function messageOf({ clock }: Bench, sender: string, text: string) {
  clock.advance(20_000);
  const receivedAt = clock.now().toISOString();
  return { channel: CHANNEL, chat: sender, messageId: receivedAt, sender, text, receivedAt };
}

/** The cadre, and those who are told of what is filed, each bound in chat. */
async function bindPersons(bench: Bench): Promise<void> {
  const { app, clock } = bench;
  const persons: [string, Role, string][] = [
    ['cadre', 'cadre', villageOf(0)],
    ['second', 'cadre', villageOf(0)],
    ['town', 'township', TOWN],
    ['county', 'office', COUNTY],
  ];
  for (const [id, role, region] of persons) {
    const opened = { secrets: app.secrets, now: clock.now().toISOString() };
    const { code } = await inBook(app.storage, opened, async (book) => {
      const person = await addPerson(book, { id, name: id, role, region }, 'operator');
      return issueBindCode(book, person, { by: 'operator' });
    });
    await app.inbox.handle(messageOf(bench, id, `绑定 ${code}`));
  }
}

/** Households whose head's name nobody else in the village has: the group then need not decide. */
function namedOnce(households: readonly HouseholdRow[]): HouseholdRow[] {
  return households.filter(
    (one) => !households.some((other) => other !== one && other.head_sound === one.head_sound),
  );
}
