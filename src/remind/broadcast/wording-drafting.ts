import { addDays, localTime } from '../../calendar/calendar.ts';
import { groupBy } from '../grouped.ts';
import { FIELDS } from './fields.ts';
import { dayWords, short, someNames } from './wording-message.ts';

/** Writing a broadcast: what is asked, what is wrong, what is read back. */

export const NOT_YOURS = '群发只有村干部、乡镇和县里的同志能用。有事要大家知道，请跟村干部说。';
export const ASK_WHOM =
  '发给谁？例如“各村干部”“示范嘎查全体村民”“全镇监测户”“有高中生的家庭”，也可以写姓名“王秀英、李四”。不发了回“取消”。';
export const ASK_TEXT = '发什么内容？请把要说的话发给我，带照片也行。不发了回“取消”。';
export const DRAFT_DROPPED = '好，这条群发没有发。';
export const PICTURE_MISSING = '没有收到照片，群发只能带照片，请再发一次；不带照片就照原来的确认。';
export const NOBODY = '按这个说法一个人也没有找到，请换个说法，例如“发给 全体村民”。';
export const WHEN_UNCLEAR = '什么时候发没看懂，请写明哪天几点，例如“明天早上8点发”。';
export const WHEN_PAST = '说的时间已经过了，请写以后的时间，例如“明天早上8点发”。';
export const DAYS_ODD = '公示天数请写1到60个工作日，例如“公示5天 全镇：……”。';
export const ONE_OPTION = '选项要有两个以上，例如“选项：参加/不参加”。';
export const manyOptions = (most: number): string => `选项最多${most}个，请合并几个。`;
export const oddOption = (option: string): string =>
  option.length > 12
    ? `选项“${option}”太长，请写12个字以内。`
    : `“${option}”在这里有别的用处，选项请换个说法，例如“参加/不参加”。`;
export const SURVEY_OPTIONS = '调查要写上怎么选，例如“选项：满意/基本满意/不满意”。';
export const typeTheCount = (count: number): string =>
  `还没有发。群发要回人数才算数：要发请回“发 ${count}”，不发了回“取消”。`;
export const howToChange = (text: string): string =>
  `要改成什么样没看懂，还没有发。请发“内容改成”，后面写上整段话；也可以发“把……改成……”。现在的内容是：${short(text, 60)}`;
export const NOTHING_TO_SEND =
  '现在没有等着发的群发。写好半小时没有确认就作废了，要发请重新写“群发给 谁：内容”。';
export const sentAlready = (number: number, count: number): string =>
  `第${number}号群发（${count}人）已经确认过了，不会再发一遍。看谁收到了发“看群发 ${number}”。`;
export const notLeftYet = (number: number): string =>
  `第${number}号还没有发出去。要改请先发“取消群发 ${number}”，再重新写一条。`;
export const tellCorrection = (number: number): string =>
  `第${number}号已经发出去了，收不回来。要更正请写明对的，例如“说错了，是后天停水”。`;
export const correcting = (number: number): string =>
  `第${number}号已经发出去了，收不回来，可以给原来的人发一条更正：`;
export const correctionText = (right: string, wrong: string): string =>
  `更正：${right.replace(/[。.]$/, '')}。前面发的“${short(wrong, 30)}”不算，以这条为准。`;
export const AS_URGENT = '按紧急发';
const MAY_BE_URGENT = `看着是灾害、险情：要马上告诉大家（夜里也发，退订的也收得到），请回“${AS_URGENT}”。`;
export const unknownField = (field: string): string =>
  `“{${field}}”填不了，能填的有${FIELDS.map((known) => `{${known}}`).join('')}。`;
export const longText = (length: number, most: number): string =>
  `内容有${length}个字，太长了，请压到${most}个字以内。`;
export const nameUnknown = (name: string): string =>
  `您这里没有“${name}”，请核对姓名或说法，例如“王秀英、李四”“各村干部”“监测户”。`;
export const whichName = (name: string, places: readonly string[]): string =>
  `叫“${name}”的有${places.length}个：${places.join('、')}。请带上村组，例如“${places[0] ?? ''}${name}”。`;
export const soundsLike = (typed: string, known: string): string => `“${typed}”按册里的“${known}”。`;
export const NOT_YOUR_PLACE = (written: string): string =>
  `“${written}”不归您发，只能发给您那里和下面的，请写地名。`;
export const whichPlace = (written: string, paths: readonly string[]): string => {
  const places = paths.map((path) => path.split('/').slice(-2).join(''));
  return `叫“${written}”的有${paths.length}个，请带上乡镇名，例如“${places[0] ?? ''}”。`;
};
export const GROUP_WITHOUT_VILLAGE = (group: number): string =>
  `${group}组是哪个村的？请带上村名，例如“示范嘎查${group}组村民”。`;
export const BY_WHAT_IS_KNOWN = '这是按报过的事和册里的出生日期算的，没有报过的不在里面。';
export const noYear = (year: string): string =>
  `系统里没有${year}年的节假日安排，公示的工作日算不出来，请管理员补上 policy-kb/calendar/${year}.yaml。`;

export function faultsTold(faults: readonly string[]): string {
  const [only] = faults;
  return faults.length === 1 && only !== undefined
    ? only
    : [
        '有几处要改：',
        ...faults.map((fault, index) => `${index + 1}. ${fault}`),
        '改好的再发一遍就行。',
      ].join('\n');
}

