import type { Amount } from './numbers-amount.ts';
import { counterAt } from './numbers-words.ts';

/** Which money follows a figure, and where its name ends. */
export interface Currency {
  kind: 'none' | 'yuan' | 'foreign';
  end: number;
  /** Only for money that is not yuan. */
  name: string | null;
}

const FOREIGN =
  '美元|美金|港元|港币|欧元|日元|日币|韩元|英镑|新台币|台币|澳元|澳币|加元|卢布|泰铢|图格里克|美刀';
const FOREIGN_AFTER = new RegExp(`\\s?(?:${FOREIGN})`, 'y');
const FOREIGN_BEFORE = new RegExp(`(?:${FOREIGN})\\s?$`);
const YUAN =
  /\s?(?:块(?:大洋|钱|整)?(?!地|田|砖|石|布|肉|表|板|木|糖|头|状|碑|牌|手|玉|土|儿|试|菜|小|大|荒|林|草|水|旱|空|好|云|煤|钢|铁|骨|伤|皮|饼|豆腐|电池|屏|瓦|毛巾|帘)|元(?:钱|整|人民币)?(?!旦|宵|素|件|月|宝|帅|老|气)|圆(?:整)?(?!桌|形|圈|满)|毛(?:钱)?(?!巾|衣|病|猪|驴|竹|线|坯|绒)|角(?:钱)?(?!落|度|色|梅|形|钢|铁|豆|尺|膜)|分钱)/y;

/** The currency named right after a figure, or before it (港币两千). */
export function currencyAt(plain: string, start: number, end: number): Currency {
  YUAN.lastIndex = end;
  const yuan = YUAN.exec(plain)?.[0];
  const before = FOREIGN_BEFORE.exec(plain.slice(Math.max(0, start - 5), start))?.[0].trim() ?? null;
  if (yuan !== undefined) {
    const alone =
      yuan.trim() === '块' &&
      /^[一]$/.test(plain.slice(start, end)) &&
      isTogether(plain, start, end + yuan.length);
    if (alone) return { kind: 'none', end, name: null };
    // 新台币177.1亿元
    return { kind: 'yuan', end: end + yuan.length, name: before };
  }
  FOREIGN_AFTER.lastIndex = end;
  const foreign = FOREIGN_AFTER.exec(plain)?.[0];
  if (foreign !== undefined) return { kind: 'foreign', end: end + foreign.length, name: foreign.trim() };
  return { kind: before === null ? 'none' : 'foreign', end, name: before };
}

/** 一块 without 钱 mostly means together: 一块去的. */
function isTogether(plain: string, start: number, end: number): boolean {
  if (/[\d一二两三四五六七八九半多〇]/.test(plain.charAt(end))) return false;
  return !/(?:斤|只|个|每|价|钱|费|了|收|交|要|卖|给|补)$/.test(plain.slice(Math.max(0, start - 2), start));
}

/** What is said right before a bare figure of money: 花了, 欠他们, 工资是, 每月. */
const PAID =
  '花费|花销|花|掏|卖|借|贷款|贷|欠|赔|交|缴|挣|赚|得|补助|补贴|补偿|补|报销|报|收入|损失|工资|月薪|底薪|薪水|年薪|领|退|罚|捐|奖励|奖|押金|押|学费|房租|租金|租|药费|医疗费|医药费|住院费|手术费|费用|费|钱|款|金额|价格|单价|价|成本|利润|纯收|进账|到账|打|转|攒|亏|自费|自付|自己出|自家出|垫|开销|支出|开支|合计|总共|一共|共计|共|总计|外债|彩礼|礼金|本金|利息|资金|标准|凑|付|给|拿|批|发|出|用|存|投|要|省|剩|还|减|收费|收';
const WEAK =
  /^(?:给|拿|批|发|出|用|存|投|要|剩|还|减|打|转|共|总共|一共|共计|合计|总计|标准|得|卖|领|交|补|报|给|借|退|租|押|减|收)$/;
const FILLER =
  '(?:了|过|到|的|是|为|有|到手|出去|进去|下来|回来|回|上|掉|进|起|成|着|我们|他们|人家|我|他|她|俺|咱|队里|公司|银行|信用社|亲戚|每人|每户|每月|每年|月|年|也|就|才|都|又|还|还要|还得|要|得|能|可|大概|大约|约莫|约|差不多|将近|近|快|不到|至少|起码|整整|整|足足|总共|一共|共|估计|上|好|:|,)';
