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

const WARM_UP = [
  '昨天下大雨,三组王建国家淹了3亩玉米,损失两千块;五组李四他妈脑梗住院花了两万报了八千',
  '程立新儿子不读书了 电话换成13812345678 低保没到账 腊月二十卖了两头牛,一斤15块',
  '王建国家房子漏了没有?',
];

/** `parse --jsonl`: what each message tells about households. */
export async function runParse(output: (line: string) => void): Promise<number> {
  let failed = false;
  // The first reading builds the word lists; no message is to wait for them.
  for (const text of WARM_UP) parseMessage(text, new Date(0), [{ head: '王建国', group: 3 }]);
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
