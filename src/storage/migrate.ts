import { type Kysely, Migrator } from './kysely.ts';
import { migrations } from './migrations/migrations.ts';
import type { DatabaseKind, Schema } from './schema.ts';

/** Brings the tables up to date. Throws an Error with a Chinese sentence for the operator; nothing is half done. */
export async function migrate(db: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(kind)) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  const reason = error instanceof Error ? error.message : String(error);
  const where = failed === undefined ? '' : `（第 ${failed} 步）`;
  const hint = reason.includes('corrupted migrations')
    ? '数据库可能是较新版本的村口建的，请换用新版本。'
    : '';
  throw new Error(`数据库表结构没有更新成功${where}，原有数据没有改动。${hint}原因：${reason}`, {
    cause: error,
  });
}
