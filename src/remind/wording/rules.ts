import type { DutyDay, Rhythm } from '../../policies/policies.ts';
import { nameOfPlace } from '../../register/register.ts';
import { dayAndWeekday, dayWords } from './reminders.ts';

/** What is said of the rules that an office makes in its own words. */

const WEEK = '一二三四五六日';

function dayInMonth(day: DutyDay): string {
  switch (day.kind) {
    case 'date':
      return `${day.day}日`;
    case 'last-day':
      return '最后一天';
    case 'first-working-day':
      return '第一个工作日';
    case 'last-working-day':
      return '最后一个工作日';
  }
}

export function rhythmWords(rhythm: Rhythm, today: string): string {
  switch (rhythm.kind) {
    case 'daily':
      return '每个工作日';
    case 'weekly':
      return `每周${rhythm.weekdays.map((day) => WEEK.charAt(day - 1)).join('、')}`;
    case 'monthly':
      return `每月${rhythm.days.map(dayInMonth).join('、')}`;
    case 'quarterly':
      return rhythm.month === 3 && rhythm.day.kind !== 'date'
        ? `每季度${dayInMonth(rhythm.day)}`
        : `每季度第${WEEK.charAt(rhythm.month - 1)}个月${dayInMonth(rhythm.day)}`;
    case 'yearly':
      return `每年${rhythm.months.join('、')}月${dayInMonth(rhythm.day)}`;
    case 'once':
      return dayWords(rhythm.on, today);
  }
}

export function advanceWords(advance: readonly number[]): string {
  if (advance.length === 1 && advance[0] === 0) return '';
  return `，提前${advance.map((days) => (days === 0 ? '当天' : `${days}天`)).join('、')}提醒`;
}

/** One of the next times: the day itself, and when its reminders leave. */
export interface ShownTime {
  dueOn: string;
  remindOn: readonly string[];
  /** The day itself is a day off, and it is reminded of before it. */
  isMoved: boolean;
  /** The days off of its year are not known yet. */
  isOpen: boolean;
}

export function timeWords({ dueOn, remindOn, isMoved, isOpen }: ShownTime, today: string): string {
  const [only] = remindOn;
  if (isOpen) return `${dayAndWeekday(dueOn, today)}（那年的放假安排还没录入，到时候再定）`;
  if (remindOn.length === 1 && only === dueOn) return dayAndWeekday(dueOn, today);
  if (isMoved && remindOn.length === 1 && only !== undefined)
    return `${dayAndWeekday(dueOn, today)}放假，改在${dayAndWeekday(only, today)}发`;
  return `${dayAndWeekday(dueOn, today)}，${remindOn.map((day) => dayWords(day, today)).join('、')}发`;
}

export interface ReadBack {
  what: string;
  whom: string;
  when: string;
  times: readonly string[];
  until: string | null;
  notes: readonly string[];
  changes: number | null;
}

export function readBack({ what, whom, when, times, until, notes, changes }: ReadBack): string {
  return [
    `${changes === null ? '请核对这条提醒' : `第${changes}条提醒改成这样`}：`,
    `办什么：${what}`,
    `提醒谁：${whom}`,
    `什么时候：${when}${until === null ? '' : `，到${until}止`}`,
    `最近${times.length}次：${times.join('；')}`,
    ...notes,
    '对就回“对”，对了才算数。不对直接说，例如“改成每月6号”“改成下午3点”“提醒各乡镇”“内容改成报送台账”。不要了回“取消”。',
  ].join('\n');
}

const AUDIENCES = {
  villages: '各村',
  townships: '各乡镇',
  cadres: '全体村干部',
  helpers: '帮扶人',
  self: '您自己',
  people: '',
} as const;

export function whomWords(
  { kind, place }: { kind: keyof typeof AUDIENCES; place: string },
  own: string,
  people: readonly { region: string; name: string; isVacant: boolean }[],
): string {
  if (kind === 'self') return '您自己';
  if (kind === 'people')
    return people.map(({ region, name }) => `${name}（${nameOfPlace(region)}）`).join('、');
  const where = place === own ? '' : nameOfPlace(place);
  const unit = kind === 'villages' ? '个村' : kind === 'townships' ? '个乡镇' : '个人';
  const names = people
    .slice(0, 6)
    .map(({ region, name, isVacant }) =>
      kind === 'cadres' || kind === 'helpers'
        ? name
        : `${nameOfPlace(region)}${isVacant ? '（没有村干部，给' : ''}${name}${isVacant ? '）' : ''}`,
    )
    .join('、');
  return `${where}${AUDIENCES[kind]}，共${people.length}${unit}：${names}${people.length > 6 ? '……' : ''}`;
}

export const DAY_LEFT_TO_US = '没说哪一天，就按最后一个工作日。';
export const AUDIENCE_LEFT_TO_US = '没说提醒谁，就提醒您下面的各村。';
export const TIME_LEFT_TO_US = '没说几点，就按上午8:30。';

