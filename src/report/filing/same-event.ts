import { daysBetween } from '../../calendar/calendar.ts';
import { localDate } from '../../clock/clock.ts';
import { type Db, type ReportRow, reportsOfHousehold } from '../../storage/storage.ts';
import { benefitName, benefitWay } from '../find/ways.ts';
import type { Item } from './draft.ts';
import { KIND_RULES } from './paths.ts';

type Event = Pick<Item, 'kind' | 'member' | 'occurredOn' | 'spanTo' | 'note'>;

/** May both tell one event? Same kind, one member or none told, and within the days of that kind. Pure. */
export function tellsSame(a: Event, b: Event, days: { a: string; b: string }): boolean {
  if (a.kind !== b.kind) return false;
  if (a.member !== null && b.member !== null && a.member !== b.member) return false;
  if (a.kind === 'benefit' && !isOneBenefit(a.note, b.note)) return false;
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
        {
          kind: item.kind,
          member: row.member,
          occurredOn: row.occurred_on,
          spanTo: row.span_to,
          note: row.note,
        },
        { a: today, b: localDate(new Date(row.filed_at)) },
      ),
  );
  return alike.at(-1) ?? null;
}

/** 低保批下来了 and 低保停了 are two events, and so are 低保 and 高龄津贴. */
function isOneBenefit(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [way, other] = [benefitWay(a), benefitWay(b)];
  return benefitName(a) === benefitName(b) && (way === other || way === null || other === null);
}

/** Days between two events; where one names no day, the day on which it was told. */
function gap(a: Event, b: Event, days: { a: string; b: string }): number {
  const [aFrom, aTo] = [a.occurredOn ?? days.a, a.spanTo ?? a.occurredOn ?? days.a];
  const [bFrom, bTo] = [b.occurredOn ?? days.b, b.spanTo ?? b.occurredOn ?? days.b];
  if (aFrom <= bTo && bFrom <= aTo) return 0;
  return aFrom > bTo ? daysBetween(aFrom, bTo) : daysBetween(bFrom, aTo);
}
