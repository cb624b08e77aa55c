import type { Item, Lack } from '../filing/draft.ts';
import type { FiledKind } from '../filing/paths.ts';
import { facts, title } from './telling.ts';
import { daysInWords, momentInWords } from './words.ts';

/** What is said while a draft is open. */

const EXAMPLES: Readonly<
  Record<Exclude<Lack, 'refused' | 'same' | 'group' | 'which'>, readonly [ask: string, example: string]>
> = {
  household: ['哪一户', '“三组王建国”'],
  member: ['说的是家里哪个人', '“他媳妇”“户主本人”'],
  occurredOn: ['什么时候的事', '“昨天”“3月5日”'],
  amount: ['多少钱', '“八千”“2万3”'],
  count: ['多少', '“12只”“三亩半”'],
  stage: ['念到哪个学段', '“初中”“高中”'],
  phone: ['新电话号码', '“13812345678”'],
  note: ['具体是什么', '“乳腺癌”“低保”“护林员”'],
};

const NOTE_ASKED: Readonly<Partial<Record<FiledKind, readonly [string, string]>>> = {
  illness: ['得的什么病', '“乳腺癌”'],
  disability: ['什么残疾、几级', '“肢体二级”'],
  benefit: ['哪一项待遇', '“低保”“高龄津贴”'],
  job_start: ['在哪里做什么', '“镇上当护林员”'],
  production: ['卖的、种的是什么', '“羊”“玉米”'],
  unsold: ['什么东西卖不出去', '“土豆”'],
  monitor_in: ['为什么申请', '“看病花了八万，家里没有收入”'],
  monitor_out: ['为什么可以退出', '“儿子上班了，收入稳定”'],
  other: ['是什么情况', '“身份证丢了”'],
};

function itemLine(item: Item): string {
  const told = facts(item);
  const held = item.held ? '（先放着）' : '';
  return `${title(item)}${told.length === 0 ? '' : `：${told.join('，')}`}${held}`;
}

const HOW_ONE = '对就回“对”，我就报上去。不对直接说哪里，例如“不对，是三组”“金额改成八千”。';
const HOW_MANY = '都对就回“全对”；也可以一条一条说，例如“1对 2不对，是四组”。';

const HOW_MIXED = '回“全对”只报没放着的；放着的要报回“现在报”，不要了回“1 取消”这样。';

/** The card of a draft: what was read, what is missing, and how to go on. */
export function readBack(
  items: readonly Item[],
  lacks: readonly (readonly Lack[])[],
  among: readonly string[][],
  attachments: number,
): string {
  const one = items.length === 1;
  const lines = items.map((item, index) =>
    one ? `请核对：${itemLine(item)}` : `${index + 1}. ${itemLine(item)}`,
  );
  const regrouped = items.flatMap(({ head, group, groupTold }) =>
    head === null || group === null || groupTold === null ? [] : [inOtherGroup(head, group)],
  );
  const refused = items.flatMap((item, index) =>
    item.refused === null ? [] : [`${one ? '' : `第${index + 1}条，`}${item.refused}`],
  );
  const wanting = items.flatMap((item, index) =>
    (lacks[index] ?? []).flatMap((lack) =>
      lack === 'refused'
        ? []
        : [`${one ? '' : `第${index + 1}条，`}${lackLine(item, lack, among[index] ?? [])}`],
    ),
  );
  return [
    ...(one ? [] : [`读到${items.length}条，请核对：`]),
    ...lines,
    ...regrouped,
    ...(attachments === 0 ? [] : [`附件${attachments}个。`]),
    ...refused,
    ...(wanting.length > 0 ? wantingLines(wanting) : refused.length === 0 ? [howOf(items)] : []),
  ].join('\n');
}

function howOf(items: readonly Item[]): string {
  const held = items.filter((item) => item.held).length;
  if (held === items.length) return HOW_HELD;
  return held > 0 ? HOW_MIXED : items.length === 1 ? HOW_ONE : HOW_MANY;
}

/** The group that was told is not the book's. */
const inOtherGroup = (head: string, group: number): string => `册里${head}在${group}组，已按${group}组写。`;

function wantingLines(wanting: readonly string[]): string[] {
  if (wanting.length === 1) return [`还差一样：${wanting[0]}`];
  return [`还差${wanting.length}样，一起说就行：`, ...wanting.map((line) => `· ${line}`)];
}

function lackLine(item: Item, lack: Exclude<Lack, 'refused'>, among: readonly string[]): string {
  if (lack === 'group') return `“${item.head}”是哪一户？${among.join('、')}。回几组就行，例如“三组”。`;
  if (lack === 'same')
    return `${item.same?.number}号已经报过一件很像的。是“同一件”、给它“补充”，还是“新的”？`;
  if (lack === 'which') return `册里的${item.member}有${item.which.join('、')}，是哪一个？回名字就行。`;
  const [ask, example] = (lack === 'note' ? NOTE_ASKED[item.kind] : undefined) ?? EXAMPLES[lack];
  const skip = lack === 'household' || lack === 'phone' ? '' : '，不知道就回“不清楚”';
  return `${ask}？例如${example}${skip}。`;
}

