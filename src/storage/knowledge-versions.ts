import type { Db, KnowledgeVersionRow } from './schema.ts';

/** Notes that a version of the knowledge base was loaded; the first time counts, later ones change nothing. */
export async function recordKnowledgeVersion(db: Db, row: KnowledgeVersionRow): Promise<void> {
  await db
    .insertInto('knowledge_versions')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
}

/** Every version that was ever loaded here, in order of time. */
export async function listKnowledgeVersions(db: Db): Promise<KnowledgeVersionRow[]> {
  return db
    .selectFrom('knowledge_versions')
    .selectAll()
    .orderBy('first_loaded_at')
    .orderBy('version')
    .execute();
}
