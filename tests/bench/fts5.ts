import Database from 'better-sqlite3';
import type { Policy } from '../../src/policies/policies.ts';
import { type Contender, timed } from './contender.ts';
import { BOOST, FIELDS, textsOf, wordsOf } from './words.ts';

/** SQLite FTS5 in memory: jieba words joined with blanks, unicode61, bm25. */
export async function fts5(
  policies: readonly Policy[],
  options: { name: string; note: string; rewrite?: (text: string) => string },
): Promise<Contender> {
  const rewrite = options.rewrite ?? ((text: string) => text);
  const { made: db, ms } = await timed(() => build(policies, rewrite));
  const weights = FIELDS.map((field) => BOOST.fts5[field].toFixed(1)).join(', ');
  const query = db.prepare<[string, string], { id: string }>(
    `select id from policy
     where policy match ? and document in (select value from json_each(?))
     order by bm25(policy, ${weights}) limit 1`,
  );
  return {
    name: options.name,
    note: options.note,
    buildMs: ms,
    find({ text, documents }) {
      const words = [...new Set(wordsOf(rewrite(text)))];
      if (words.length === 0) return null;
      const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
      return query.get(match, JSON.stringify([...documents]))?.id ?? null;
    },
  };
}

function build(policies: readonly Policy[], rewrite: (text: string) => string): Database.Database {
  const db = new Database(':memory:');
  db.exec(
    `create virtual table policy using fts5(${FIELDS.join(', ')}, id unindexed, document unindexed, tokenize = unicode61)`,
  );
  const insert = db.prepare('insert into policy values (?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (const policy of policies) {
      const texts = textsOf(policy);
      const columns = FIELDS.map((field) => wordsOf(rewrite(texts[field])).join(' '));
      insert.run(...columns, texts.id, texts.document);
    }
  })();
  return db;
}
