import type { Field, HouseholdReport, RosterEntry } from '../reading.ts';
import type { FiledKind } from './paths.ts';
import type { FilingParts } from './turn.ts';

/** hangjin-2021 五(二)2: an application to be watched over, or to be watched over no longer. */
const ENTERING =
  /(?:申请|要求|想要?|希望|建议|提请|需要|符合|应该?|要)?(?:申请|纳入|列入|进入?|认定为?|识别为?|评为?|转为?|成为?|新增为?|定为)+(?:防返贫|防致贫|致贫返贫|返贫|动态)*(?:监测(?:户|对象|范围|帮扶)?|边缘易致贫户?)/;
const LEAVING =
  /(?:申请|可以|建议|要求|想)?(?:退出|解除|脱离|移出|取消|不再(?:纳入|是|当)?)(?:防返贫|返贫)?(?:监测(?:户|对象)?|边缘易致贫户?)|(?:返贫|致贫)?风险(?:已经?)?(?:消除|解除)/;
const QUESTION = /[?？]|吗|怎么|如何|什么|哪|能不能|可不可以|是不是|多少|条件|标准|流程|程序/;

export const MONITORING_NEEDS: readonly Field[] = ['head', 'note'];

export interface Application {
  kind: Extract<FiledKind, 'monitor_in' | 'monitor_out'>;
  report: Partial<HouseholdReport>;
}

/** Reads an application for monitoring, in or out; null where the message is none. */
export function readApplication(
  parts: Pick<FilingParts, 'read'>,
  message: string,
  at: Date,
  roster: readonly RosterEntry[],
): Application | null {
  if (QUESTION.test(message)) return null;
  const leaving = LEAVING.exec(message);
  const words = leaving ?? ENTERING.exec(message);
  if (words === null) return null;
  // The household stands where a report would have it: the reader finds it before any event.
  const reading = parts.read(`${message.slice(0, words.index).replace(/[,，]?$/, '')}住院了`, at, roster);
  const first = reading.reports[0];
  const around = `${message.slice(words.index + words[0].length)}`.replace(
    /^[,，。.;；:：\s]+|[。.\s]+$/g,
    '',
  );
  const before = /[,，]/.test(message.slice(0, words.index))
    ? message.slice(0, words.index).replace(/[,，\s]+$/, '')
    : '';
  const reason = (around.length >= 2 ? around : before).replace(/^(?:因为|由于|原因是?)[:：]?/, '');
  return {
    kind: leaving ? 'monitor_out' : 'monitor_in',
    report: {
      head: first?.head ?? null,
      group: first?.group ?? null,
      note: reason.length >= 2 ? reason.slice(0, 60) : null,
    },
  };
}
