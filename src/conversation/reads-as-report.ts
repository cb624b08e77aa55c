import { parseMessage } from '../report/report.ts';

/** The words in which people hand something in about their own household; else they ask what they are entitled to. */
const HANDS_IN = /上报|报一下|报上去|报给村|登记一下|反映一下|我要报|我想报/;

/**
 * Does a message of somebody unknown read as a report? One about a household that it names does; one about his own
 * (我妈得了糖尿病…) is mostly a question, and reads as a report only where he says so.
 */
export function readsAsReport(text: string, at: Date): boolean {
  const { reports } = parseMessage(text, at, []);
  return reports.some(({ head }) => head !== null) || (reports.length > 0 && HANDS_IN.test(text));
}