const CUE = new RegExp(`(${PAID})${FILLER}{0,4}$`);
const PERIOD =
  /(?:每个?月|每年|每人|每户|每天|[每一]个?学期|一个月|一年|月|一天|每只|每头|每亩|每斤|一亩|一斤|一只|一头|一人|一户|人均)(?:给|是|补|领|发|拿|要|有|能|挣|卖|收)?(?:了|到)?(?:大概|大约|约|将近|差不多|能有)?$/;
const BOUNDARY_AFTER =
  /^(?:$|[^\u4e00-\u9fff\d.%a-z]|左右|上下|出头|开外|以上|不到|多(?!少)|来|余|的|了|吧|呢|啊|呀|哩|还|才|就|都|没|不|能|给|报|钱|整|每|一个月|一年|一月|一人|一户|一亩|自己|医保|新农合|合作医疗|我|他|她|现在|到现在|看病|买|修|盖|供|治|做|在|用|又|也|只|去|后来|其中|是|够|怎么|可以|算|贵|便宜|交|补|到|拿|从|左近|不等|利息|外债|彩礼|学费|工资|押金|贷款|上学)/;
const WHOLE_BEFORE = /^(?:大概|大约|约|差不多|将近|近|快|不到|至少|起码|超过)?$/;
const PEOPLE_OR_LAND =
  /(?:人口|人数|面积|产量|总产|户数|亩产|株数|步数|字数|票数|电话|手机|号码|编号|尾号|账号|卡号|密码|第)(?:是|有|达到|达|约|:)?$/;

/**
 * Whether a figure with no measure word after it is money by what stands around it.
 * 花了八百, 工资三千三, 欠他5万, 每月610 are; 卖了25只, 第三, 人口三十万 are not.
 */
export function isMoneyByContext(plain: string, start: number, amount: Amount): boolean {
  if (
    counterAt(plain, amount.end) !== null ||
    /^(?:%|成(?!本)|折|分之|点|号|:|\/|-|\+|[a-z])/.test(plain.slice(amount.end, amount.end + 2))
  )
    return false;
  const before = plain.slice(Math.max(0, start - 14), start);
  if (PEOPLE_OR_LAND.test(before)) return false;
  const written = plain.slice(amount.start, amount.end);
  if (/^(?:千万|万千|百万)$/.test(written)) return false;
  const after = plain.slice(amount.end, amount.end + 6);
  if (amount.shorthand && amount.high >= 1000) return true;
  if (amount.single && amount.high < 100) return false;
  const free = BOUNDARY_AFTER.test(after);
  // 三万 and 3万5 with nothing counted after them: money, as people talk.
  if (/[万亿]/.test(written) && free && !/^[十百千]?万一?$/.test(written)) return true;
  // 三千五百 leaves open what is counted; 3千5 is how sums are said. A figure that is the whole message answers 多少钱.
  if (/[千百][一二三四五六七八九1-9]$/.test(written) && free) return true;
  if (
    amount.high >= 100 &&
    WHOLE_BEFORE.test(before) &&
    /[百千万亿]/.test(written) &&
    /^(?:$|左右|上下|出头|多$|来$|以上)/.test(after)
  )
    return true;
  // 五百一口, 200一亩: a price.
  if (
    written.length > 1 &&
    /^一(?:口|头|只|斤|亩|人|户|个(?!半|月)|棵|吨|袋|次|趟|平)/.test(after) &&
    amount.high >= 5
  )
    return true;
  const cue = CUE.exec(before)?.[1];
  if (cue !== undefined) {
    const least = WEAK.test(cue) ? 100 : 2;
    if (amount.high >= least && (free || amount.high >= 1000) && !isRoomOrYear(written, after)) return true;
  }
  return PERIOD.test(before) && amount.high >= 30 && free && /\d\d|[十百千万]/.test(written);
}

/** 补2020年的, 交2026 name a year. */
function isRoomOrYear(written: string, after: string): boolean {
  return /^(?:19|20)\d\d$/.test(written) && /^(?:$|[年度])/.test(after);
}
