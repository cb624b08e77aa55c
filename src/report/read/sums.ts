import { findMoney, type Money, numeralValue } from '../../language/language.ts';

/** A sum of money with the part that it plays in the story. */
export interface Sum extends Money {
  role:
    | 'self'
    | 'repaid'
    | 'total'
    | 'debt'
    | 'unit'
    | 'daily'
    | 'yearly'
    | 'monthly'
    | 'aid'
    | 'living'
    | 'cost'
    | 'plain';
  before: string;
  after: string;
}

const PER =
  '(?:斤|公斤|只|头|亩|吨|袋|箱|口|筐|个(?!月|学期|年)|株|棵|张|方|车|平|平米|匹|峰|担|间|人|小时|工|枚|盒|市斤|kg)';

type Taken = readonly { text: string; start: number; end: number }[];

export function findSums(text: string, taken: Taken): Sum[] {
  let last = 0;
  const found = findMoney(text, taken);
  return (
    [...found, ...changedSums(text, [...taken, ...found])]
      .sort((a, b) => a.start - b.start)
      // 墙崩了一角 is no money.
      .filter((money) => money.currency === undefined && (money.value ?? money.high ?? 1) >= 1)
      .map((money) => {
        const whole = text.slice(Math.max(last, money.start - 24), money.start);
        const before = whole.slice(Math.max(0, lastStop(whole)));
        last = money.end;
        const after = text.slice(money.end, money.end + 10);
        return { ...money, before, after, role: roleOf(before, after, money) };
      })
  );
}

const FIGURE = '([\\d一二两三四五六七八九十百千万〇零.]+)';
const CHANGED = new RegExp(
  `(?:从|由|原来|以前)(?:每?个?月)?(?:的)?${FIGURE}(?=(?:元|块)?(?:钱)?(?:一下子?|又|也)?(?:降|涨|减|掉|跌|提|变|增|调|落|砍))|(?:涨|降|提高|提|调|增加|加|减|跌|掉|落|变)(?:到|为|成|至)(?:了)?(?:每?个?月)?${FIGURE}(?![\\d岁级只头亩斤%成])`,
  'g',
);
const SPENT = new RegExp(
  `(?:承担|负担|自己出|垫付|押金|救助|报销|报了|农合报|医保报|费用|欠|赔|花|借|亏|少|掏|交|挣|卖|得|损失|工资|收入|学费|自费|自付)(?:了|着|下)?[^,。;:\\d一二两三四五六七八九十百千万〇＠]{0,7}${FIGURE}(?=$|[,。;!\\n]|块|元)|${FIGURE}(?=(?:块|元)?(?:的)?(?:工钱|工资|货款|运费|薪水|血汗钱|彩礼|外债))`,
  'g',
);

/** 自付7400, 3500一个月: a figure with nothing counted after it at the end of what is said. */
const BARE =
  /(?<![\d.一二两三四五六七八九十百千万第初号码话机卡尾编证/-])(?<!(?<![一两二三四五六七八九十\d])年)(?<![\d一二三四五六七八九十]月)(\d{3,6}(?:\.\d+)?|[\d.]+[千百万]|[一二两三四五六七八九][百千万][一二三四五六七八九]?)(?=$|[,。;!\n\s)](?!\d{3,4}(?:\D|$))|(?:块|元)?钱?(?:多|左右|上下)?(?:一个?|每个?|\/)(?:月|年|学期))/g;

/** 从50涨到100: figures that only the change between them makes money. */
function changedSums(text: string, taken: Taken): Money[] {
  const seen = new Set<number>();
  return [...text.matchAll(CHANGED), ...text.matchAll(SPENT), ...text.matchAll(BARE)].flatMap((match) => {
    const figure = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].lastIndexOf(figure);
    const end = start + figure.length;
    const value = /^[一二三四五六七八九]{2}[百千万]/.test(figure) ? null : numeralValue(figure);
    if (
      value === null ||
      seen.has(start) ||
      value < (match[0].startsWith('从') || /[到为成至]/.test(match[0]) ? 10 : 100) ||
      taken.some((span) => span.start < end && span.end > start)
    )
      return [];
    seen.add(start);
    return [{ text: figure, start, end, value }];
  });
}

/** Where the sum's own clause begins; a stop right before the sum parts nothing (工资叫人欠着,一万六). */
function lastStop(text: string): number {
  const trimmed = text.replace(/[,。;:!?\n\s]+$/, '');
  return Math.max(...[...',。;!?\n '].map((stop) => trimmed.lastIndexOf(stop))) + 1;
}

