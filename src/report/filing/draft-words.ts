/** Short words about a draft as a whole: that it is given up, put off, taken up again, or that somebody only hesitates. */

const BEFORE =
  '(?:都|全部|全|那就?|还是|就|也|这|那|刚才|刚刚|刚|上面|前面|第|的|个|条|份|件|请|帮我|给我|把|我|它|暂时)*';
const AFTER =
  '(?:了|吧|啦|掉|啊|哈|它|这|那|刚才|刚刚|刚|上面|前面|的|个|条|份|件|次|上报|报告|全部|都|一下)*';
const GIVEN_UP = new RegExp(
  `^${BEFORE}(?:取消|算了|不报了?|先不报了|别报|不要了|不要报|不用报|不上报|别上报|甭报|撤销|作废|删了|删掉|删除)${AFTER}$`,
);
/** What stands beside it belongs to something else: another order, a correction, one of several items. */
const OF_SOMETHING_ELSE =
  /[\d?？]|第[一二三四五六七八九十]|提醒|订阅|群发|广播|规则|通知|公示|异议|改成|改为|换成|应该|吗|怎么|多少/;
const PUT_OFF =
  /^(?:那就?|我|还是)?(?:(?:先|暂时)(?:别|不|不要|甭)(?:上)?(?:报|交|提交)(?:吧|哈|呢)?|等(?:等|一下|一等|一会儿?|会儿?|下|我一下)(?:吧|再(?:说|报))?|(?:先|等|让|再|等我|让我|先等我|我先|我再|我去)(?:去|再)?(?:问问|问一下|问一问|问清楚|核实|核对|看看|看一下|确认一下|打听)(?:一下|清楚|他|她|他家|看)?(?:再(?:说|报))?(?:吧|的)?|先(?:放着|搁着|放一放|放一下|留着)(?:吧)?|(?:回头|待会儿?|一会儿?|明天|过会儿?|晚点)再(?:说|报)(?:吧)?)$/;
const TAKEN_UP =
  /^(?:那就|就|都|现在|可以)*(?:现在报|报吧|报上去|提交|接着报|继续报|可以报)(?:了|吧|上去)*[。.!！]*$/;
const HESITATES = /^(?:呃|额|哦|噢|喔|啊|唔|哎|那个|这个|嗯(?=[?？]))+[?？…。.~]*$/;

function clausesOf(text: string): string[] {
  return text.split(/[\s,，、。.!！;；~]+/).filter((clause) => clause !== '');
}

/** 取消刚才那个, 别报, 弄错人了 不报了 → yes; 取消 2, 不报三组的 → no */
export function givesUp(text: string): boolean {
  const clauses = clausesOf(text);
  const rest = clauses.filter((clause) => !GIVEN_UP.test(clause));
  if (rest.length === clauses.length) return false;
  return rest.join('').length <= 12 && !rest.some((clause) => OF_SOMETHING_ELSE.test(clause));
}

/** 先别报, 等我问问 → yes */
export function putsOff(text: string): boolean {
  const clauses = clausesOf(text);
  const rest = clauses.filter((clause) => !PUT_OFF.test(clause));
  if (rest.length === clauses.length) return false;
  return rest.join('').length <= 12 && !rest.some((clause) => OF_SOMETHING_ELSE.test(clause));
}

/** 现在报, 报上去: the one word that files what was put off, for a 对 may be about anything. */
export function takesUp(text: string): boolean {
  return TAKEN_UP.test(text.trim());
}

/** 呃, 那个: nothing has been said yet. */
export function hesitates(text: string): boolean {
  return HESITATES.test(text.trim());
}

/** A number that may be a choice, an item, a group, or a sum without its unit. */
export function isBareNumber(text: string): boolean {
  return /^(?:第?\d{1,3}个?|[一二三四五六七八九十])[。.]?$/.test(text.trim());
}

/** 三组, 示范嘎查5组: a choice between households, or a group. */
export function isBareGroup(text: string): boolean {
  return /^[\u4e00-\u9fff]{0,8}?第?[\d一二三四五六七八九十]{1,3}(?:组|社|队|屯)$/.test(text.trim());
}

/** 没有这户就加上: the household is to be brought into the book, which is not done here. */
export function wantsAdded(text: string): boolean {
  return (
    text.length <= 15 &&
    /(?:没有?(?:这|那)(?:一)?户|新户|新来的).{0,6}$|(?:加|添|登记|录)(?:上|进去?|进册里?)(?:吧|一下)?$/.test(
      text,
    )
  );
}
