import MiniSearch from 'minisearch';
import type { Policy } from '../../src/policies/policies.ts';
import { type Contender, timed } from './contender.ts';
import { BOOST, FIELDS, type PolicyTexts, textsOf, wordsOf } from './words.ts';

/** MiniSearch on jieba words, BM25+ with its own defaults. `rewrite`: what is done to each text before. */
export async function miniSearch(
  policies: readonly Policy[],
  options: { name: string; note: string; rewrite?: (text: string) => string },
): Promise<Contender> {
  const rewrite = options.rewrite ?? ((text: string) => text);
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
    name: options.name,
    note: options.note,
    buildMs: ms,
    find({ text, documents }) {
      const found = index.search(text, {
        boost: BOOST.miniSearch,
        filter: (result) => documents.has(String(result.document)),
      });
      return found[0] ? String(found[0].id) : null;
    },
  };
}
