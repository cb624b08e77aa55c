import { localTime } from '../calendar/calendar.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import { OUTBOX_STATES, type OutboxState, type Sums, sumsOf } from '../outbox/outbox.ts';
import {
  countOutbox,
  type Db,
  nextQueued,
  type OutboxRow,
  openStorage,
  outboxRowsIn,
  outboxRuns,
} from '../storage/storage.ts';

const STATE: Readonly<Record<OutboxState, string>> = {
  queued: '排队等发',
  paused: '暂停',
  sending: '正在发',
  no_account: '没有账号，等绑定',
  sent: '发出',
  cleared: '不用再发',
  muted: '本人退订',
  expired: '过时作废',
  failed: '发不出去',
  unknown: '不知到没到',
};
const RUN_STATE = { open: '在发', paused: '已暂停', cancelled: '已取消' } as const;
const SHOWN = 20;
const TROUBLE = ['failed', 'unknown'] as const;
const STUCK = ['queued', 'sending', 'paused'] as const;

/** `outbox`: what was to leave, what became of it, what is stuck and why. Resolves to the exit status: 1 where the sums do not balance. */
export async function runOutbox(root: string, options: { run?: string; failed?: boolean }): Promise<number> {
  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    const { lines, balanced } = await outboxReport(storage.db, options);
    console.log(lines.join('\n'));
    return balanced ? 0 : 1;
  } finally {
    await storage.close();
  }
}

/** What the command prints. No text of a message and nobody's name is in it. */
export async function outboxReport(
  db: Db,
  { run, failed = false }: { run?: string; failed?: boolean },
): Promise<{ lines: string[]; balanced: boolean }> {
  const which = run === undefined ? {} : { run };
  const sums = await sumsOf(db, which);
  if (failed) return { lines: await listOf(db, TROUBLE, which, '没有发不出去的。'), balanced: sums.balanced };
  const lines = [await heading(db, run), ...sumLines(sums), '', ...(await kindLines(db, which))];
  if (run === undefined) {
    const next = await nextQueued(db, SHOWN);
    lines.push('', next.length === 0 ? '没有排着队的。' : '接下来要发的：', ...next.map(rowLine));
  }
  const stuck = (await outboxRowsIn(db, { ...which, states: STUCK, limit: SHOWN })).filter(
    ({ reason }) => reason !== null,
  );
  if (stuck.length > 0) lines.push('', '卡着的，和为什么：', ...stuck.map(rowLine));
  return { lines, balanced: sums.balanced };
}

async function heading(db: Db, run: string | undefined): Promise<string> {
  if (run === undefined) return '全部消息：';
  const [row] = await outboxRuns(db, [run]);
  return row === undefined ? `没有叫“${run}”的一批。` : `“${run}”这一批（${RUN_STATE[row.state]}）：`;
}

function sumLines(sums: Sums): string[] {
  const { expected, sent, cleared, muted, expired, failed, unknown, underWay, withoutAccount, repeated } =
    sums;
  const parts = `发出${sent} + 不用再发${cleared} + 退订${muted} + 作废${expired} + 发不出去${failed} + 还没完${underWay}`;
  return [
    `应发${expected} ${sums.balanced ? '=' : '≠'} ${parts}`,
    ...(sums.balanced ? [] : ['注意：数对不上，有消息丢了或者多了，请看日志，不要动数据库。']),
    `发不出去的里面，不知到没到的${unknown}；还没完的里面，没有账号的${withoutAccount}；因为不知到没到、注明“可能重复”又发过的${repeated}。`,
  ];
}

async function kindLines(db: Db, which: { run?: string }): Promise<string[]> {
  const kinds = new Map<string, Map<OutboxState, number>>();
  for (const { about, state, rows } of await countOutbox(db, which)) {
    const states = kinds.get(about) ?? new Map<OutboxState, number>();
    kinds.set(about, states.set(state, (states.get(state) ?? 0) + Number(rows)));
  }
  return [...kinds].sort().map(([about, states]) => {
    const counts = OUTBOX_STATES.flatMap((state) =>
      states.has(state) ? `${STATE[state]}${states.get(state)}` : [],
    );
    return `  ${about}：${counts.join('，')}`;
  });
}

async function listOf(
  db: Db,
  states: readonly OutboxState[],
  which: { run?: string },
  none: string,
): Promise<string[]> {
  const rows = await outboxRowsIn(db, { ...which, states, limit: 1000 });
  return rows.length === 0 ? [none] : rows.map(rowLine);
}

function rowLine(row: OutboxRow): string {
  const from = row.retry_at ?? (row.state === 'queued' ? row.not_before : (row.left_at ?? row.not_before));
  const { day, time } = localTime(new Date(from));
  const where = row.channel === '' ? '还没选账号' : row.channel;
  const why = row.reason === null ? '' : `：${row.reason}`;
  const run = row.run === null ? '' : `（${row.run}）`;
  return `  ${row.seq}  ${day} ${time}  ${where}  ${row.about}${run}  ${STATE[row.state]}，试过${row.tries}次${why}`;
}
