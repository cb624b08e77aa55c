import { relationWordAt } from './relations.ts';
import { mongolianLength, surnameAt } from './surnames.ts';

/** How sure the place is that a name stands there: after 三组 or 户主 nearly anything is one, at the head of a clause little. */
export type Place = 'marked' | 'listed' | 'bare';

const DAY =
  /^(?:今[天早晚儿年日]|昨[天晚儿日夜]|前[天儿晚年几些两]|明[天早晚儿年日]|后[天儿]|大前|大后|上(?:个?月|个?周|礼拜|星期|午|半|旬)|下(?:个?月|个?周|礼拜|星期|午|半|旬)|这(?:个|两|几|周|礼|次|月)|本[月周]|去年|正月|腊月|冬月|闰|农历|阴历|阳历|旧历|大年|初[一二三四五六七八九十]|廿|\d+(?:月|号|日|年|\.\d|-\d|\/\d)|[一二三四五六七八九十]{1,3}(?:月|号|日(?!子)|天前|年前)|五一|国庆|元旦|清明|端午|中秋|重阳|春节|除夕|小年|腊八|冬至|立[春夏秋冬]|刚(?:才|刚)|最近|前几|开春|入[冬秋夏]|春[上天]|夏天|秋天|冬天|年[前后初底]|月[初底中]|礼拜|星期|周[一二三四五六日末]|半[个年月]|[一二两三四五六七八九十\d]+(?:天|个多?月|个多?星期|个?礼拜|周|年)[之以]?前|凌晨|中午|早上|晚上|夜里|从)/;
/** What may come right after a name that stands alone. */
const VERB =
  /^(?:住院|住进|住了|摔|跌|查出|查见|检查|确诊|诊断|得了|得的|患|病|发烧|脑|心梗|心脏|肺|肝|胃|肾|癌|中风|偏瘫|瘫|瞎|聋|骨|腰|腿|手(?!续)|脚|胳膊|头|眼|评|被|让|叫|给|把|骑|开|干|打|放(?!假|心)|喂|割|锯|爬|修|挖|走丢|走失|走了|失踪|没了|死|过世|去世|病逝|病故|逝世|老了|咽气|殁|离|结婚|订婚|再婚|改嫁|嫁|娶|分户|分家|搬|迁|回村|回来|卖|买|出栏|出售|出租|种|养|收|租|流转|欠|丢|失业|下岗|辞|考|进|当|应聘|找|聘|招|录|办|领|换|手机|电话|低保|残疾|养老|高龄|工资|房|屋|窑|墙|院|牛|羊|猪|鸡|车|外出|出去|刚|饭店|饭馆|超市|小卖|商店|店|面馆|公益|出车祸|出事|出院|在|去|到|上|入|报|也|又|都|已|正|因|因为|由于|跑|骗|赔|借|贷|做|动手|有|没|不|叶落|户口|电动|触电|掉|落水|溺|烫|烧|中毒|煤气|喝|误|被|遭|受|撞|被|要|想|准备|打算|将|可能|突然|忽然|不幸|和|跟|与|同|说|反映|一家|全家|两口子|夫妻|夫妇|夫妻俩|俩口|今|昨|生|添|喜|诞|抱|孩子|残|视力|听力|肢体|精神|智力|言语|多重|交|花|自|肾|乳|甲|糖尿|高血|尿毒|白血|食管|直肠|结肠|宫颈|淋巴|慢|急|布病|痛风|股骨|颈椎|白内障|帕金森|老年|抑郁|癫痫|胆|阑尾|疝|静脉|肠|血|透析|化疗|放疗|哮喘|气管|鼻|食道|冠心|风湿|类风|右|左|双|半身|伤|挨|就业|务工|上岗|公益|闺|小麦|玉米|土豆|苹果|羊绒|葵花|学|升|念|读|辍|退|休|转|厂|店|生意|开的|网|水|井|停水|断水|吃水|自来水|特困|五保|临时|护理|补贴|救助|名下|土地|地|大棚|养殖|饲草|鱼塘|果园)/;
const HOUSE =
  /^(?:家(?!具|长|访)|户(?![口籍])|[他她](?![们])|的(?!确|士)|本人|自己|自个|及其|一家|两口子|夫妻|夫妇|全家|屋里|这户|那户)/;
