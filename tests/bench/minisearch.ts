import MiniSearch from 'minisearch';
import { type Contender, type PeerOptions, timed } from './contender.ts';
import { BOOST, FIELDS, type PolicyTexts, textsOf, wordsOf } from './words.ts';

/** MiniSearch on jieba words, BM25+ with its own defaults. */
export async function miniSearch(options: PeerOptions, boost = BOOST.miniSearch): Promise<Contender> {
  const { policies, name, note, rewrite = (text: string) => text } = options;
  const { made: index, ms } = await timed(() => {
    const search = new MiniSearch<PolicyTexts>({
      fields: [...FIELDS],
      storeFields: ['document'],
      tokenize: (text) => wordsOf(rewrite(text)),
    });
    search.addAll(policies.map(textsOf));
    return search;
  });
  return {
    name,
    note,
    buildMs: ms,
    find({ text, documents }) {
      const [best] = index.search(text, {
        boost,
        filter: (result) => documents.has(String(result.document)),
      });
      return best ? { policy: String(best.id), score: best.score } : null;
    },
    replies: { by: 'entry' },
  };
}