function roleOf(before: string, after: string, money: Money): Sum['role'] {
  if (
    /^(?:左右|上下|多)?\/?(?:一|每)?(?:天|日)(?!晚)/.test(after) ||
    /(?:一天|每天|日薪|日工资|按天|一工|每工)[^,。;]{0,6}$/.test(before)
  )
    return 'daily';
  if (/^(?:左右|上下)?(?:一|每|\/)小时/.test(after) || /(?:时薪|小时)[^,。;]{0,4}$/.test(before))
    return 'daily';
  if (new RegExp(`^(?:钱)?(?:左右|上下)?(?:\\/|每|一)${PER}|^\\/`).test(after)) return 'unit';
  if (
    new RegExp(
      `(?:每|单价|均价|每一|论斤|一(?=${PER}(?:[^头只]|$)))${PER}?(?:是|卖|才|的)?[^,。;\\d]{0,4}$`,
    ).test(before) &&
    !/每(?:个)?(?:月|年)|每人每|一(?:个)?(?:月|年)|一共|一次|一起/.test(before)
  )
    return 'unit';
  if (/单价|均价|价格|市价|收购价/.test(before) && (money.value ?? 0) < 100) return 'unit';
  if (
    /(?:自(?:己|家|个儿?|个|费|付|掏|负|筹|理)|个人(?:掏|出|付|承担|负担|自付|花)|(?:本人|我们|咱们|我家)(?:掏|出|花|承担))[^,。;]{0,10}$/.test(
      before,
    ) &&
    !/(?:给|能|可以)?报(?:销)?(?:了|回)?[^自]{0,4}$/.test(before)
  )
    return 'self';
  if (
    /(?:剩下|其余|余下|剩余|扣除|除去|除了|刨去|刨除|报完|报销(?:完|后|以后|之后)|实际)[^,。;]{0,12}$/.test(
      before,
    ) &&
    !/报(?:了|销了|回)[^后完,]{0,3}$/.test(before)
  )
    return 'self';
  if (/^(?:是|得|要|都|全|由)?(?:他|她|我|咱|家里|自家)?(?:自己|自个|自家|自费|个人)/.test(after))
    return 'self';
  if (
    /(?:报(?!名|到|考|社|警|告|案|工|志愿)(?:销|了|回|掉|给)?|医保|新农合|农合|合作医疗|统筹|保险|救助|理赔|赔付|对方|老板|包工头|工头|厂里|厂方|雇主|东家|学校(?!交|收)|政府|民政|公司|工地|肇事|司机|减免|捐(?:了|款)?|水滴筹|众筹)[^,。;]{0,8}$/.test(
      before,
    ) &&
    !/(?:欠|押|拖|差|短|该|扣|上班|打工|工资)[^,。;]{0,10}$/.test(before)
  )
    return 'repaid';
  if (
    /^(?:是|都|全|能|可以|给)*(?:由)?(?:新农合|医保|农合|合作医疗)?(?:给)?报(?:销|了)(?!了?[\d一二两三四五六七八九十])/.test(
      after,
    )
  )
    return 'repaid';
  if (/(?:月补|岗补|月补贴|岗位补贴)[^,。;]{0,4}$/.test(before)) return 'monthly';
  if (
    /(?:补助|补贴|补偿|奖励|奖|助学金?|奖学金?|贷款|资助|补(?!瓦|房|屋|漏|墙|种|交|课|办|胎|顶)(?:了|到|发)?|给补|政府(?:给|补)?)[^,。;]{0,5}$/.test(
      before,
    )
  )
    return 'aid';
  if (/(?:生活费|饭费|伙食费)[^,。;]{0,4}$/.test(before)) return 'living';
  if (/(?:借(?:了|的|来|遍)?|贷(?:了)?|欠(?:下|了|着)?|赊|外债|饥荒|债)[^,。;]{0,8}$/.test(before))
    return 'debt';
  if (/(?:成本|本钱|运费|饲料(?:钱|费)?|化肥(?:钱)?|种子(?:钱)?)[^,。;]{0,5}$/.test(before)) return 'cost';
  if (
    /(?:年薪|年工资|一年|每年|年收入|全年|年租金)[^,。;]{0,8}$/.test(before) ||
    /^(?:左右)?(?:一|每|\/)年/.test(after)
  )
    return 'yearly';
  if (
    /(?:月薪|月工资|每个?月|每月|一个?月|月收入|底薪|月)[^,。;]{0,10}$/.test(before) ||
    /^(?:多|左右|上下)?(?:一|每|\/)?个?月/.test(after)
  )
    return 'monthly';
  if (/(?:一共|总共|共计|合计|总计|拢共|统共|前后|总费用|总价|加起来|总的|总|共)[^,。;]{0,8}$/.test(before))
    return 'total';
  return 'plain';
}
