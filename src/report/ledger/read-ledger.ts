import { type Household, membersOfHousehold } from '../../register/register.ts';
import {
  type Db,
  type ReportFactRow,
  type ReportRow,
  reportFactsOf,
  reportsOfHousehold,
} from '../../storage/storage.ts';
import type { FiledKind } from '../filing/filing.ts';
import { BENEFIT_PERIOD, BENEFIT_WAY, MONEY_WAY } from '../find/answers.ts';
import { BENEFIT_WAYS } from '../find/ways.ts';
import { type Ledger, type LedgerReport, ledgerOf } from './ledger.ts';

/** A household's money book for a year, from its reports: those taken back, rejected or returned do not count. */
export async function readLedger(
  db: Db,
  household: Pick<Household, 'id'>,
  year: number,
  asOf: string,
): Promise<Ledger> {
  const rows = await reportsOfHousehold(db, household.id);
  const facts = await reportFactsOf(db, household.id);
  const members = await membersOfHousehold(db, household.id);
  const counted = rows.filter(({ state }) => !['withdrawn', 'rejected', 'returned'].includes(state));
  const living = members.filter(({ state }) => state === 'active').length;
  return ledgerOf(
    counted.map((row) => toLedgerReport(row, facts)),
    living,
    year,
    asOf,
  );
}

function toLedgerReport(row: ReportRow, facts: readonly ReportFactRow[]): LedgerReport {
  const told = (fact: string, ...values: string[]): string | null => {
    const value = facts.find((known) => known.report_id === row.id && known.fact === fact)?.value ?? null;
    return value !== null && values.includes(value) ? value : null;
  };
  return {
    ...row,
    kind: row.kind as FiledKind,
    isPending: row.state !== 'confirmed',
    moneyWay: told(MONEY_WAY, 'in', 'out') as LedgerReport['moneyWay'],
    benefitWay: told(BENEFIT_WAY, ...BENEFIT_WAYS) as LedgerReport['benefitWay'],
    benefitPeriod: told(BENEFIT_PERIOD, 'monthly', 'once') as LedgerReport['benefitPeriod'],
  };
}