export const OPTIONS_READY = ['对', '取消'];
export const OPTIONS_MANY = ['全对', '取消'];
export const OPTIONS_SAME = ['同一件', '补充', '新的'];

export function earlier(number: number, by: string, at: string, line: string): string {
  return `先前的${number}号（${by}，${momentInWords(at)}）：${line}`;
}

export const stillOpen = (line: string): string =>
  `还有一份没报完：${line}。回“对”就报上去，回“取消”就不报了。`;
export const CANCELLED = '好，没有报，刚才那份不要了。';
export const alreadyOver = (filed: number | null): string =>
  filed === null
    ? '刚才那份已经不要了，没有报。还要报的话，请把那句话再发一遍。'
    : `${filed}号已经报好了，不用再回。要改就先“撤回 ${filed}”再报。`;
export const NOTHING_OPEN = '现在没有等您回“对”的。要报什么，一句话写给我；报过的发“我的上报”能看到。';
export const dateKept = (from: string, to: string | null): string =>
  `日期先前说的是${daysInWords(from, to)}，没有改。要改请说“日期是……”。`;
export const NOTHING_MISSING = '没有还差的了，不清楚的可以不写。';
export const NOTHING_TO_CANCEL = '现在没有等着报的。要撤回报过的，请写“撤回 号数”，例如“撤回 5”。';
export const lapsed = '昨天那份没有等到您回“对”，没有报上去，已经作废了。还要报的话，请把那句话再发一遍。';
export const DRAFT_GONE = '刚才那份已经过了一天，作废了，没有报上去。请把那句话再发一遍。';
export const WHICH_ITEM = '要改哪一条？请把号数写在前面，例如“2 金额改成八千”。';
export const NOT_UNDERSTOOD_CHANGE =
  '没看懂要改哪里。可以这样说：“是三组”“金额改成八千”“不是他媳妇是他妈”“日期是昨天”。';
export const notThisVillage = (name: string, place: string): string =>
  `${place}的册里没有“${name}”这一户，报不了。名字写错了就回“户主是谁”，例如“户主是王建国”；别村的户请那个村的干部报，新来的户请先加进册里。`;
export const ownOnly = (cadres: readonly string[]): string =>
  `您只能报您自己家的事，别人家的事在这里不说也不报。邻居有难处，请他自己来说，或者告诉村干部${cadres.slice(0, 3).join('、')}。`;
export const NO_HOUSEHOLD = '您的账号还没有对上是哪一户，报不了。请找村干部给您登记。';
export const alreadyWatched = (head: string, category: string): string =>
  `${head}家已经是${category}，不用再申请。`;
export const notWatched = (head: string, category: string): string =>
  `${head}家是${category}，不是监测对象，谈不上退出。`;
export const PHONE_WRONG = (reason: string): string => `这个电话号码${reason}。`;
export const offerLine = '这件事要报给村里，请回“上报”。';
export const attachedTo = (count: number, what: string): string => `收到${count}个附件，放在${what}里了。`;
export const attachedToReturned = (count: number, number: number, reason: string): string =>
  `收到${count}个附件，给${number}号重报用（退回的原因：${reason}）。`;
export const attachEnded = (number: number, state: string): string =>
  `${number}号${state}，附件放不进去了。要重新报，请把那件事再说一遍，再发图片。`;
/** Several reports are open and a picture has come. */
export const whichForFiles = (count: number): string =>
  `附件${count}个，给第几条？回“图片给1”这样，每条都要就回“都给”。`;
export const filesForOptions = (items: number): string[] => [
  ...Array.from({ length: Math.min(items, 4) }, (_, index) => `图片给${index + 1}`),
  '都给',
];
export const filesGiven = (count: number, items: readonly number[]): string =>
  `附件${count}个，放进第${items.map((item) => item + 1).join('、')}条了。`;
export const NO_REPORT_FOR_ATTACHMENT =
  '收到了，可是不知道是哪件事的。请先说是哪一户什么事，例如“三组王建国媳妇昨天住院了”，再发图片。';
/** 重报 while something else waits. */
export const finishFirst = (number: number): string =>
  `先把没报完的那一份说完，再发“重报 ${number}”，不然那一份就丢了。`;
export const MENDING_OVER = '重报的那份也不要了，不用再回。';
export const SURE_WORD = '要通过请回“确定”，不通过回“不”。';
export const HELD = '好，先放着，没有报。要报了回“现在报”，不要了回“取消”。';
export const STILL_HELD = '您说过先放着，所以没有报。要报请回“现在报”，不要了回“取消”。';
export const HOW_HELD = '这一份先放着，没有报。要报回“现在报”，不要了回“取消”。';
export const OPTIONS_HELD = ['现在报', '取消'];
export const BARE_NUMBER =
  '只回一个数，不知道是哪一样，没有改。要改请连着说，例如“金额改成八千”“不对，是三组”。';
export const UNIT_WANTED = '多少钱？请带上单位，例如“8000元”“八千”。';
export const GROUP_HOW = '没有改。要改组请说“不对，是三组”。';
/** What an answer would have overwritten. */
export const alreadyTold = (was: string): string => `${was}是先前说的，没有改。要改请说“金额改成……”。`;
export const sameKept = (number: number): string => `好，还是${number}号那一件，没有另外报。`;
