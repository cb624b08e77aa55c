/** Runs the kit of every channel and prints what each passes, as Markdown: `npx tsx tests/channels/kit-table.ts`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { markdown } from '../bench/table.ts';

const SUITE = 'channel kit: ';
const SKIPPED = / \[skipped: (.+)\]$/;
const MARKS: Record<string, string> = { passed: '✓', failed: '✗', skipped: '–', pending: '–' };

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cunkou-kit-table-'));
const file = join(folder, 'report.json');
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'kit.test', '--reporter=json', `--outputFile=${file}`],
  { cwd: root, encoding: 'utf8' },
);
const { testResults } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
rmSync(folder, { recursive: true });

const channels = new Set<string>();
const cells = new Map<string, Map<string, string>>();
const reasons = new Map<string, Set<string>>();
for (const { ancestorTitles, title, status } of testResults.flatMap((one) => one.assertionResults)) {
  const [suite, ...parts] = ancestorTitles.filter((part) => part !== '');
  if (!suite?.startsWith(SUITE)) continue;
  const channel = suite.slice(SUITE.length);
  const reason = SKIPPED.exec(title)?.[1];
  const name = [...parts, title.replace(SKIPPED, '')].join(' ');
  channels.add(channel);
  if (!cells.has(name)) cells.set(name, new Map());
  cells.get(name)?.set(channel, MARKS[status] ?? status);
  if (reason === undefined) continue;
  const line = `${channel}: ${reason}`;
  reasons.set(line, (reasons.get(line) ?? new Set()).add(name));
}

const columns = [...channels].sort();
console.log(
  markdown(
    ['case', ...columns],
    [...cells].map(([name, byChannel]) => [name, ...columns.map((channel) => byChannel.get(channel) ?? '?')]),
  ),
);
if (reasons.size > 0) console.log('\nLeft out (–):');
for (const [line, names] of reasons) console.log(`- ${line} (${[...names].join('; ')})`);
process.exitCode = run.status ?? 1;
