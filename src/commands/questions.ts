import { readConfig } from '../config.ts';
import { createLog } from '../log/log.ts';
import { closeOpenQuestion, listOpenQuestions, openStorage } from '../storage/storage.ts';

const REASON = { unknown: '没答上', choices: '没听准' } as const;

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
    if (options.close !== undefined) {
      const closed = await closeOpenQuestion(storage.db, options.close, options.note ?? '');
      console.log(closed ? `已划掉：${options.close}` : `单子上没有编号“${options.close}”的问题。`);
      return closed ? 0 : 1;
    }
    const questions = await listOpenQuestions(storage.db, { state: 'open', limit });
    if (questions.length === 0) console.log('没有待办的问题。');
    for (const question of questions) {
      const place = question.region?.split('/').at(-1) ?? '地方不明';
      console.log(
        `${question.id}  ${question.as_of}  ${place}  ${REASON[question.reason]}  ${question.text}`,
      );
    }
    return 0;
  } finally {
    await storage.close();
  }
}
