import { z } from 'zod';
import { type Field, type HouseholdReport, parseMessage } from '../report/report.ts';
import { jsonLines } from './json-lines.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  sent_at: z.iso.datetime({ offset: true }),
  households: z.array(z.object({ head: z.string(), group: z.number().nullish() })).optional(),
});

/** The contract's name of a field that is called otherwise here. */
const CONTRACT_NAMES: Partial<Record<Field, string>> = { occurredOn: 'occurred_on' };

/** `parse --jsonl`: what each message tells about households. */
export async function runParse(output: (line: string) => void): Promise<number> {
  let failed = false;
  for await (const line of jsonLines(process.stdin, lineSchema)) {
    if (!line.ok) {
      failed = true;
      output(JSON.stringify({ id: line.id, kind: 'error', error: line.error }));
      continue;
    }
    const { id, text, sent_at, households } = line.value;
    const began = performance.now();
    const roster = (households ?? []).map(({ head, group }) => ({ head, group: group ?? null }));
    const { kind, reports } = parseMessage(text, new Date(sent_at), roster);
    const ms = Math.round((performance.now() - began) * 100) / 100;
    output(JSON.stringify({ id, kind, reports: reports.map(inContractWords), ms }));
  }
  return failed ? 1 : 0;
}

function inContractWords(report: HouseholdReport): Record<string, unknown> {
  const { head, group, change, member, occurredOn, span, amount, count, unit, stage, phone, note } = report;
  const missing = report.missing.map((field) => CONTRACT_NAMES[field] ?? field);
  return {
    head,
    group,
    change,
    member,
    occurred_on: occurredOn,
    ...(span ? { span } : {}),
    amount,
    count,
    unit,
    stage,
    phone,
    note,
    missing,
  };
}
