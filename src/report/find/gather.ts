import { STAGES, type Stage } from '../../policies/policies.ts';
import { type Member, membersOfHousehold } from '../../register/register.ts';
import { type Db, reportFactsOf, reportsOfHousehold } from '../../storage/storage.ts';
import { dayOf } from '../days.ts';
import type { FiledReport } from '../filing/filing.ts';
import { answersFor, MONEY_WAY } from './answers.ts';
import type { ChangeFacts, HouseholdFacts } from './facts.ts';

export function changeFacts(report: FiledReport): ChangeFacts {
  return {
    kind: report.kind,
    member: report.member,
    amount: report.amount,
    count: report.count,
    unit: report.unit,
    stage: STAGES.find((stage): stage is Stage => stage === report.stage) ?? null,
    note: report.note,
    words: report.words,
  };
}

/** What the book and earlier reports tell about a report's household. */
export async function householdFacts(db: Db, report: FiledReport, asOf: string): Promise<HouseholdFacts> {
  const { household } = report;
  const members = (await membersOfHousehold(db, household.id)).filter(({ state }) => state === 'active');
  const facts = await reportFactsOf(db, household.id);
  // Known to have been sold; what is not known does not count against anybody.
  const sold = new Set(
    facts.flatMap(({ report_id, fact, value }) => (fact === MONEY_WAY && value === 'in' ? [report_id] : [])),
  );
  const earlier = (await reportsOfHousehold(db, household.id, { kind: 'production' })).filter(
    (row) =>
      row.id !== report.id &&
      row.state !== 'withdrawn' &&
      row.state !== 'rejected' &&
      dayOf(row).slice(0, 4) === asOf.slice(0, 4),
  );
  return {
    category: household.category,
    members: members.length,
    age: ageOf(members, report.member, asOf),
    answers: await answersFor(db, household.id, report.id),
    soldThisYear: (thing) =>
      earlier
        .filter((row) => sold.has(row.id) && row.note?.includes(thing))
        .reduce((sum, row) => sum + (row.count ?? 0), 0),
  };
}

/** Age in years of the member told, by relation or name; null where the book does not know it for certain. */
function ageOf(members: readonly Member[], told: string | null, asOf: string): number | null {
  if (told === null) return null;
  const found = members.filter(({ relation, name }) => relation === told || name === told);
  const birth = found.length === 1 ? (found[0]?.birth ?? null) : null;
  if (birth === null) return null;
  const years = Number(asOf.slice(0, 4)) - Number(birth.slice(0, 4));
  return birth.length >= 10 && asOf.slice(5) < birth.slice(5) ? years - 1 : years;
}
