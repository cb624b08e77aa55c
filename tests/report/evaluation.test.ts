import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeCase, readCases } from '../evaluation-reports/judge.ts';

test.each(['reports.jsonl', 'more.jsonl'])(
  '%s: nearly every message is wholly right, and no chatter is a report',
  (name) => {
    const file = new URL(`../evaluation-reports/${name}`, import.meta.url);
    const verdicts = readCases(readFileSync(file, 'utf8')).map(judgeCase);
    expect(verdicts.filter((verdict) => verdict.falseReport).map((verdict) => verdict.text)).toEqual([]);
    const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0);
    expect(wrong.length / verdicts.length, wrong.map((verdict) => verdict.text).join('\n')).toBeLessThan(
      0.03,
    );
  },
);