const STOP = /^(?:$|[\s,。;:!?、|()/+\-~&嘛啊呀呢])/;
const JOINED = /^(?:和|跟|与|及|以及|还有|都|均|两家|三家|四家|几家|俩家|各)/;

const OWNED =
  /^的(?:房|地|牛|羊|猪|鸡|低保|残疾|电话|手机|工资|工钱|身份证|银行卡|户口|水|井|玉米|大棚|店|厂|车|养老|高龄|补)/;

/** Characters that no name holds. */
const NEVER = /[的他她它了我你您们哪谁吗呢吧啊嘛呀把被\d\sa-z,。;:!?、|()/＃＠\n]/;
const NOT_NAME =
  /^(?:水管|水泵|水井|水龙|水费|水电|水表|水窖|自来|全[组村体家部]|所有|各[家户组村]|村[民里委干]|群众|停[水电]|开会|[今明昨后前]天|房[子屋]|路灯|人[家们口]|组长|老百|贫困|低保|特困|五保|危房|常年|常见|马上|马铃|马匹|方便|高龄|高中|高血|高温|高考|高标|金额|金银|黄豆|黄瓜|黄牛|黄羊|黄河|白菜|白天|白内|苗木|葛根(?!家)|麦子|米[价饭面粮]|毛病|毛驴|方案|方法|向[大各]|温度|于[是]|常规|时间|时候|成员|安排|安全|安置|安静|钱[都没不还给是]|花生|花椒|花[了费]|车[子辆祸]|冷库|强制|凌晨|阳光|阳台|党员|党支|农[户村家民业历]|牧[民区业]|单位|单子|单价|包括|包户|任何|任务|关于|关心|和谐|都[是有]|应该|应急|应届|景区|国家|国庆|公[家里路公益]|东[西边]|西[边瓜]|南[边瓜]|北[边]|云南|江[西边]|海[边鲜]|石[头]|田[地里]|林[地业草权场]|池塘|[牛羊鱼鹿鸡鸭猪马驴](?:[圈棚群价毛绒羔苗蛋奶粪肉]|[都也又已没被让叫卖死])|武装|文[件化]|成[绩立]|易地|常住|支[书部]|书记|主任|镇[里长]|乡[里镇]|干[部活旱]|计[划生]|平[时均安]|明[年白]|宣传|宗教|宁[愿可]|终于|终端|这|那个|那些|那边|那天|那家|空[心地]|能[不]|通[知过]|越来|从[来前]|双[方抢]|相[关信]|后[来面]|有[人个些的事没一几多哪户]|经[过常济]|从[今昨前上下小这那去年月\d]|初[一二三四五六七八九十]|年[前后底初]|大[家雨雪风水伙]|言[语]|敬[老请]|爱[心人]|冰雹|暴[雨雪]|展[开]|库[存房]|练|随[后]|信[息访用]|初[中]|充[满]|红[薯枣]|师[傅]|弟[兄]|权[利]|苦[荞]|要[不是]|第[一二三四五六七八九十\d]|隔壁|邻居|亲戚|朋友|老乡|领导|主播|电视|新闻|别人|自家|自己|谁家|哪家|每家|两家|几家|全家|回家|一家|有家|人家|大家|咱[们家村组]|老[师乡板总人年实婆]|合作|信用|建筑|施工|工程|学校|医院|卫生|政府|民政|派出|邮政|银行|超市|饭[店馆]|工[厂地资]|厂[里子长]|今年|去年|明年|好像|可能|据说|听说|反正|因为|所以|但是|如果|要是|已经|还有|另外|以及|通知|注意|请|麻烦|收到|谢谢|辛苦|刚才|刚刚|现在|目前|最近|昨晚|昨夜|今早|今晚|早上|上午|中午|下午|晚上|夜里|周[一二三四五六日末]|星期|礼拜|正月|腊月|冬月|农历|阴历|上[周月个半面次]|下[周月个半面次]|月[初底中])/;

/**
 * How many characters of `text` at `at` are a name, 0 where they are none.
 * After 二组: 邢小燕当上护路员 → 3; 查苏家淹了 → 2; 东郭平家分户 → 3; 哈斯额尔敦的羊 → 5; 停水了 → 0
 */
