import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeCase, readCases } from '../evaluation-reports/judge.ts';

/**
 * These sets guard what is read right today; none of them measures the reader any more. fresh-1, fresh-2 and fresh-3 were
 * written by people who had not seen the code, and the reader was then tuned on them. sayings was written beside the code and
 * keeps only what it read right. A figure for unseen messages needs messages that nobody has tuned on.
 */
const folder = new URL('../evaluation-reports/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

test('no set is missing', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'fresh-1.jsonl',
      'fresh-2.jsonl',
      'fresh-3.jsonl',
      'more.jsonl',
      'reports.jsonl',
      'sayings.jsonl',
    ]),
  );
});

test.each(files)('%s: nearly every message is wholly right, and no chatter is a report', (name) => {
  const verdicts = readCases(readFileSync(new URL(name, folder), 'utf8')).map(judgeCase);
  expect(verdicts.length).toBeGreaterThan(100);
  expect(verdicts.filter((verdict) => verdict.falseReport).map((verdict) => verdict.text)).toEqual([]);
  const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0);
  expect(wrong.length / verdicts.length, wrong.map((verdict) => verdict.text).join('\n')).toBeLessThan(0.03);
});
