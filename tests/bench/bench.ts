/**
 * Measures the answers beside other searches on the same knowledge base, the same places and the same questions:
 * `npm run bench [-- --quick] [-- --report] [-- --remind] [-- --channels]`. `--quick` leaves out node-nlp and the 10,000
 * policies. Then files reports and looks names up in a county's register, a tenth of it with `--quick`; `--report` does
 * that alone. Then looks for what is due among 10,000 open duties; `--remind` does that alone. Last floods the Telegram
 * channel with messages; `--channels` does that alone.
 */
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTurnData, type TurnData } from '../../src/conversation/conversation.ts';
import { blownUp } from './blow-up.ts';
import { channelSection } from './channel-section.ts';
import { type Contender, type PeerOptions, type Question, timed } from './contender.ts';
import { rankingAlone, wholeReply } from './cunkou.ts';
import { fts5 } from './fts5.ts';
import { measure, type Result } from './measure.ts';
import { miniSearch } from './minisearch.ts';
import { nodeNlp } from './node-nlp.ts';
import { outboxSection } from './outbox-section.ts';
import { benchQuestions } from './questions.ts';
import { remindSection } from './remind-section.ts';
import { reportSection } from './report-section.ts';
import { measureStarts } from './start.ts';
import { markdown, resultTable } from './table.ts';

const MANY = 10_000;
const HOW_JUDGED = `Right, whole: the reply is right as tests/evaluation/judge.ts judges it: its kind, its clause, what it must and must not
say, the sum, how the document stands. All cases of tests/evaluation: figures, sums, conversations, no place told,
another place's matter, what the documents are silent on, small talk. A search by itself replies with its first entry's
answer and points, its clauses and its document's standing; it gets the last message and the documents of the place
told (all where none is told), and says “I do not know” below a least score. That score and the field weights are the
best for each search on these very questions.
Wrong answers: replies that answer, and say the wrong thing.
Top-1: of the plain questions (one message, a known place, a clause as the only right answer), those whose first policy
stands at that clause. ms: one message, middle of five passes per case (the faster of two at 10,000), over all cases.
`;
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    remind: { type: 'boolean', default: false },
    channels: { type: 'boolean', default: false },
    outbox: { type: 'boolean', default: false },
  },
});

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const { quick: _, ...parts } = values;
const alone = Object.values(parts).includes(true);
if (!alone) await answerSection();
if (!alone || values.report) await reportSection(root, values);
if (!alone || values.remind) await remindSection();
if (!alone || values.channels) await channelSection(values);
if (!alone || values.outbox) await outboxSection(values);

async function answerSection(): Promise<void> {
  const starts = await measureStarts(root);
  const { made: load, ms: loadMs } = await timed(() => loadTurnData(root, null));
  const { data } = load;
  if (!data) throw new Error(`the data has ${load.problems.length} mistakes; run npm run data`);
  const questions = benchQuestions(data);

  console.log('## From starting the command to its first answer\n');
  const rows = starts.map(({ label, ms, memory }) => [
    label,
    (ms / 1000).toFixed(2),
    memory ? Math.round(memory.now).toString() : '—',
    memory ? Math.round(memory.peak).toString() : '—',
  ]);
  console.log(markdown(['npm run cunkou -- ask --jsonl', 'seconds', 'memory MB', 'at its height MB'], rows));
  console.log();

  console.log(HOW_JUDGED);

  console.log(
    `## ${data.knowledge.policies.length} policies (read, checked and indexed in ${Math.round(loadMs)} ms)\n`,
  );
  console.log(
    `${resultTable(await contest(data, questions, { peersWithGlossary: true, nodeNlp: !values.quick, passes: 5 }))}\n`,
  );

  if (!values.quick) {
    const knowledge = blownUp(data.knowledge, MANY);
    const many: TurnData = { ...data, knowledge };
    console.log(`## ${knowledge.policies.length} policies in ${knowledge.documents.size} documents\n`);
    console.log(
      `${resultTable(await contest(many, questions, { peersWithGlossary: false, nodeNlp: false, passes: 2 }))}\n`,
    );
  }
}

async function contest(
  own: TurnData,
  asked: readonly Question[],
  options: { peersWithGlossary: boolean; nodeNlp: boolean; passes: number },
): Promise<Result[]> {
  const { policies } = own.knowledge;
  const rewrite = own.standard;
  const mini: PeerOptions = {
    policies,
    name: 'MiniSearch, jieba',
    note: 'BM25+ defaults, no fuzzy, no prefix',
  };
  const fts: PeerOptions = {
    policies,
    name: 'SQLite FTS5, jieba',
    note: 'unicode61 on jieba words, bm25',
  };
  const makers: (() => Promise<Contender>)[] = [
    () => wholeReply(own),
    () => rankingAlone(own),
    () => miniSearch(mini),
    () => fts5(fts),
  ];
  if (options.peersWithGlossary) {
    const note = 'the same, with our own glossary and spelling before it';
    makers.push(() => miniSearch({ ...mini, name: 'MiniSearch + our glossary', note, rewrite }));
    makers.push(() => fts5({ ...fts, name: 'FTS5 + our glossary', note, rewrite }));
  }
  if (options.nodeNlp) makers.push(() => nodeNlp(policies, asked));
  const results: Result[] = [];
  // One after the other, so that none pays for another's memory.
  for (const make of makers) results.push(await measure(await make(), asked, own.knowledge, options.passes));
  return results;
}
