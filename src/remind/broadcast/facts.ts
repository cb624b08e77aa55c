import { addDays } from '../../calendar/calendar.ts';
import { agesWithin, type Db, type ToldOfHousehold, toldWithin } from '../../storage/storage.ts';
import type { Fact } from './audience.ts';

/** How many years a stage of school lasts: after that nobody is there any more. */
const YEARS_OF: Readonly<Record<string, number>> = {
  幼儿园: 3,
  小学: 6,
  初中: 3,
  高中: 3,
  中职: 3,
  大专: 3,
  本科: 4,
  研究生: 3,
};
const YEAR = 365;

/** The households of a place of which one of these facts is known: by what was reported of them, or by ages in the book. */
export async function householdsWith(
  db: Db,
  place: string,
  facts: readonly Fact[],
  today: string,
): Promise<Set<string>> {
  const kinds = [...new Set(facts.flatMap(kindsOf))];
  const told = kinds.length === 0 ? [] : await toldWithin(db, place, kinds);
  const ages = facts.some(({ kind }) => kind === 'elder' || kind === 'child')
    ? await agesWithin(db, place)
    : [];
  const found = new Set<string>();
  for (const fact of facts) {
    for (const id of fact.kind === 'elder' || fact.kind === 'child'
      ? ofAge(ages, fact, today)
      : ofTold(told, fact, today))
      found.add(id);
  }
  return found;
}

function kindsOf(fact: Fact): string[] {
  switch (fact.kind) {
    case 'student':
      return ['enrolment', 'dropout'];
    case 'disabled':
      return ['disability'];
    case 'ill':
      return ['illness'];
    case 'animals':
      return ['production', 'unsold'];
    default:
      return [];
  }
}

function ofAge(
  members: readonly { household_id: string; birth: string | null }[],
  { kind, age }: Extract<Fact, { kind: 'elder' | 'child' }>,
  today: string,
): string[] {
  const limit = `${Number(today.slice(0, 4)) - age}${today.slice(4)}`;
  // A year alone counts as its last day: who may be meant is not left out.
  const born = (birth: string): string => (birth.length >= 10 ? birth : `${birth.slice(0, 4)}-12-31`);
  return members.flatMap(({ household_id, birth }) => {
    if (birth === null) return [];
    const isElder = (birth.length >= 10 ? birth : `${birth.slice(0, 4)}-01-01`) <= limit;
    return (kind === 'elder' ? isElder : born(birth) > limit) ? [household_id] : [];
  });
}

function ofTold(told: readonly ToldOfHousehold[], fact: Fact, today: string): string[] {
  const since = (years: number): string => addDays(today, -years * YEAR - 1);
  switch (fact.kind) {
    case 'student':
      return studying(told, today)
        .filter(({ stage }) => fact.stages.length === 0 || fact.stages.some((wanted) => wanted === stage))
        .map(({ household_id }) => household_id);
    case 'disabled':
      return told.filter(({ kind }) => kind === 'disability').map(({ household_id }) => household_id);
    case 'ill':
      return told
        .filter((one) => one.kind === 'illness' && dayOf(one) >= since(1))
        .map(({ household_id }) => household_id);
    case 'animals':
      return told
        .filter(
          (one) =>
            (one.kind === 'production' || one.kind === 'unsold') &&
            dayOf(one) >= since(2) &&
            (one.note ?? '').includes(fact.animal.slice(-1)),
        )
        .map(({ household_id }) => household_id);
    default:
      return [];
  }
}

/** The last stage of each child that has not left school, as long as it lasts. */
function studying(told: readonly ToldOfHousehold[], today: string): ToldOfHousehold[] {
  const last = new Map<string, ToldOfHousehold>();
  for (const one of told) {
    if (one.kind !== 'enrolment' && one.kind !== 'dropout') continue;
    const child = `${one.household_id}/${one.member ?? ''}`;
    const before = last.get(child);
    if (before === undefined || dayOf(one) >= dayOf(before)) last.set(child, one);
  }
  return [...last.values()].filter((one) => {
    if (one.kind !== 'enrolment') return false;
    const years = YEARS_OF[one.stage ?? ''] ?? 3;
    return dayOf(one) > addDays(today, -years * YEAR - 1);
  });
}

function dayOf({ occurred_on, filed_at }: ToldOfHousehold): string {
  return occurred_on ?? filed_at.slice(0, 10);
}
