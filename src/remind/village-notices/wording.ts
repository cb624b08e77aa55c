import type { NoticeToTell } from '../../storage/storage.ts';

/** 3月25日 */
function dayWords(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

export function noticesOpened(notices: readonly NoticeToTell[]): string {
  const lines = notices.map(({ number, text, ends_on }) => `${number}号 ${text}，公示到${dayWords(ends_on)}`);
  const [first] = notices;
  return [
    '【公示】村里开始公示：',
    ...lines,
    `有不同意见发“异议 ${first?.number ?? 1} 原因”，不想留名发“匿名异议 ${first?.number ?? 1} 原因”。不想再收公示发“退订 公示”。`,
  ].join('\n');
}

const WHY_STOPPED: Readonly<Partial<Record<NoticeToTell['report_state'], string>>> = {
  withdrawn: '申请撤回了',
  rejected: '没有通过',
};

export function noticeEnded(
  { number, text, state, days, report_state }: NoticeToTell,
  objections: number,
  open: number,
): string {
  if (state === 'stopped') return `${number}号 ${text}：公示停了，${WHY_STOPPED[report_state] ?? '退回重办'}`;
  const said =
    objections === 0 ? '没有人提异议' : `收到异议${objections}条，${open === 0 ? '都答复了' : '正在核实'}`;
  return `${number}号 ${text}：公示满${days}个工作日，${said}`;
}

export const noticesEnded = (lines: readonly string[]): string => ['【公示】公示结束：', ...lines].join('\n');
