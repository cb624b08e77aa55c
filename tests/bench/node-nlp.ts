import { NlpManager } from 'node-nlp';
import type { Policy } from '../../src/policies/policies.ts';
import { type Contender, type Question, timed } from './contender.ts';

/** Longest processor time that training may take; what is not trained by then is told in the table. */
const LIMIT_MS = 180_000;

/**
 * node-nlp: one intent per policy, trained on its names and ways of asking. Its network has no filter, so each set of
 * documents that binds a place gets a network of its own, which is the exact same filter.
 */
export async function nodeNlp(
  policies: readonly Policy[],
  questions: readonly Question[],
): Promise<Contender> {
  const managers = new Map<string, NlpManager>();
  const skipped: string[] = [];
  const { ms } = await timed(async () => {
    const began = processorMs();
    for (const documents of distinctSets(policies, questions)) {
      const key = keyOf(documents);
      if (processorMs() - began > LIMIT_MS) skipped.push(key);
      else managers.set(key, await train(policies.filter((policy) => documents.has(policy.document))));
    }
  });
  return {
    name: 'node-nlp (zh)',
    note:
      skipped.length === 0
        ? 'one intent per policy, a network per set of documents'
        : `training took over ${LIMIT_MS / 60_000} min of processor time; without ${skipped.join(', ')}`,
    buildMs: ms,
    async find({ text, documents }) {
      const answer = await managers.get(keyOf(documents))?.process('zh', text);
      const [best] = answer?.classifications ?? [];
      return best && best.intent !== 'None' ? { policy: best.intent, score: best.score } : null;
    },
    replies: { by: 'entry' },
  };
}

async function train(policies: readonly Policy[]): Promise<NlpManager> {
  const manager = new NlpManager({
    languages: ['zh'],
    autoSave: false,
    forceNER: false,
    nlu: { log: false, useNoneFeature: false },
  });
  for (const policy of policies) {
    const asked = policy.examples.map((example) => example.question);
    for (const text of new Set([policy.name, ...policy.aliases, ...policy.phrases, ...asked]))
      manager.addDocument('zh', text, policy.id);
  }
  await manager.train();
  return manager;
}

/** The sets come by questions served for the time they take, which grows with the square of the entries. */
function distinctSets(policies: readonly Policy[], questions: readonly Question[]): ReadonlySet<string>[] {
  const sets = new Map<string, { documents: ReadonlySet<string>; asked: number }>();
  for (const { documents } of questions) {
    const asked = (sets.get(keyOf(documents))?.asked ?? 0) + 1;
    if (documents.size > 0) sets.set(keyOf(documents), { documents, asked });
  }
  const worth = ({ documents, asked }: { documents: ReadonlySet<string>; asked: number }): number =>
    asked / policies.filter((policy) => documents.has(policy.document)).length ** 2;
  return [...sets.values()].sort((a, b) => worth(b) - worth(a)).map(({ documents }) => documents);
}

/** Processor time of this process in ms: a busy machine makes it no longer. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function keyOf(documents: ReadonlySet<string>): string {
  return [...documents].sort().join(' ');
}
