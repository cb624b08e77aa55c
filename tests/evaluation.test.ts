import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadTurnData } from '../src/conversation/conversation.ts';
import { judge, readCases } from './evaluation/judge.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}tests/evaluation/`;
/** A day past every document: what a case without a day is asked on. */
const LATER = '2026-11-21';

describe('questions that the bot has never seen', () => {
  const { data } = loadTurnData(root, null);
  if (!data) throw new Error('the data has mistakes; run npm run data');
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

  it('has several hundred of them', () => {
    expect(files.flatMap((file) => readCases(readFileSync(folder + file, 'utf8'))).length).toBeGreaterThan(
      700,
    );
  });

  it.each(files)('%s: at least 94 of 100 right, at most 5 of 100 wrong answers', (file) => {
    const verdicts = readCases(readFileSync(folder + file, 'utf8')).map((question) =>
      judge(data, question, LATER),
    );
    const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0);
    const wrongAnswers = wrong.filter((verdict) => verdict.reply.kind === 'answer');
    const shown = wrong.map((verdict) => `${verdict.case.id}: ${verdict.wrong.join('; ')}`).join('\n');
    expect(1 - wrong.length / verdicts.length, shown).toBeGreaterThanOrEqual(0.94);
    expect(wrongAnswers.length / verdicts.length, shown).toBeLessThanOrEqual(0.05);
  });

  it('never answers what the documents do not hold', () => {
    const verdicts = files
      .flatMap((file) => readCases(readFileSync(folder + file, 'utf8')))
      .filter((question) => !question.gold.kind.includes('answer'))
      .map((question) => judge(data, question, LATER));
    const answered = verdicts.filter((verdict) => verdict.reply.kind === 'answer');
    expect(verdicts.length).toBeGreaterThan(30);
    expect(answered.length / verdicts.length).toBeLessThanOrEqual(0.05);
  });
});
