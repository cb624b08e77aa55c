import type { ReviewLevel } from '../register/register.ts';
import type { ReportState } from '../storage/storage.ts';
import type { Refusal } from './filing/chain.ts';
import type { Item, Lack } from './filing/draft.ts';
import type { FiledKind, Step } from './filing/paths.ts';

/** Every sentence of filing and review. Rules and routing live in filing/. */

export const KIND_WORDS: Readonly<Record<FiledKind, string>> = {
  illness: '生病',
  disability: '残疾',
  accident: '意外受伤',
  disaster: '受灾',
  income_drop: '收入减少',
  job_start: '开始务工',
  job_loss: '丢了工作',
  enrolment: '入学',
  dropout: '辍学',
  housing: '房屋',
  water: '吃水',
  birth: '添人口',
  death: '去世',
  move_in: '迁入',
  move_out: '迁出',
  split: '分户',
  production: '生产经营',
  unsold: '卖不出去',
  benefit: '待遇变化',
  contact: '换电话',
  other: '其他情况',
  monitor_in: '申请纳入监测',
  monitor_out: '申请退出监测',
};

const AMOUNT_WORDS: Readonly<Partial<Record<FiledKind, string>>> = {
  illness: '自付',
  accident: '自付',
  disaster: '损失',
  income_drop: '少收或被欠',
  job_start: '月工资',
  enrolment: '学费',
  housing: '花费',
  production: '收入',
  benefit: '金额',
};

export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  filed: '已上报，等村里核实',
  verified: '村里已核实',
  compared: '部门已比对',
  reviewed: '乡镇已审核，等公示',
  on_notice: '公示中',
  confirmed: '已确认',
  returned: '被退回',
  rejected: '被驳回',
  withdrawn: '已撤回',
};

export const STEP_WORDS: Readonly<Record<Step['id'], string>> = {
  village: '村级核实',
  comparison: '部门比对',
  township: '乡镇审核',
  notice: '公示',
  county: '县级确认',
};

export const LEVEL_WORDS: Readonly<Record<ReviewLevel, string>> = {
  village: '村里',
  township: '乡镇',
  county: '县里',
};

export const EVENT_WORDS: Readonly<Record<string, string>> = {
  filed: '上报',
  pass: '通过',
  return: '退回',
  reject: '驳回',
  withdraw: '撤回',
  resubmit: '改好重报',
  supplement: '补充',
  noted: '补充说明',
  attached: '加了附件',
  'open-notice': '开始公示',
  'notice-ended': '公示期满',
  objection: '有人提异议',
  'objection-answered': '异议已答复',
};

const EXAMPLES: Readonly<
  Record<Exclude<Lack, 'refused' | 'same' | 'group'>, readonly [ask: string, example: string]>
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

/** `2026-03-09` → `2026年3月9日` */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function daysInWords(from: string, to: string | null): string {
  return to === null ? dayInWords(from) : `${dayInWords(from)}至${dayInWords(to)}之间`;
}

