import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import {
  closeOpenQuestion,
  listOpenQuestions,
  type OpenQuestionRow,
  openStorage,
  type Storage,
  wordsUntil,
} from '../storage/storage.ts';

const REASON = { unknown: '没答上', choices: '没听准' } as const;
const ALL = 1_000_000;
/** What was asked before 转人工 within this time is what the person wants to be told by somebody. */
const BEFORE_MS = 24 * 60 * 60 * 1000;

/** `questions`: the list of what the bot could not answer, oldest first, for the clerk to work off. */
export async function runQuestions(
  root: string,
  options: { limit: string; close?: string; note?: string },
): Promise<number> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    console.error(`--limit：要写一个正整数，例如 50，写的是“${options.limit}”。`);
    return 1;
  }
  const config = readConfig(process.env, root);
  const storage = await openStorage(config.databaseUrl, { log: createLog({ level: 'warn' }) });
  try {
    if (options.close !== undefined) return await close(storage, options.close.trim(), options.note ?? '');
    const questions = await listOpenQuestions(storage.db, { state: 'open', limit });
    if (questions.length === 0) console.log('没有待办的问题。');
    for (const question of questions) console.log(await lineOf(storage, question));
    return 0;
  } finally {
    await storage.close();
  }
}

/** By the number in front of the line; the long ids of earlier lists still do. */
async function close(storage: Storage, written: string, note: string): Promise<number> {
  const open = await listOpenQuestions(storage.db, { state: 'open', limit: ALL });
  const question = open.find(({ seq, id }) => String(seq) === written || id === written);
  const closed = question !== undefined && (await closeOpenQuestion(storage.db, question.id, note));
  console.log(closed ? `已划掉：${question.seq}  ${question.text}` : `单子上没有编号“${written}”的问题。`);
  return closed ? 0 : 1;
}

async function lineOf(storage: Storage, question: OpenQuestionRow): Promise<string> {
  const place = question.region?.split('/').at(-1) ?? '地方不明';
  const before = ASKS_FOR_SOMEBODY.test(question.text) ? await askedBefore(storage, question) : null;
  const text = before === null ? question.text : `${question.text}（前面问的是：${before}）`;
  return `${question.seq}  ${question.as_of}  ${place}  ${REASON[question.reason]}  ${text}`;
}

/** A message that asks for a person and tells nothing of the matter itself. */
const ASKS_FOR_SOMEBODY =
  /^[\s，。！!？?]*(?:我?要|我?想|请|给我|帮我|能不能)?(?:转|找|叫|换|要|接)?(?:一?个)?(?:人工(?:客服|服务)?|真人|人|干部|投诉|电话多少|联系电话)(?:来|说话|服务)?[吧啊嘛呢了吗]*[\s，。！!？?]*$/;

async function askedBefore(
  storage: Storage,
  { incoming_id, asked_at }: OpenQuestionRow,
): Promise<string | null> {
  const at = new Date(asked_at).getTime();
  if (Number.isNaN(at)) return null;
  const since = new Date(at - BEFORE_MS).toISOString();
  const words = await wordsUntil(storage.db, incoming_id, { since, limit: 10 });
  return words.slice(1).find(({ text }) => !ASKS_FOR_SOMEBODY.test(text))?.text ?? null;
}
