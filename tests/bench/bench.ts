/**
 * Measures the answers beside other searches on the same knowledge base, the same places and the same questions:
 * `npm run bench [-- --quick]`. `--quick` leaves out node-nlp and the 10,000 policies.
 */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTurnData, type TurnData } from '../../src/conversation/conversation.ts';
import { blownUp } from './blow-up.ts';
import { type Contender, type Question, timed } from './contender.ts';
import { rankingAlone, wholeReply } from './cunkou.ts';
import { fts5 } from './fts5.ts';
import { measure, type Result } from './measure.ts';
import { miniSearch } from './minisearch.ts';
import { nodeNlp } from './node-nlp.ts';
import { searchQuestions } from './questions.ts';
import { measureStarts } from './start.ts';
import { markdown, resultTable } from './table.ts';

const MANY = 10_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const starts = await measureStarts(root);
const { made: load, ms: loadMs } = await timed(() => loadTurnData(root, null));
const { data } = load;
if (!data) throw new Error(`the data has ${load.problems.length} mistakes; run npm run data`);
const questions = searchQuestions(data);

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(
  `${questions.length} questions of tests/evaluation, each of one message, in a known place, with a clause as its answer.`,
);
console.log('Right: the first policy found stands at that clause. ms: middle of five passes per question.\n');

console.log(
  `## ${data.knowledge.policies.length} policies (read, checked and indexed in ${Math.round(loadMs)} ms)\n`,
);
console.log(
  `${resultTable(await contest(data, questions, { peersWithGlossary: true, nodeNlp: !values.quick }))}\n`,
);

if (!values.quick) {
  const knowledge = blownUp(data.knowledge, MANY);
  const many: TurnData = { ...data, knowledge };
  console.log(`## ${knowledge.policies.length} policies in ${knowledge.documents.size} documents\n`);
  console.log(
    `${resultTable(await contest(many, questions, { peersWithGlossary: false, nodeNlp: false }))}\n`,
  );
}

console.log('## From starting the command to its first answer\n');
const rows = starts.map(({ label, ms, memory }) => [
  label,
  (ms / 1000).toFixed(2),
  memory ? Math.round(memory.now).toString() : '—',
  memory ? Math.round(memory.peak).toString() : '—',
]);
console.log(markdown(['npm run cunkou -- ask --jsonl', 'seconds', 'memory MB', 'at its height MB'], rows));

async function contest(
  own: TurnData,
  asked: readonly Question[],
  options: { peersWithGlossary: boolean; nodeNlp: boolean },
): Promise<Result[]> {
  const { policies } = own.knowledge;
  const rewrite = own.standard;
  const makers: (() => Promise<Contender>)[] = [
    () => wholeReply(own),
    () => rankingAlone(own),
    () => miniSearch(policies, { name: 'MiniSearch, jieba', note: 'BM25+ defaults, no fuzzy, no prefix' }),
    () => fts5(policies, { name: 'SQLite FTS5, jieba', note: 'unicode61 on jieba words, bm25' }),
  ];
  if (options.peersWithGlossary) {
    const note = 'the same, with our own glossary and spelling before it';
    makers.push(() => miniSearch(policies, { name: 'MiniSearch + our glossary', note, rewrite }));
    makers.push(() => fts5(policies, { name: 'FTS5 + our glossary', note, rewrite }));
  }
  if (options.nodeNlp) makers.push(() => nodeNlp(policies, asked));
  const results: Result[] = [];
  // One after the other, so that none pays for another's memory.
  for (const make of makers) results.push(await measure(await make(), asked, policies));
  return results;
}