/** UTC ISO time → `3月18日09:30` in China. */
export function momentInWords(iso: string): string {
  const local = new Date(Date.parse(iso) + 8 * 60 * 60 * 1000).toISOString();
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日${local.slice(11, 16)}`;
}

export function money(kind: FiledKind, amount: number): string {
  return `${AMOUNT_WORDS[kind] ?? '金额'}${Math.round(amount * 100) / 100}元`;
}

type Told = Pick<
  Item,
  'kind' | 'member' | 'occurredOn' | 'spanTo' | 'amount' | 'count' | 'unit' | 'stage' | 'note' | 'phoneMasked'
>;

/** What a report says, piece by piece, in the order in which people tell it. */
export function facts(told: Told): string[] {
  return [
    ...(told.member === null ? [] : [told.member]),
    ...(told.stage === null ? [] : [told.stage]),
    ...(told.note === null ? [] : [told.note]),
    ...(told.count === null ? [] : [`${told.count}${told.unit ?? ''}`]),
    ...(told.occurredOn === null ? [] : [daysInWords(told.occurredOn, told.spanTo)]),
    ...(told.amount === null ? [] : [money(told.kind, told.amount)]),
    ...(told.phoneMasked === null ? [] : [`新电话${told.phoneMasked}`]),
  ];
}

export function household(head: string | null, group: number | null): string {
  if (head === null) return '（还不知道是哪一户）';
  return `${group === null ? '' : `${group}组`}${head}家`;
}

export function title(item: Pick<Item, 'head' | 'group' | 'kind'>): string {
  return `${household(item.head, item.group)} ${KIND_WORDS[item.kind]}`;
}

function itemLine(item: Item): string {
  const told = facts(item);
  return `${title(item)}${told.length === 0 ? '' : `：${told.join('，')}`}`;
}

const HOW_ONE = '对就回“对”，我就报上去。不对直接说哪里，例如“不对，是三组”“金额改成八千”。';
const HOW_MANY = '都对就回“全对”；也可以一条一条说，例如“1对 2不对，是四组”。';

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
    ...(attachments === 0 ? [] : [`附件${attachments}个。`]),
    ...refused,
    ...(wanting.length > 0 ? wantingLines(wanting) : refused.length === 0 ? [one ? HOW_ONE : HOW_MANY] : []),
  ].join('\n');
}

function wantingLines(wanting: readonly string[]): string[] {
  if (wanting.length === 1) return [`还差一样：${wanting[0]}`];
  return [`还差${wanting.length}样，一起说就行：`, ...wanting.map((line) => `· ${line}`)];
}

function lackLine(item: Item, lack: Exclude<Lack, 'refused'>, among: readonly string[]): string {
  if (lack === 'group') return `“${item.head}”是哪一户？${among.join('、')}。回几组就行，例如“三组”。`;
  if (lack === 'same')
    return `${item.same?.number}号已经报过一件很像的。是“同一件”、给它“补充”，还是“新的”？`;
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

export function filed(number: number, line: string, next: string): string {
  return `报好了，是${number}号：${line}。${next}`;
}

export function waitsFor(step: Step | null, names: readonly string[]): string {
  if (step === null) return '不用审核，已经记上了。';
  if (names.length === 0)
    return `下一步${STEP_WORDS[step.id]}，可是现在没有人能办：${step.level === 'village' ? '自己报的不能自己核实，本村还要有另一位村干部' : '这一级还没有登记经办人'}。请找管理员添加。`;
  return `下一步${STEP_WORDS[step.id]}：${names.join('、')}。`;
}

export const stillOpen = (line: string): string =>
  `还有一份没报完：${line}。回“对”就报上去，回“取消”就不报了。`;
export const CANCELLED = '好，没有报，刚才那份不要了。';
export const NOTHING_TO_CANCEL = '现在没有等着报的。要撤回报过的，请写“撤回 号数”，例如“撤回 5”。';
export const lapsed = '昨天那份没有等到您回“对”，没有报上去，已经作废了。还要报的话，请把那句话再发一遍。';
export const DRAFT_GONE = '刚才那份已经过了一天，作废了，没有报上去。请把那句话再发一遍。';
export const WHICH_ITEM = '要改哪一条？请把号数写在前面，例如“2 金额改成八千”。';
export const NOT_UNDERSTOOD_CHANGE =
  '没看懂要改哪里。可以这样说：“是三组”“金额改成八千”“不是他媳妇是他妈”“日期是昨天”。';
export const notThisVillage = (name: string, place: string): string =>
  `${place}的册里没有“${name}”这一户，报不了。名字写错了就回“户主是谁”，例如“户主是王建国”；别村的户请那个村的干部报，新来的户请先加进册里。`;
export const OWN_ONLY = '您只能报您自己家的事。别人家的事请告诉村干部。';
export const NO_HOUSEHOLD = '您的账号还没有对上是哪一户，报不了。请找村干部给您登记。';
export const alreadyWatched = (head: string, category: string): string =>
  `${head}家已经是${category}，不用再申请。`;
export const notWatched = (head: string, category: string): string =>
  `${head}家是${category}，不是监测对象，谈不上退出。`;
export const PHONE_WRONG = (reason: string): string => `这个电话号码${reason}。`;
export const offerLine = '这件事要报给村里，请回“上报”。';
export const attachedTo = (count: number, what: string): string => `收到${count}个附件，放在${what}里了。`;
export const NO_REPORT_FOR_ATTACHMENT =
  '收到了，可是不知道是哪件事的。请先说是哪一户什么事，例如“三组王建国媳妇昨天住院了”，再发图片。';
export const sameKept = (number: number): string => `好，还是${number}号那一件，没有另外报。`;
export const supplemented = (number: number, again: boolean): string =>
  `补充到${number}号里了。${again ? '内容变了，从村级核实重新走。' : ''}`;
export const supplementNoted = (number: number): string =>
  `${number}号已经审过乡镇这一级，内容不能再改，您的补充记在它的经过里了，并告诉了经办人。`;

export function refusal(number: number, why: Refusal, state: ReportState): string {
  switch (why.why) {
    case 'ended':
      return `${number}号${STATE_WORDS[state]}，不能再动了。`;
    case 'not-now':
      return `${number}号现在是“${STATE_WORDS[state]}”，这一步现在办不了。`;
    case 'not-yours':
      return `${number}号不是您报的，您不能撤回或改它。`;
    case 'not-your-level':
      return `${number}号现在要${why.needs === null ? '等公示' : `${LEVEL_WORDS[why.needs]}来办`}，不归您这一级；自己报的和自己家的也不能自己审。`;
    case 'no-reason':
      return `要写明原因，例如“退回 ${number} 缺医院发票”。`;
    case 'not-looked':
      return `${number}号要先入户三看，还没说看过：${why.missing.join('、')}。例如“通过 ${number} 收支够、生活好、保障全”。`;
    case 'notice-runs':
      return `${number}号还在公示，期满才能确认。`;
    case 'objections':
      return `${number}号有${why.open}条异议还没有答复，答复了才能确认。`;
  }
}

export function toReview(title: string, number: string, line: string, by: string): string {
  return `请审：${title} ${line}。${by}报的。看详情发“看 ${number}”，行就发“通过 ${number}”，不行发“退回 ${number} 原因”。`;
}

export function householdFiled(number: number, line: string, by: string): string {
  return `${by}给您家报了${number}号：${line}。有不对的请告诉村干部。`;
}

/** What the reporter and the household are told of a step. */
export function stepTold(number: number, line: string, what: string, by: string, next: string): string {
  return `${number}号（${line}）${by}${what}。${next}`;
}

export function returnedTold(number: number, line: string, by: string, reason: string): string {
  return `${number}号（${line}）被${by}退回：${reason}。改好后发“重报 ${number}”，也可以直接写“重报 ${number} 金额改成八千”。`;
}

export function returnedToHousehold(number: number, line: string, by: string, reason: string): string {
  return `您家的${number}号（${line}）被${by}退回：${reason}。报的人改好后会再报。`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  member: '谁',
  occurred_on: '日期',
  span_to: '日期到',
  amount: '金额',
  count: '数量',
  unit: '单位',
  stage: '学段',
  note: '内容',
  phone_sealed: '电话',
};

/** One line of a difference: 金额：8000 → 23000. A phone's digits are not shown. */
export function difference(field: string, before: unknown, after: unknown): string {
  const word = FIELD_WORDS[field] ?? field;
  if (field === 'phone_sealed') return `${word}：换了`;
  return `${word}：${before ?? '没有'} → ${after ?? '没有'}`;
}

export function resubmitted(number: number, differences: readonly string[], next: string): string {
  const what = differences.length === 0 ? '内容没有变' : `改了 ${differences.join('；')}`;
  return `${number}号重报好了，${what}。${next}`;
}

export const resubmittedShort = (differences: readonly string[]): string =>
  differences.length === 0 ? '重报，内容没有变' : `重报，改了 ${differences.join('；')}`;

export const noSuch = (number: number): string => `没有${number}号，或者它不归您管。`;
export const severalSuch = (number: number, places: readonly string[]): string =>
  `${number}号有${places.length}条，请带上村名，例如“${places[0]}${number}”：${places.join('、')}。`;
export const notReturned = (number: number, state: ReportState): string =>
  `${number}号现在是“${STATE_WORDS[state]}”，只有被退回的才能重报。`;
export const NUMBER_MISSING = (word: string): string => `请写号数，例如“${word} 12”。发“待审”可以看有哪些。`;
export const ownReport = (number: number): string => `${number}号是您自己报的，要由别人来审。`;
export const late = (number: number, who: string, at: string, what: string): string =>
  `${number}号${who}在${momentInWords(at)}已经${what}了。`;
export const NOTHING_PENDING = '现在没有等您审的。';
export const NO_REVIEWER = '审核由村干部、乡镇和县里的经办人办，您这边没有要审的。';

export function pendingList(lines: readonly string[], more: number, options: string): string {
  return [
    `等您审的有${lines.length + more}条：`,
    ...lines,
    ...(more > 0 ? [`……还有${more}条，办完这些再发“待审”。`] : []),
    options,
  ].join('\n');
}

export const PENDING_HOW = '发“看 号数”看详情，“通过 号数”（可以写几个），“退回 号数 原因”。';
export const sureToPass = (numbers: readonly string[]): string =>
  `要通过全部${numbers.length}条：${numbers.join('、')}。确定就回“确定”，不回就不动。`;
export const NOT_PASSED = '好，一条都没有动。';
export const passed = (number: number, next: string): string => `${number}号通过了。${next}`;
export const returned = (number: number, reason: string): string => `${number}号退回了，原因：${reason}。`;
export const rejected = (number: number, reason: string): string => `${number}号驳回了，原因：${reason}。`;
export const withdrawn = (number: number): string => `${number}号撤回了，经过还留着。`;
export const confirmedWords = (number: number): string => `${number}号确认了，全部办完。`;
export const tally = (done: number, failed: number): string =>
  `办成${done}条${failed === 0 ? '' : `，没办成${failed}条`}：`;

export function history(moment: string, who: string, event: string, note: string | null): string {
  return `${momentInWords(moment)} ${who} ${EVENT_WORDS[event] ?? event}${note === null ? '' : `：${note}`}`;
}

export function showCard(parts: {
  number: number;
  place: string;
  line: string;
  state: ReportState;
  by: string;
  category: string;
  version: number;
  attachments: readonly string[];
  history: readonly string[];
  objections: readonly string[];
}): string {
  return [
    `${parts.place}${parts.number}号：${parts.line}`,
    `现在：${STATE_WORDS[parts.state]}。${parts.by}报的${parts.version > 1 ? `，第${parts.version}次改` : ''}，户类型：${parts.category}。`,
    ...(parts.attachments.length === 0 ? [] : [`附件：${parts.attachments.join('、')}`]),
    ...parts.objections,
    '经过：',
    ...parts.history,
  ].join('\n');
}

export function mineList(lines: readonly string[]): string {
  return lines.length === 0 ? '您还没有报过。' : ['您最近报的：', ...lines].join('\n');
}

export const mineLine = (number: number, line: string, state: ReportState): string =>
  `${number}号 ${line}（${STATE_WORDS[state]}）`;

/** 王建国 → 王**: enough for neighbours to know, too little for a search. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = [...name];
  return `${first}${'*'.repeat(Math.max(1, rest.length))}`;
}

export function noticeText(kind: FiledKind, head: string, group: number | null): string {
  const what = kind === 'monitor_out' ? '拟退出监测' : '拟纳入监测';
  return `${group === null ? '' : `${group}组`}${maskedName(head)}户${what}`;
}

export const noticeOpened = (number: number, days: number, endsOn: string): string =>
  `${number}号开始公示，${days}个工作日，到${dayInWords(endsOn)}止。`;
export const noCalendar = (number: number, year: string): string =>
  `${number}号还不能公示：系统里没有${year}年的节假日安排，工作日算不出来。已经告诉管理员，补上后自动开始公示。`;
export const noCalendarAdmin = (number: number, year: string): string =>
  `急：${year}年的节假日安排还没有录入，${number}号公示开不了。请补上 src/report/filing/holidays.ts 里的${year}年。`;
export const noticeOver = (number: number, line: string, open: number): string =>
  open === 0
    ? `${number}号（${line}）公示期满，没有未答复的异议，可以确认了：发“通过 ${number}”。`
    : `${number}号（${line}）公示期满，还有${open}条异议没有答复，答复了才能确认。`;

export function noticeList(lines: readonly string[]): string {
  return lines.length === 0
    ? '现在没有公示。'
    : ['正在公示：', ...lines, '有不同意见请发“异议 号数 原因”，不想留名发“匿名异议 号数 原因”。'].join('\n');
}

export const noticeLine = (place: string, number: number, text: string, endsOn: string): string =>
  `${place}${number}号 ${text}，公示到${dayInWords(endsOn)}。`;
export const noticeAnswer = (number: number, answer: string): string => `  异议${number}已答复：${answer}`;
export const OBJECTION_REASON = (number: number): string =>
  `请写上原因，例如“异议 ${number} 他家在县城有楼房”。`;
export const notOnNotice = (number: number): string => `${number}号没有在公示，发“公示”看正在公示的。`;
export const objectionTaken = (number: number, anonymous: boolean): string =>
  anonymous
    ? `收到，是异议${number}，没有留您的名字，已交乡镇核实。答复会写在公示里，发“公示”能看到。`
    : `收到，是异议${number}，已交乡镇核实，有答复就告诉您。答复之前不会确认。`;
export const objectionTold = (
  objection: number,
  place: string,
  number: number,
  line: string,
  by: string,
  text: string,
): string =>
  `${place}${number}号（${line}）有异议${objection}，${by}：${text}。请核实后发“答复 异议 ${objection} 不成立 理由”或“答复 异议 ${objection} 成立 理由”。`;
export const ANONYMOUS = '匿名';
export const ANSWER_HOW = '请写清楚，例如“答复 异议 2 不成立 楼房是他弟弟的”。成立的会退回重办。';
export const noObjection = (number: number): string => `没有异议${number}，或者它不归您答复。`;
export const objectionAnswered = (number: number, upheld: boolean): string =>
  upheld ? `异议${number}已答复：成立，这一件退回重办。` : `异议${number}已答复：不成立。`;
export const objectionAnswerTold = (objection: number, answer: string): string =>
  `您提的异议${objection}有答复了：${answer}`;
export const upheldReason = (objection: number, answer: string): string => `异议${objection}成立：${answer}`;
export const objectionLate = (number: number, who: string, at: string): string =>
  `异议${number}${who}在${momentInWords(at)}已经答复了。`;
export const objectionList = (lines: readonly string[]): string =>
  lines.length === 0 ? '没有等着答复的异议。' : ['等着答复的异议：', ...lines, ANSWER_HOW].join('\n');
export const objectionLine = (
  number: number,
  place: string,
  report: number,
  by: string,
  text: string,
): string => `异议${number} 对${place}${report}号，${by}：${text}`;
export const categoryChanged = (from: string, to: string): string => `户类型从${from}改为${to}。`;
export const phoneChanged = '册里的电话已经换成新的。';
export const phoneKeptOnly = '册里没有对上是谁，新电话只记在这一件里。';