export interface Previewed {
  whom: string;
  names: readonly string[];
  withoutAccount: readonly { name: string; caller: string | null }[];
  /** It asks about those who would be sent to ask. */
  isAboutStaff: boolean;
  muted: readonly string[];
  /** The first recipient's name. */
  first: string;
  shown: string;
  when: string;
  isLater: boolean;
  isUrgent: boolean;
  /** It speaks of danger, and is not sent as urgent. */
  mayBeUrgent: boolean;
  /** Whose private matter it tells of. */
  exposed: readonly string[];
  hasPicture: boolean;
  lacking: readonly { field: string; names: readonly string[] }[];
  notes: readonly string[];
  endsOn: string | null;
  days: number | null;
}

export function previewText(told: Previewed): string {
  const count = told.names.length;
  const lines = [
    '请核对这次群发：',
    ...(told.mayBeUrgent ? [MAY_BE_URGENT] : []),
    ...(told.exposed.length === 0 ? [] : [exposes(told.exposed, count)]),
    `发给：${told.whom}，共${count}人：${someNames(told.names, 10)}`,
    ...(told.withoutAccount.length === 0
      ? []
      : [
          told.isAboutStaff
            ? `没有账号的${told.withoutAccount.length}人：${someNames(
                told.withoutAccount.map(({ name }) => name),
                10,
              )}。问的是干部，不请干部自己去问，请另外派人问，问到了您这里替他回。`
            : `没有账号的${told.withoutAccount.length}人，要打电话或上门告诉：${callers(told.withoutAccount)}`,
        ]),
    ...(told.muted.length === 0
      ? []
      : [`退订了这类消息的${told.muted.length}人收不到：${someNames(told.muted, 10)}`]),
    `${told.first}看到的是：`,
    ...told.shown.split('\n').map((line) => `  ${line}`),
    ...(told.hasPicture ? ['带1张图片'] : []),
    ...(told.days === null || told.endsOn === null
      ? []
      : [`公示${told.days}个工作日，到${dayWords(told.endsOn)}止`]),
    `什么时候发：${told.when}${told.isLater ? `（夜里不打扰人，7:30以后发${told.mayBeUrgent ? '' : `；等不得就回“${AS_URGENT}”`}）` : ''}${told.isUrgent ? '（紧急，夜里也发，退订的也收得到）' : ''}`,
    ...told.lacking.map(
      ({ field, names }) => `{${field}}有${names.length}人没有登记，会空着：${someNames(names, 10)}`,
    ),
    ...told.notes,
    `对就回“发 ${count}”。改内容发“内容改成……”，换人发“改发给……”，加选项发“选项：参加/不参加”，定时发“明天早上8点发”，不发了回“取消”。`,
  ];
  return lines.join('\n');
}

const exposes = (names: readonly string[], count: number): string =>
  `请留意：里面说到${someNames(names, 5)}家自己的事（病、钱、家里的难处），${count}人都会看到。本人同意了再发；没有同意，请改内容，不写名字。`;

/** 赵六斤（河西嘎查李四去说）, those of one caller together. */
function callers(people: readonly { name: string; caller: string | null }[]): string {
  const of = groupBy(people, ({ caller }) => caller ?? '');
  return [...of]
    .map(
      ([caller, those]) =>
        `${someNames(
          those.map(({ name }) => name),
          10,
        )}（${caller === '' ? '没有登记由谁去说' : `${caller}去说`}）`,
    )
    .join('；');
}

/** 马上, 今天20:00, 明天08:00, 3月25日08:00 */
export function whenWords(at: Date | null, now: Date): string {
  if (at === null) return '确认后马上发';
  const { day, time } = localTime(at);
  const today = localTime(now).day;
  if (day === today) return `今天${time}`;
  return day === addDays(today, 1) ? `明天${time}` : `${dayWords(day)}${time}`;
}

export const wrongCount = (typed: number, count: number): string =>
  `人数对不上：您写的是${typed}，这次是${count}人，没有发。看准了回“发 ${count}”，不发了回“取消”。`;
export const LIST_CHANGED = '名单刚才有变化，还没有发，请再看一遍。';
export const sureOfMany = (count: number): string =>
  `这次有${count}人，人多，请再确认一次：回“确认发 ${count}”才发，不发了回“取消”。`;

export function sent(told: {
  number: number;
  people: number;
  when: string;
  without: number;
  isAboutStaff: boolean;
  endsOn: string | null;
  hasOptions: boolean;
}): string {
  const when = told.when === '确认后马上发' ? '正在发' : `${told.when}发`;
  const more = [
    ...(told.without === 0
      ? []
      : [
          told.isAboutStaff
            ? `没有账号的${told.without}人，请另外派人问，问到了发“代回 ${told.number} 姓名 选的”。`
            : `没有账号的${told.without}人，请照上面的名单打电话或上门告诉，归别人管的已经请他们去说。`,
        ]),
    ...(told.endsOn === null ? [] : [`公示到${dayWords(told.endsOn)}，期满自动写好记录告诉您。`]),
  ];
  const see = told.hasOptions ? '谁收到了、谁回了' : '谁收到了';
  return [
    `好，是第${told.number}号群发，共${told.people}人，${when}。`,
    ...more,
    `看${see}发“看群发 ${told.number}”；要停发“暂停群发 ${told.number}”。`,
  ].join('\n');
}
