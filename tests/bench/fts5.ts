import Database from 'better-sqlite3';
import { type Contender, type PeerOptions, timed } from './contender.ts';
import { BOOST, FIELDS, textsOf, wordsOf } from './words.ts';

/** SQLite FTS5 in memory: jieba words joined with blanks, unicode61, bm25. */
export async function fts5(options: PeerOptions, boost = BOOST.fts5): Promise<Contender> {
  const { name, note, rewrite = (text: string) => text } = options;
  const { made: db, ms } = await timed(() => build({ ...options, rewrite }));
  const weights = FIELDS.map((field) => boost[field].toFixed(1)).join(', ');
  const query = db.prepare<[string, string], { id: string; rank: number }>(
    `select id, bm25(policy, ${weights}) as rank from policy
     where policy match ? and document in (select value from json_each(?))
     order by rank limit 1`,
  );
  return {
    name,
    note,
    buildMs: ms,
    find({ text, documents }) {
      const words = [...new Set(wordsOf(rewrite(text)))];
      if (words.length === 0) return null;
      const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
      const best = query.get(match, JSON.stringify([...documents]));
      // bm25() is the better the lower.
      return best ? { policy: best.id, score: -best.rank } : null;
    },
    replies: { by: 'entry' },
  };
}

function build({
  policies,
  rewrite,
}: Required<Pick<PeerOptions, 'policies' | 'rewrite'>>): Database.Database {
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
