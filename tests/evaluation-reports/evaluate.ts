/**
 * Measures the report reader: `npx tsx tests/evaluation-reports/evaluate.ts [FILE.jsonl …] [--show N]`.
 * Prints the share of messages wholly right, each field, and which kinds are taken for which.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FIELDS, judgeCase, readCases, type Verdict } from './judge.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '20' } },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(here)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(here, name));
const verdicts = files.flatMap((file) => readCases(readFileSync(file, 'utf8')).map(judgeCase));

for (const field of FIELDS) {
  const asked = verdicts.flatMap((verdict) => verdict.fields).filter((row) => row.field === field);
  console.log(`${field.padEnd(12)} ${share(asked.filter((row) => row.right).length, asked.length)}`);
}
const confusions = new Map<string, number>();
for (const { confused } of verdicts)
  for (const pair of confused) confusions.set(pair, (confusions.get(pair) ?? 0) + 1);
if (confusions.size > 0) console.log('\nTaken for another kind:');
for (const [pair, count] of [...confusions].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(3)} × ${pair}`);

const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0);
for (const { id, text, wrong: reasons } of wrong.slice(0, Number(values.show)))
  console.log(`${id} ${text.replaceAll('\n', ' / ')} — ${reasons.join('; ')}`);
const times = verdicts.map((verdict: Verdict) => verdict.ms).sort((a, b) => a - b);
console.log(`\n${share(verdicts.length - wrong.length, verdicts.length)} messages wholly right`);
console.log(`chatter taken for reports: ${verdicts.filter((verdict) => verdict.falseReport).length}`);
console.log(
  `ms p50 ${(times[times.length >> 1] ?? 0).toFixed(2)}, p99 ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(2)}`,
);

function share(right: number, all: number): string {
  return `${right}/${all} (${all === 0 ? '-' : ((100 * right) / all).toFixed(1)} %)`;
}
