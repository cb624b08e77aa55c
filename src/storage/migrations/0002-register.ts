import { type Kysely, type Migration, sql } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { pathType, tableEnd, withSeq } from './columns.ts';

/** The village book: regions, households, members, persons, accounts, bind codes and tries, the audit chain. */
export function register(kind: DatabaseKind): Migration {
  return {
    async up(db) {
      await regions(db, kind);
      await households(db, kind);
      await members(db, kind);
      await persons(db, kind);
      await accounts(db, kind);
      await bindCodes(db, kind);
      await audit(db, kind);
    },
  };
}

async function regions(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('village_regions')
    .addColumn('path', pathType(kind), (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('parent', pathType(kind), (column) => column.references('village_regions.path'))
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('village_regions_name').on('village_regions').column('name').execute();
}

async function households(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('households')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('region', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('group_no', 'integer')
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('head_key', 'text', (column) => column.notNull())
    .addColumn('head_sound', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) =>
      column
        .notNull()
        .check(sql`category in ('脱贫户', '监测户', '边缘易致贫户', '低保户', '特困户', '一般户')`),
    )
    .addColumn('helper_id', 'text')
    .addColumn('code', 'text')
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('active', 'moved', 'ended')`),
    )
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('households_code')
    .unique()
    .on('households')
    .columns(['region', 'code'])
    .execute();
  // A name first, then the place: one look-up serves a group, a village and a whole county alike.
  await db.schema.createIndex('households_head').on('households').columns(['head_key', 'region']).execute();
  await db.schema
    .createIndex('households_sound')
    .on('households')
    .columns(['head_sound', 'region'])
    .execute();
}

async function members(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('members')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('household_id', 'text', (column) => column.notNull().references('households.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('relation', 'text', (column) => column.notNull())
    .addColumn('sex', 'text', (column) => column.check(sql`sex in ('男', '女')`))
    .addColumn('birth', 'text')
    .addColumn('phone_sealed', 'text')
    .addColumn('phone_hash', 'text')
    .addColumn('id_masked', 'text')
    .addColumn('id_hash', 'text')
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('active', 'moved', 'dead')`))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('members_household').on('members').column('household_id').execute();
  await db.schema.createIndex('members_name').on('members').column('name_key').execute();
  await db.schema.createIndex('members_phone').on('members').column('phone_hash').execute();
  // One living person stands in one household.
  await sql`create unique index members_id_number on members (id_hash) where state = 'active'`.execute(db);
}

async function persons(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('persons')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('villager', 'cadre', 'township', 'office', 'admin')`),
    )
    .addColumn('region', pathType(kind), (column) => column.notNull().references('village_regions.path'))
    .addColumn('household_id', 'text', (column) => column.references('households.id'))
    .addColumn('active', 'integer', (column) => column.notNull().check(sql`active in (0, 1)`))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('persons_name').on('persons').column('name').execute();
  await db.schema.createIndex('persons_region').on('persons').columns(['region', 'role']).execute();
  await db.schema.createIndex('persons_household').on('persons').column('household_id').execute();
}

async function accounts(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('platform_user_id', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('bound_at', 'text', (column) => column.notNull())
    .addColumn('last_seen_at', 'text', (column) => column.notNull())
    .addColumn('dead_at', 'text')
    .modifyEnd(tableEnd(kind))
    .execute();
  // A platform's id stands for one person, and a person has one live account on a channel.
  await sql`create unique index accounts_live on accounts (channel, platform_user_id) where dead_at is null`.execute(
    db,
  );
  await sql`create unique index accounts_of_person on accounts (person_id, channel) where dead_at is null`.execute(
    db,
  );
}

async function bindCodes(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('bind_codes')
    .addColumn('code_hash', 'text', (column) => column.notNull().primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('persons.id'))
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('bind_codes_person').on('bind_codes').column('person_id').execute();
  await withSeq(db.schema.createTable('bind_tries'), kind)
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('platform_user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema.createIndex('bind_tries_at').on('bind_tries').columns(['channel', 'at']).execute();
}

async function audit(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('audit')
    // Counted by us and not by the database: a number that is left out is a row that was taken out.
    .addColumn('seq', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('object_kind', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('prev_hash', 'text', (column) => column.notNull().unique())
    .addColumn('hash', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await db.schema
    .createIndex('audit_object')
    .on('audit')
    .columns(['object_kind', 'object_id', 'seq'])
    .execute();
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.notNull().primaryKey().check(sql`id = 1`))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('seal', 'text', (column) => column.notNull())
    .modifyEnd(tableEnd(kind))
    .execute();
  await sql`insert into audit_head (id, seq, hash, seal) values (1, 0, '', '')`.execute(db);
}
