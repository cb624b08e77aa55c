/**
 * Measures the answers on questions that the bot has never seen: `npm run evaluate [-- FILE.jsonl … --show N]`.
 * Prints what is right per file and tag, then the confusions, worst first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { localDate, systemClock } from '../../src/clock/clock.ts';
import { loadTurnData } from '../../src/conversation/conversation.ts';
import { judge, readCases, type Verdict } from './judge.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '10' }, full: { type: 'boolean', default: false } },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(here)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(here, name));

const { data, problems } = loadTurnData(fileURLToPath(new URL('../..', import.meta.url)), null);
if (!data) throw new Error(`the data has ${problems.length} mistakes; run npm run data`);
const today = localDate(systemClock.now());

const all: Verdict[] = [];
for (const file of files) {
  const verdicts = readCases(readFileSync(file, 'utf8')).map((question) => judge(data, question, today));
  all.push(...verdicts);
  console.log(`${basename(file).padEnd(22)} ${summary(verdicts)}`);
}
if (values.full) {
  for (const tag of new Set(all.flatMap((verdict) => verdict.case.tags))) {
    console.log(`  ${tag.padEnd(16)} ${summary(all.filter((verdict) => verdict.case.tags.includes(tag)))}`);
  }
}

const confusions = new Map<string, Verdict[]>();
for (const verdict of all.filter((candidate) => candidate.wrong.length > 0)) {
  const want = verdict.case.gold.clauses[0];
  const got = verdict.reply.kind === 'answer' ? (verdict.reply.policies[0] ?? '') : verdict.reply.kind;
  const key = `${want ? `${want.document} ${want.clause}` : verdict.case.gold.kind.join('/')} → ${got}`;
  confusions.set(key, [...(confusions.get(key) ?? []), verdict]);
}
const worst = [...confusions].sort((a, b) => b[1].length - a[1].length).slice(0, Number(values.show));
if (worst.length > 0) console.log('\nConfusions, worst first:');
for (const [key, verdicts] of worst) {
  console.log(`${verdicts.length} × ${key}`);
  for (const { case: question, wrong } of verdicts)
    console.log(`      ${question.id} ${question.text ?? question.turns?.join(' | ')} — ${wrong.join('; ')}`);
}
const times = all.map((verdict) => verdict.ms).sort((a, b) => a - b);
console.log(
  `\nall ${summary(all)}; ms p50 ${(times[times.length >> 1] ?? 0).toFixed(1)} p99 ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(1)}`,
);

function summary(verdicts: readonly Verdict[]): string {
  const right = verdicts.filter((verdict) => verdict.wrong.length === 0).length;
  const wrongAnswers = verdicts.filter(
    (verdict) => verdict.wrong.length > 0 && verdict.reply.kind === 'answer',
  ).length;
  const share = ((100 * right) / Math.max(1, verdicts.length)).toFixed(1);
  return `${right}/${verdicts.length} right (${share} %), wrong answers ${wrongAnswers}`;
}
