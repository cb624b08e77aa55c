import type { CalendarYear } from '../calendar/calendar.ts';
import { date, listOf, strictRecord, text } from '../data-files/data-files.ts';

const FESTIVAL_MONTH = '-10-01';

/** One file of policy-kb/calendar: the public holidays of one year. */
export const calendarSchema = strictRecord({
  年份: text('2027'),
  依据: text('国务院办公厅关于2027年部分节假日安排的通知'),
  放假: listOf(strictRecord({ 从: date(), 到: date() })),
  上班: listOf(date()).default([]),
}).transform((raw, ctx): CalendarYear => {
  const wrong = (path: (string | number)[], message: string): void =>
    ctx.addIssue({ code: 'custom', path, message });
  const year = raw.年份;
  if (!/^20\d\d$/.test(year)) {
    wrong(['年份'], `写的是“${year}”，要写四位数的年份，例如 2027。`);
    return { year, off: [], worked: [] };
  }
  raw.放假.forEach(({ 从, 到 }, index) => {
    const at = ['放假', index] as const;
    if (!从.startsWith(year)) wrong([...at, '从'], `写的是“${从}”，不是${year}年的日子。`);
    if (!到.startsWith(year)) wrong([...at, '到'], `写的是“${到}”，不是${year}年的日子。`);
    if (从 > 到) wrong([...at, '到'], `写的是“${到}”，在“从”的 ${从} 前面，是不是写反了？`);
  });
  raw.上班.forEach((day, index) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (!day.startsWith(year)) wrong(['上班', index], `写的是“${day}”，不是${year}年的日子。`);
    else if (weekday !== 0 && weekday !== 6)
      wrong(['上班', index], `写的是“${day}”，这天不是周六周日，本来就上班，不用写。`);
    else if (raw.放假.some(({ 从, 到 }) => day >= 从 && day <= 到))
      wrong(['上班', index], `写的是“${day}”，“放假”里也有这一天，请去掉一处。`);
  });
  if (!raw.放假.some(({ 从, 到 }) => 从 <= `${year}${FESTIVAL_MONTH}` && 到 >= `${year}${FESTIVAL_MONTH}`))
    wrong(['放假'], `没有${year}年10月1日，国庆节也要写上。`);
  return { year, off: raw.放假.map(({ 从, 到 }) => [从, 到]), worked: raw.上班 };
});
