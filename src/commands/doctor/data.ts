import { loadTurnData } from '../../conversation/conversation.ts';
import { createLastGood, formatProblem } from '../../data-files/data-files.ts';
import type { Knowledge } from '../../policies/policies.ts';
import { homeRegion } from '../home-region.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const SHOWN = 3;
/** The State Council announces the next year's holidays in November. */
const ANNOUNCED = '-11-01';

/** The clerk's files, the place that the web chat is for, and the tables of public holidays. `today`: ISO, in China. */
export function dataFindings(root: string, region: string, today: string): Finding[] {
  const { data, problems } = loadTurnData(root, region);
  const faults = problems.filter(({ level }) => level === 'error').map(formatProblem);
  if (data === null) {
    const kept = createLastGood(root).root() !== null;
    const meanwhile = kept ? '村口用的还是上一份好的数据' : '没有留下好的数据，村口开不了门';
    const more = faults.length > SHOWN ? `；还有 ${faults.length - SHOWN} 处` : '';
    return [
      fail(
        '政策数据',
        `有 ${faults.length} 处错，${meanwhile}：请照着改，再运行 npm run data。${faults.slice(0, SHOWN).join('；')}${more}`,
      ),
    ];
  }
  const { knowledge } = data;
  const home = homeRegion(knowledge, region);
  return [
    ok('政策数据', `没有错，${knowledge.policies.length} 条政策，版本 ${knowledge.version}。`),
    home.ok ? ok('地方', `${home.path}。`) : fail('地方', home.message),
    holidayFinding(knowledge.calendar, today),
  ];
}

/** From November on the next year's table is asked for. */
export function holidayFinding({ years }: Pick<Knowledge['calendar'], 'years'>, today: string): Finding {
  const name = '节假日';
  const year = today.slice(0, 4);
  const next = String(Number(year) + 1);
  const how = (which: string): string =>
    `请照国务院办公厅的放假通知写 policy-kb/calendar/${which}.yaml，写法在 policy-kb/README.md。`;
  if (!years.includes(year))
    return fail(name, `没有 ${year} 年的放假安排，按工作日算的提醒都停着：${how(year)}`);
  if (years.includes(next)) return ok(name, `${year} 年和 ${next} 年的放假安排都有。`);
  if (today < `${year}${ANNOUNCED}`) return ok(name, `有 ${year} 年的放假安排；${next} 年的十一月再补。`);
  return warn(name, `没有 ${next} 年的放假安排，跨年的提醒会停下来：${how(next)}`);
}