export const WHAT_MISSING = '办什么事没说，例如“每月5号提醒各村报送监测表”。';
export const WHEN_MISSING = '什么时候没说，例如“每月5号上午9点”“每季度最后一个工作日”“12月20日前”。';
export const NOBODY_TO_REMIND =
  '要提醒的地方现在没有登记干部，没有人能收到。请先登记，或者换个范围，例如“提醒各村”。';
export const NO_TIMES = '照这样写一次也不会发，日子已经过了，请改一改，例如“到12月止”。';
export const ABOVE_RANK = '您只能提醒自己管的地方和下面的人，例如“提醒各村……”。';
export const CADRE_ONLY_SELF = '村干部只能提醒自己，例如“每周五下午3点提醒我报材料”。';
export const VILLAGERS_BY_BROADCAST =
  '提醒只发给干部。给村民发请用群发，例如“群发 全村：明天上午10点领化肥”。';
export const nobodyCalled = (name: string): string =>
  `没有登记叫“${name}”的干部，请核对姓名，例如“提醒王秀英3月20日交表”。给村民发请用群发，例如“群发 全村：……”。`;
export const notYours = (name: string): string => `“${name}”不在您管的地方，您不能提醒他。`;
export const namedTwice = (name: string, regions: readonly string[]): string =>
  `叫“${name}”的有${regions.length}个，请带上村名，例如“提醒${nameOfPlace(regions[0] ?? '')}${name}……”：${regions.map(nameOfPlace).join('、')}。`;
export const unknownRhythm = (said: string): string =>
  `“${said}”这样的隔法还不会排，只会每个工作日、每周几、每月几号、每季度、每半年、每年。例如“每月1号和15号”“每周一”。`;
export const tooFar = (until: string): string => `“提前${until}天”太早了，最多提前90天，例如“提前7天”。`;
export const noYear = (year: string): string =>
  `${year}年的节假日安排还没有录入，工作日算不出来。请管理员在 policy-kb/calendar/ 里补上${year}.yaml，再发一遍。`;

export function faultsTold(faults: readonly string[]): string {
  return faults.length === 1
    ? (faults[0] ?? '')
    : [
        '这条提醒还差几样：',
        ...faults.map((fault, index) => `${index + 1}. ${fault}`),
        '请改好再整句发一遍。',
      ].join('\n');
}

export const ruleKept = (number: number, first: string, count: number): string =>
  `记好了，是第${number}条提醒，第一次${first}发，每次${count}个人。要停发“停提醒 ${number}”，看全部发“我的提醒规则”。`;
export const ruleChanged = (number: number, first: string): string =>
  `改好了，第${number}条提醒下一次${first}发。`;
export const RULE_CANCELLED = '好，这条提醒没有记。';

export interface RuleLine {
  number: number;
  what: string;
  when: string;
  whom: string;
  isPaused: boolean;
  open: number;
  by: string;
}

export function ruleList(lines: readonly RuleLine[]): string {
  if (lines.length === 0) return '还没有提醒规则。直接说就行，例如“每月5号上午9点提醒各村报送监测表”。';
  return [
    `提醒规则，${lines.length}条：`,
    ...lines.map(
      ({ number, what, when, whom, isPaused, open, by }) =>
        `${number}. ${when}提醒${whom}${what}${isPaused ? '（停着）' : ''}，${by}定的${open > 0 ? `，现在有${open}件没办完` : ''}`,
    ),
    '停发“停提醒 号数”，恢复发“恢复提醒 号数”，不要了发“删提醒 号数”，改发“改提醒 号数 每月6号”。',
  ].join('\n');
}

export const audienceShort = (kind: keyof typeof AUDIENCES, place: string, own: string): string =>
  `${place === own ? '' : nameOfPlace(place)}${kind === 'self' ? '自己' : kind === 'people' ? '指定的人' : AUDIENCES[kind]}`;

export const noSuchRule = (number: number): string => `没有第${number}条提醒，发“我的提醒规则”看有哪些。`;
export const RULE_NUMBER_MISSING = '请写号数，例如“停提醒 3”。发“我的提醒规则”看有哪些。';
export const rulePaused = (number: number, dropped: number): string =>
  `停了，第${number}条提醒不再发${dropped > 0 ? `，没办完的${dropped}件也不再催` : ''}。要接着发，回“恢复提醒 ${number}”。`;
export const ruleResumed = (number: number, first: string): string =>
  `恢复了，第${number}条提醒下一次${first}发。`;
export const ruleDeleted = (number: number, dropped: number): string =>
  `删了，第${number}条提醒不再发${dropped > 0 ? `，没办完的${dropped}件也不再催` : ''}。`;
export const ruleIsSo = (number: number, isPaused: boolean): string =>
  `第${number}条提醒本来就${isPaused ? '停着' : '开着'}。`;
