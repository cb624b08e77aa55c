/** Where in a clause the first name may stand: at its head, and after what people say before they come to it. */

const FILLER =
  /(?:领导|书记|主任|组长|同志们?|您好|你好|大家好|各位|喂|哎呀?|哎|嗯|那啥|那个|就是|就|这个|这|报告|汇报|上报|反映|转告|报一下|说一下|说个事|说一声|跟你说一?声?|跟您说一?声?|给你说一?声?|给您报|补充|补报|再报|再|又|还有|另外|此外|对了|然后|接着|以及|尤其(?:是)?|特别是|主要是|其中|听说|听人说|听人讲|据说|据了解|好像|刚听说|才听说|刚才|刚刚|刚|今天|昨天|前天|今早|昨晚|昨夜|今晚|才|我们[村组队社屯湾寨坪]|咱们?[村组队社屯湾寨坪]|我[村组队社屯湾寨坪]|本[村组队社屯]|村里|村子|村上|组里|队里|嘎查|一下|一个|情况|事|哦|噢|哈|呀|啊|唉|嘿|是|有|报喜啦?|喜报|急报?|紧急|收到|好的|更新|登记|记一下|帮我?|麻烦|请|核实过?了?|走访(?:发现|得知|了解到)?|入户(?:发现|得知)?|发现|得知|了解到|接到|碰到|碰见|遇到|看见|看到|关于|名单|分别是|但是?|不过|原来|老?(?:支书|书记|主任|组长|村长|会计|党员|社长|队长|校长|兵|汉|汉儿|太太|太婆|大爷|大娘|头)(?=[\u4e00-\u9fff]{2})|低保户|脱贫户|监测户|贫困户|五保户|特困户|五保老人|孤寡老人|独居老人|户主|还是|到|去(?!年)|在|今儿|昨儿|个|的|和|跟|与|、|—+|-+|\s)/y;
const DAY_WORD =
  /(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚上|早上|凌晨|夜里|中午)?|(?:农历|阴历|旧历)?(?:闰?[一二三四五六七八九]月|正月|腊月|冬月|本月|这个月|上个?月)(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?|\d{1,2})?|[上下这本]个?(?:周|星期|礼拜)[一二三四五六日天末]?|大年(?:初[一二三四五六七八九十]|三十)|(?:今天|昨天|前天|大前天|后天|明天)?(?:上午|下午|晚上|早上|凌晨|夜里|中午|半夜|一早)?(?:[\d一二三四五六七八九十]{1,2}点(?:半|多|钟|左右)*)?|前几天|最近|去年|今年|国庆|五一|元旦|清明|端午|中秋|春节|元宵|(?:那|这)(?:天|几天)|开春|入冬|冬天|夏天|秋天|春天|[上中下]旬|半?个?月前|(?:[\d一二两三四五六七八九十]+|半)个?(?:天|月|星期|礼拜|周|年)(?:之|以)?前/y;
/** 新华组, 那良屯, 叶家屋场: a hamlet by its name, which gives no number. */
const HAMLET =
  /[\u4e00-\u9fff]{1,4}?(?:组|社(?!保|会)|队|屯|屋场|自然村|村|湾|坪|寨子?|冲|坳|岭|塘|庄子?|沟|营子|嘎查|郢|厝|坝|垸|圩|塆|坎|峪|岗(?!位)子?|堡子?|窝子?|峁|塬|梁|洼|畈|垭|坞|坑|源|浩特|片区?|小区|安置点)+(?:里|上|那边|这边)?的?(?=[\u4e00-\u9fff])/y;
export const CLAUSE_START = /[\n,。;:!?\s(（/—-]/;

/** Where the name after a hamlet begins, -1 where no hamlet stands: 那良屯黄有才 → 3 on. */
export function afterHamlet(text: string, at: number): number {
  HAMLET.lastIndex = at;
  const hamlet = HAMLET.exec(text)?.[0];
  return hamlet && hamlet.length > 2 ? at + hamlet.length : -1;
}

/** Every place after a clause's beginning at which its first name may stand: after 听说, 昨天, 龙井组 and the like. */
export function headsFrom(text: string, from: number): number[] {
  const heads = new Set([from]);
  // 兰州回来的马英才, 住河边的李四.
  const modifier = /^[\u4e00-\u9fff]{1,9}?(?<![家他她们])的(?=[\u4e00-\u9fff]{2})/.exec(
    text.slice(from, from + 14),
  )?.[0];
  if (modifier) heads.add(from + modifier.length);
  let at = from;
  for (let n = 0; n < 8; n++) {
    HAMLET.lastIndex = at;
    const hamlet = HAMLET.exec(text)?.[0];
    if (hamlet) heads.add(at + hamlet.length);
    FILLER.lastIndex = at;
    DAY_WORD.lastIndex = at;
    const word = FILLER.exec(text)?.[0] || DAY_WORD.exec(text)?.[0];
    if (!word) break;
    at += word.length;
    heads.add(at);
  }
  return [...heads];
}