export function nameLength(text: string, at: number, place: Place): number {
  const rest = text.slice(at, at + 30);
  if (NOT_NAME.test(rest)) {
    // 马上海, 高中林 are men all the same where a household's word follows.
    return oddName(rest, place);
  }
  const mongolian = mongolianLength(rest);
  const surname = surnameAt(rest);
  let best = 0;
  let score = 0;
  for (let length = 2; length <= 7; length++) {
    const name = rest.slice(0, length);
    if (name.length < length || NEVER.test(name)) break;
    if (/家$/.test(name) && length !== mongolian) continue;
    if (/家/.test(name) && (length !== 3 || name.charAt(0) === '家')) continue;
    const first = prior(name, mongolian, surname, place);
    const second = follow(rest, length, place, surname !== null && length === surname.length + 2);
    const value = first + second;
    if (first > 0 && second > (/家/.test(name) ? 2.3 : 0) && value > score) {
      score = value;
      best = length;
    }
  }
  return best;
}

function oddName(rest: string, place: Place): number {
  if (place === 'bare' || surnameAt(rest) === null || COMMON.test(rest)) return 0;
  for (const length of [3, 2]) {
    const after = rest.slice(length);
    if (
      rest.charAt(length - 1) === '家' ||
      NEVER.test(rest.slice(0, length)) ||
      /[的了没都是]/.test(rest.slice(0, length))
    )
      continue;
    if (/^(?:家(?!里|的人)|[他她])/.test(after) || (length === 3 && relationWordAt(after, 0))) return length;
  }
  return 0;
}

/** Households of no name: 农户家, 大家. */
const COMMON =
  /^(?:贫困|低保|特困|五保|牧民|农民|村民|脱贫|农户|牧户|全|每|各|两|几|党员|干部|老乡|邻居|亲戚|群众|别人|人|大家|国家|公家|所有|自|一|哪|谁|这|那家|老人|组长|书记|主任|学校|医院|有)/;

function prior(name: string, mongolian: number, surname: string | null, place: Place): number {
  const { length } = name;
  if (length === mongolian) return length === 2 && surname ? 3.2 : 4;
  if (surname && surname.length === 2) return length === 3 ? 3 : length === 4 ? 3.2 : 0;
  // 熊二娃 and 邰大爷 are longer than 熊二 and 邰大.
  if (surname) return length === 3 ? 2.6 : length === 2 ? (/[大二三小老]$/.test(name) ? 1 : 2.1) : 0;
  return place === 'marked' ? ([0, 0, 0.8, 1.2, 0.3, 0.2, 0.1][length] ?? 0) : 0;
}

/** How well what follows fits after a name. */
function follow(rest: string, length: number, place: Place, usual: boolean): number {
  const after = rest.slice(length);
  // 云朵和她男人: two people.
  if (/[^家][和跟与]$/.test(rest.slice(0, length)) && /^[他她]/.test(after)) return 1;
  if (HOUSE.test(after))
    return place !== 'bare' || !after.startsWith('的')
      ? 3
      : OWNED.test(after) || relationWordAt(after, 1)
        ? 3
        : 0;
  // 安心儿媳妇 is 安心 and his 儿媳妇.
  if (relationWordAt(after, 0))
    return /[儿老外孙公婆]/.test(rest.charAt(length - 1)) && relationWordAt(rest, length - 1) ? 1 : 2.9;
  if (DAY.test(after)) return 2.6;
  if (STOP.test(after)) return place === 'bare' ? 0 : 2.4;
  if (JOINED.test(after)) return place === 'bare' && !/^(?:和|跟|与|都)/.test(after) ? 0 : 2.5;
  if (VERB.test(after))
    return place === 'bare'
      ? /^(?:住院|摔|查出|确诊|得了|去世|过世|走了|没了|失业|下岗|被|把|让|出车祸|离婚|结婚|分户|搬|骑|死|病|走丢|走失)/.test(
          after,
        )
        ? 1.6
        : 0
      : 1.8;
  // Nothing known follows: after a group, a surname with two more characters is still most likely a name.
  return usual &&
    place === 'marked' &&
    !/[不没有在是都会能要就很太和跟组户村人年月日水电房]/.test(rest.slice(1, length))
    ? 0.4
    : 0;
}

/** Whether what stands at the head of `text` may follow a name. */
export function mayFollowName(text: string): boolean {
  return follow(`　${text}`, 1, 'marked', false) > 0;
}
