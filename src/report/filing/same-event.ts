import { localDate } from '../../clock/clock.ts';
import { type Db, type ReportRow, reportsOfHousehold } from '../../storage/storage.ts';
import type { Item } from './draft.ts';
import { KIND_RULES } from './paths.ts';
import { daysBetween } from './working-days.ts';

type Event = Pick<Item, 'kind' | 'member' | 'occurredOn' | 'spanTo'>;

/** May both tell one event? Same kind, one member or none told, and within the days of that kind. Pure. */
export function tellsSame(a: Event, b: Event, days: { a: string; b: string }): boolean {
  if (a.kind !== b.kind) return false;
  if (a.member !== null && b.member !== null && a.member !== b.member) return false;
  return gap(a, b, days) <= KIND_RULES[a.kind].same;
}

/** The earlier report, by whomever, that an item may repeat; the newest where there are several. */
export async function findSame(
  db: Db,
  item: Item,
  today: string,
  except: string | null,
): Promise<ReportRow | null> {
  if (item.householdId === null || item.isNew) return null;
  const earlier = await reportsOfHousehold(db, item.householdId, { kind: item.kind });
  const alike = earlier.filter(
    (row) =>
      row.id !== except &&
      row.state !== 'withdrawn' &&
      row.state !== 'rejected' &&
      tellsSame(
        item,
        { kind: item.kind, member: row.member, occurredOn: row.occurred_on, spanTo: row.span_to },
        { a: today, b: localDate(new Date(row.filed_at)) },
      ),
  );
  return alike.at(-1) ?? null;
}

/** Days between two events; where one names no day, the day on which it was told. */
function gap(a: Event, b: Event, days: { a: string; b: string }): number {
  const [aFrom, aTo] = [a.occurredOn ?? days.a, a.spanTo ?? a.occurredOn ?? days.a];
  const [bFrom, bTo] = [b.occurredOn ?? days.b, b.spanTo ?? b.occurredOn ?? days.b];
  if (aFrom <= bTo && bFrom <= aTo) return 0;
  return aFrom > bTo ? daysBetween(aFrom, bTo) : daysBetween(bFrom, aTo);
}
