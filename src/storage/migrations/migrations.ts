import type { Migration } from '../kysely.ts';
import type { DatabaseKind } from '../schema.ts';
import { firstTables } from './0001-first-tables.ts';
import { register } from './0002-register.ts';
import { notices } from './0003-notices.ts';
import { reports } from './0004-reports.ts';
import { watch } from './0005-watch.ts';
import { outbox } from './0006-outbox.ts';
import { duties } from './0007-duties.ts';
import { files } from './0008-files.ts';
import { noticeConsents } from './0009-notice-consents.ts';
import { broadcasts } from './0010-broadcasts.ts';
import { workdayHours } from './0011-workday-hours.ts';

/**
 * THE list of migrations, oldest first. A migration that has been released is never edited or taken out;
 * a new one gets the next number, for their names must sort in the order in which they run.
 */
export function migrations(kind: DatabaseKind): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(kind),
    '0002-register': register(kind),
    '0003-notices': notices(kind),
    '0004-reports': reports(kind),
    '0005-watch': watch(kind),
    '0006-outbox': outbox(kind),
    '0007-duties': duties(kind),
    '0008-files': files(kind),
    '0009-notice-consents': noticeConsents(kind),
    '0010-broadcasts': broadcasts(kind),
    '0011-workday-hours': workdayHours(kind),
  };
}
