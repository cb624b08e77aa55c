import { CROP, LIVESTOCK } from '../changes/change.ts';
import { CHANGES } from '../changes/index.ts';
import { likeGivenName, mayBeWords } from './given-names.ts';
import { relationWordAt } from './relations.ts';
import { everydaySurname, mongolianLength, surnameAt } from './surnames.ts';

/** How sure the place is that a name stands there: after 三组 or 户主 nearly anything is one, at the head of a clause little. */
export type Place = 'marked' | 'listed' | 'bare';

const DAY =
  /^(?:今[天早晚儿年日]|昨[天晚儿日夜]|前[天儿晚年几些两]|明[天早晚儿年日]|后[天儿]|大前|大后|上(?:个?月|个?周|礼拜|星期|午|半|旬)|下(?:个?月|个?周|礼拜|星期|午|半|旬)|这(?:个|两|几|周|礼|次|月)|本[月周]|去年|正月|腊月|冬月|闰|农历|阴历|阳历|旧历|大年|初[一二三四五六七八九十]|廿|\d+(?:月|号|日|年|\.\d|-\d|\/\d)|[一二三四五六七八九十]{1,3}(?:月|号|日(?!子)|天前|年前)|五一|国庆|元旦|清明|端午|中秋|重阳|春节|除夕|小年|腊八|冬至|立[春夏秋冬]|刚(?:才|刚)|最近|前几|开春|入[冬秋夏]|春[上天]|夏天|秋天|冬天|年[前后初底]|月[初底中]|礼拜|星期|周[一二三四五六日末]|半[个年月]|[一二两三四五六七八九十\d]+(?:天|个多?月|个多?星期|个?礼拜|周|年)[之以]?前|凌晨|中午|早上|晚上|夜里|从|过(?:完|了)?年|那(?:天|年)|夜里|大清早|一早|清早)/;
/** What may come right after a name that stands alone. */
const VERB =
  /^(?:下(?:地|窖|井|河|坡|楼|山|雨|坎|车|田|沟|乡|坑|水|煤|工|夜|班|台阶|雪)|满\d|满[一二三四五六七八九十]|砌|拆|拉|背|挑(?!战)|担|扛|抬|搭|装|捡|扫|喷|浇|推|端|切|磨|踩|追|耍|游|捞|钓|煮|炒|洗|晾|晒|帮|替|陪|独自|半[路夜]|醉|请假|前列腺|中专|大专|高中|初中|小学|大学|本科|职高|技校|毕业|退学|中风|住院|住进|住了|摔|跌|查出|查见|检查|确诊|诊断|得了|得的|患|病|发烧|脑|心梗|心脏|肺|肝|胃|肾|癌|中风|偏瘫|瘫|瞎|聋|骨|腰|腿|手(?!续)|脚|胳膊|头|眼|评|被|让|叫|给|把|骑|开|干|打|放(?!假|心)|喂|割|锯|爬|修|挖|走丢|走失|走了|失踪|没了|死|过世|去世|病逝|病故|逝世|老了|咽气|殁|离|结婚|订婚|再婚|改嫁|嫁|娶|分户|分家|搬|迁|回村|回来|卖|买|出栏|出售|出租|种|养|收|租|流转|欠|丢|失业|下岗|辞|考|进|当|应聘|找|聘|招|录|办|领|换|手机|电话|低保|残疾|养老|高龄|工资|房|屋|窑|墙|院|牛|羊|猪|鸡|车|外出|出去|刚|饭店|饭馆|超市|小卖|商店|店|面馆|公益|出车祸|出事|出院|在|去|到|上|入|报|也|又|都|已|正|因|因为|由于|跑|骗|赔|借|贷|做|动手|有|没|不|叶落|户口|电动|触电|掉|落水|溺|烫|烧|中毒|煤气|喝|误|被|遭|受|撞|被|要|想|准备|打算|将|可能|突然|忽然|不幸|是(?:户主|我们|咱|五保|低保|脱贫|监测|一个人|独居|孤)|和|跟|与|同|说|反映|一家|全家|两口子|夫妻|夫妇|夫妻俩|俩口|今|昨|生|添|喜|诞|抱|孩子|残|视力|听力|肢体|精神|智力|言语|多重|交|花|自|肾|乳|甲|糖尿|高血|尿毒|白血|食管|直肠|结肠|宫颈|淋巴|慢|急|布病|痛风|股骨|颈椎|白内障|帕金森|老年|抑郁|癫痫|胆|阑尾|疝|静脉|肠|血|透析|化疗|放疗|哮喘|气管|鼻|食道|冠心|风湿|类风|右|左|双|半身|伤|挨|就业|务工|上岗|公益|闺|小麦|玉米|土豆|苹果|羊绒|葵花|学|升|念|读|辍|退|休|转|厂|店|生意|开的|网|水|井|停水|断水|吃水|自来水|特困|五保|临时|护理|补贴|救助|名下|土地|地|大棚|养殖|饲草|鱼塘|果园|新(?:买|盖|起|修|娶|找|换|添)|申请|享受|欠着|差(?:他|人)|查|讨|招|认|抱养|收养|过继|接|送|带|领|拿|得|出|起|盖|砌|翻修|加固|挖|砍|采|摘|挤|烧|栽|插|播|转|包|承包|流转|租|闹|吵|打架|判|坐牢|参军|当兵|入伍|入党|退伍|改|停|断|通|漏|裂|塌|倒|垮|淹|冲|冻|旱|瘟|虫|喝药|自杀|上吊|老屋|正房|偏房|[东西南北厢][屋房]|灶房|厨房|猪圈|羊圈|牛棚|圈|草场|果|茶|菜|柑|橘|橙|稻|谷|蚕|桑|鸭|鹅|鱼|虾|蜂|骆驼|驴|兔|两(?:口|个)|俩|仨|一(?:家|户|个)|孤|寡|独|单身|离异|腿|瘸|哑|傻|疯|中毒|触电|骑(?:车|摩托|电)|坐(?:车|月子)|赶(?:车|集|羊)|放(?:羊|牛|马|火)|杀(?:猪|羊|牛|年猪)|宰)/;
/** 花四万八. */
const SUM = /^[\d一二两三四五六七八九十]+[百千万]/;
/** 程留根30亩. */
const FIGURE =
  /^(?:[\d一二两三四五六七八九十百千]+)(?:多|来)?(?:万|亩|斤|只|头|口|吨|棵|株|间|块|元|箱|筐|袋|匹|峰|羽|个大棚|w)/;
const HOUSE =
  /^(?:家(?!具|长|访)|户(?![口籍])|[他她](?![们])|的(?!确|士)|本人|自己|自个|及其|一家|两口子|夫妻|夫妇|全家|屋里|这户|那户)/;
const STOP = /^(?:$|[\s,。;:!?、|()/+\-~&嘛啊呀呢])/;
const JOINED = /^(?:和|跟|与|及|以及|还有|都|均|两家|三家|四家|几家|俩家|各)/;

const OWNED =
  /^的(?:房|地|牛|羊|猪|鸡|低保|残疾|电话|手机|工资|工钱|身份证|银行卡|户口|水|井|玉米|大棚|店|厂|车|养老|高龄|补)/;

/** Characters that no name holds. */
const NEVER = /[是的他她它了我你您们哪谁吗呢吧啊嘛呀把被\d\sa-z,。;:!?、|()/＃＠\n]/;
/** 何书记: who is spoken to. */
const TITLED =
  /^.{1,2}(?:书记|主任|村长|组长|镇长|乡长|支书|会计|老师|医生|院长|站长|干事|委员|队长|社长|校长|局长|科长|所长|经理|老板|师傅|领导|同志|总(?:$|[,。\s])|工(?:$|[,。\s]))/;
/** 杜把总. */
const HOLDS_BA = /^.把[总头子柱根](?:家|的|他|她)/;
const NOT_NAME =
  /^(?:上[岗班任]|[到至和与跟及以向往][一二三四五六七八九十\d]|水管|水泵|水井|水龙|水费|水电|水表|水窖|自来|全[组村体家部]|所有|各[家户组村]|村[民里委干]|群众|停[水电]|开会|[今明昨后前]天|房[子屋]|路灯|人[家们口]|组长|老百|贫困|低保|特困|五保|危房|常年|常见|马上|马铃|马匹|方便|高龄|高中|高血|高温|高考|高标|金额|金银|黄豆|黄瓜|黄牛|黄羊|黄河|白菜|白天|白内|苗木|葛根(?!家)|麦子|米[价饭面粮]|毛病|毛驴|方案|方法|向[大各]|温度|于[是]|常规|时间|时候|成员|安排|安全|安置|安静|钱[都没不还给是]|花生|花椒|花[了费]|车[子辆祸]|冷库|强制|凌晨|阳光|阳台|党员|党支|农[户村家民业历]|牧[民区业]|单位|单子|单价|包括|包户|任何|任务|关于|关心|和谐|都来(?=家|到|了|找|看|过)|都[是有去要说没不也在到被让给回走跑得快]|应该|应急|应届|景区|国家|国庆|公[家里路公益]|东[西边]|西[边瓜]|南[边瓜]|北[边]|云南|江[西边]|海[边鲜]|石[头]|田[地里]|林[地业草权场]|池塘|[牛羊鱼鹿鸡鸭猪马驴](?:[圈棚群价毛绒羔苗蛋奶粪肉]|[都也又已没被让叫卖死])|武装|文[件化]|成[绩立]|易地|常住|支[书部]|书记|主任|镇[里长]|乡[里镇]|干[部活旱]|计[划生]|平[时均安]|明[年白]|宣传|宗教|宁[愿可]|终于|终端|这|那个|那些|那边|那天|那家|空[心地]|能[不]|通[知过]|越来|从[来前]|双[方抢]|相[关信]|后[来面]|[后前][山坡沟坎院屋墙]|山[上坡沟脚洪体后下里路]|桥[头下面]|路口|东[头沟坡]|西[头沟坡]|[北南][坡头沟]|养(?:老[金保院补服]|老$|老[,。\s]|殖|[羊牛猪鸡鸭鱼蜂蚕]|了)|有[人个些的事没一几多哪户]|经[过常济]|从[今昨前上下小这那去年月\d]|初[一二三四五六七八九十]|年[前后底初]|大[家雨雪风水伙]|言[语]|敬[老请]|爱[心人]|冰雹|暴[雨雪]|展[开]|库[存房]|练|随[后]|信[息访用]|初[中]|充[满]|红[薯枣]|师[傅]|弟[兄]|权[利]|苦[荞]|要[不是]|第[一二三四五六七八九十\d]|隔壁|邻居|亲戚|朋友|老乡|领导|主播|电视|新闻|别人|自家|自己|谁家|哪家|每家|两家|几家|全家|回家|一家|有家|人家|大家|咱[们家村组]|老[师乡板总人年实婆]|合作|信用|建筑|施工|工程|学校|医院|卫生|政府|民政|派出|邮政|银行|超市|饭[店馆]|工[厂地资]|厂[里子长]|今年|去年|明年|好像|可能|据说|听说|反正|因为|所以|但是|如果|要是|已经|还有|另外|以及|通知|注意|请|麻烦|收到|谢谢|辛苦|刚才|刚刚|现在|目前|最近|昨晚|昨夜|今早|今晚|早上|上午|中午|下午|晚上|夜里|周[一二三四五六日末]|星期|礼拜|正月|腊月|冬月|农历|阴历|上[周月个半面次]|下[周月个半面次]|月[初底中]|[东西南北正偏厢前后][屋房墙院厢窑]|高[一二三](?:[\s,。的了就上不读念没]|$)|成[天年]|本[周月年村组村队社户人次地嘎]|户[主口]|有[俩仨两三四五六七八九\d好户点]|台[风账]|情况|干[完了不成得]|包[工装]|水[稻灾果]|花[钱销]|方[向式才]|应[付届]|路[上边过面]|经[理营]|解[决除]|计[划生]|关[机门节]|任[由凭]|安[装排葬]|和[他她我谐解]|全[都是]|向[上你您他她]|宗[旨]|万[一元多块]|步[骤]|石[榴油]|查[出到看明]|平[方房地]|强[降行烈]|冷[空得天]|温[度室]|雷[雨电]|明[确显]|乐[意]|章[程]|文[件书]|时[常]|谈[话]|祝[大各你您贺愿]|能[否够]|别[的说]|常[年常]|司[机]|符[合]|简[单易]|满[意]|居[民住]|步行|都[要快]|广[大播场]|东[西]|越[来]|曾[经]|索[赔]|蒙[古]|丰[收]|巢|后[来期]|红[包火]|公[安里]|况[且]|有[关效]|伯[伯母]|言|福利|敬[请]|巴[不]|未[来]|才[刚能]|令|随[时便]|信[号贷]|初[步期]|淡|滑|线|母[猪牛羊亲]|黑[天夜]|种[子地植]|上[头级面访]|图片|元旦|平台|危[险重房]|青[贮储]|补[贴助发办]|但|底|年[龄轻]|没|无[人法]|左[腿手脚眼臂肩胳耳侧半边右]|干满|看[看下一]|问[问下]|帮忙|通知|送[给到]|给|把|让|高[速铁压处地等校度低价级跟兴新]|王者|张[罗贴嘴口]|陈[旧年列]|杨树|黄[金昏土沙色牌]|周[边围末期转]|胡[乱同说闹]|林[业地权区木下]|何[时况必处人]|马[上路达匹铃虎车年]|谢[谢了天]|于是|董事|程[序度]|许[多久可诺]|曾经|苏醒|叶[子片]|余[下额款粮]|杜绝|戴[帽口上]|夏[天季粮收令]|钟[头点]|田[地里间头埂]|任[何务由凭职]|范围|石[料子灰]|金[属融秋黄]|陆[续地军]|白[天酒事跑干血条灾露米面色]|康[复养]|毛[收利巾线衣]|江[边里水]|顾[客不虑]|龙[头灯舟]|段时间|雷[暴声]|钱[款包]|黎明|易[燃爆]|武[术警]|乔迁|贺[喜礼]|文[艺字]|.家[屯村庄沟湾寨坝坪冲坳营堡岗河山窑洼塘坡垄岭屋台店铺桥井梁院]|沈阳|辽[阳宁]|安[阳庆顺徽]|广[州东西]|贵[阳州]|温州|杭州|福[州建]|郑州|徐州|常[州德]|韶关|江[西苏门阴]|柳州|梅州|惠州|湛江|宿[迁州]|宁[波夏德]|万[州宁]|海[南口]|云南|石家庄|石嘴山|石河子|乌[海鲁]|乌兰察布|包头|通[辽化州]|吉[林安]|白[城银]|平[凉顶]|长[春沙治]|黑龙江|济[南宁]|洛阳|荆[州门]|景德|马鞍山|滁州|池州|和田|阿克苏|库尔勒|哈尔滨|齐齐哈尔|康巴什|东[胜莞]|满洲里|成都|台州|金华|毕节|都匀|凌源|辛集|盘锦|盘州|祁[县东]|乐[山平]|向塘|于都|信丰|全[南州]|龙[岩南]|定[州西南]|武[汉威]|汉中|商[洛丘]|渭|蒙自|文山|红河|西[安宁昌]|巴[中南]|达州|广[安元]|邢台|衡[水阳]|廉江|茂名)/;
/** 母猪, 花椒, 黄芪: what is kept and grown. */
const GOODS = new RegExp(`^(?:${LIVESTOCK}|${CROP})`);

function isGoods(rest: string): boolean {
  return (GOODS.exec(rest)?.[0].length ?? 0) > 1;
}

/** Towns that begin as men do: 景德镇, 安顺. */
const TOWN =
  /^(?:景德|安[阳庆顺]|常[州德]|温州|福州|惠州|梅州|柳州|长[春治]|平顶|白[城银]|金华|乐[山平]|吉[林安]|武[汉威]|万[州宁]|龙[岩南]|文山|全[州南]|和田|乌海|广[安元]|高明|云南|沈阳|台州|江[西苏门]|安徽|宁[波夏德]|济[南宁]|康巴|于都|信丰|东莞|达州|石[嘴河])/;

/** 户主景德全, 三组后来福家, 三组练长福昨天: a whole name after all, though it begins with a word or a town. */
function isWholeName(rest: string): boolean {
  const surname = surnameAt(rest);
  const given = rest.slice(1, 3);
  const after = rest.slice(3);
  if (
    surname?.length !== 1 ||
    isGoods(rest) ||
    given.includes('家') ||
    likeGivenName(given) < (TOWN.test(rest) ? 1 : 2)
  )
    return false;
  if (TOWN.test(rest) && (/^[市县镇]/.test(given.charAt(1)) || likeGivenName(given.charAt(1)) === 0))
    return false;
  return (
    HOUSE.test(after) ||
    DAY.test(after) ||
    relationWordAt(after, 0) !== null ||
    (STOP.test(after) && (TOWN.test(rest) || !/^[没无不是]/.test(rest))) ||
    (everydaySurname(surname) && /^[到从给跟让]/.test(after)) ||
    (VERB.exec(after)?.[0].length ?? 0) > 1 ||
    /^(?:手机|电话|房子|户口|残疾|[卖当摔病死][\u4e00-\u9fff\d])/.test(after)
  );
}

/**
 * How many characters of `text` at `at` are a name, 0 where they are none.
 * After 二组: 邢小燕当上护路员 → 3; 查苏家淹了 → 2; 东郭平家分户 → 3; 哈斯额尔敦的羊 → 5; 停水了 → 0
 */
export function nameLength(text: string, at: number, place: Place): number {
  const rest = text.slice(at, at + 30);
  if (place !== 'marked' && SUM.test(rest.slice(1))) return 0;
  // 向阳路明天施工, 桑梓园小区停电.
  if (/^.{2,3}(?:小区|社区|广场|集市|安置点|幸福院|敬老院|卫生室|水库|水厂)/.test(rest)) return 0;
  if (/^..[路街渠厂站校](?:[明后]天|下[周午个]|[施维检]|修|通|断|塌|封|堵|停)/.test(rest)) return 0;
  // 七组八组提前接水 names two groups, and no man.
  if (/^[一二三四五六七八九十]{1,3}[组社队屯]/.test(rest)) return 0;
  if (NOT_NAME.test(rest) && !(place === 'marked' && isWholeName(rest))) {
    // 马上海, 高中林 are men all the same where a household's word follows.
    return oddName(rest, place);
  }
  const mongolian = mongolianLength(rest);
  const surname = surnameAt(rest);
  // 母猪死了, 孙子肺炎; 马驹 and 孙子明 are men where a household's word follows.
  const kin = relationWordAt(rest, 0);
  if (
    place !== 'marked' &&
    mongolian === 0 &&
    ((kin !== null && kin.end > 1) || isGoods(rest)) &&
    !(surname && HOUSE.test(rest.slice(3)) && !HOUSE.test(rest.slice(2)))
  )
    return 0;
  // 李大爷说 is who is quoted.
  if (
    place === 'bare' &&
    /^.(?:大爷|大叔|大娘|大婶|大妈|大嫂|大哥|大姐|大伯|[二三四]叔|[二三四]婶|[二三四]爷)/.test(rest)
  )
    return 0;
  if (place !== 'marked' && TITLED.test(rest) && !/^.{2,4}家/.test(rest)) return 0;
  const word = place === 'bare' && surname?.length === 1 && !everydaySurname(surname);
  let best = 0;
  let score = 0;
  for (let length = 2; length <= 7; length++) {
    const name = rest.slice(0, length);
    if (place !== 'marked' && /[到去着过还就再说讲问]/.test(name.slice(1))) break;
    if (name.length < length || (NEVER.test(name) && !(length <= 3 && HOLDS_BA.test(rest)))) break;
    // 牛昨天 is an ox, and yesterday.
    if (/(?:[昨今前明]天|[昨今]晚|今早|[去今]年|上周)$/.test(name)) break;
    if (/家$/.test(name) && length !== mongolian) continue;
    if (/家/.test(name) && (length !== 3 || name.charAt(0) === '家')) continue;
    const first = prior(name, mongolian, surname, place);
    const second = follow(rest, length, place, surname);
    // 王杰高血压: what begins inside the longer name ends it.
    const cut =
      length === 3 &&
      surname?.length === 1 &&
      second < 2.4 &&
      (VERB.exec(rest.slice(2))?.[0].length ?? 0) > 1;
    // 有生病住院的: a word that may be a surname wants more than any verb after it.
    if (word && second < 2.5 && (length < 3 || likeGivenName(name.slice(1)) < 2)) continue;
    const value = first + second - (cut ? 1.2 : 0);
    // 王家旺卖了牛 is a man; 王家成年人 is of the Wangs.
    const house =
      /家/.test(name) &&
      !(place === 'marked' && /^.家[旺宝兴福财富俊豪骏祥瑞栋梁辉军](?!利|裕|产|贝)/.test(name));
    if (first > 0 && second > (house ? 2.3 : 0) && value > score) {
      score = value;
      best = length;
    }
  }
  return best;
}

/** What a stop after a name counts, and what a word counts that follows nothing but names. */
const STOPPED = 2.4;
const CLEAR = 2.6;
const GROUP_NEXT = /^[\s,(]{1,2}(?:第)?[\d一二三四五六七八九十]{1,2}(?:组|社|队|屯)/;

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
    if (
      /^(?:家(?!里|的人)|[他她])/.test(after) ||
      (length === 3 && (relationWordAt(after, 0) || (after.startsWith('的') && relationWordAt(after, 1))))
    )
      return length;
  }
  return 0;
}

/** Households of no name: 农户家, 大家. */
const COMMON =
  /^(?:贫困|低保|特困|五保|牧民|农民|村民|脱贫|农户|牧户|全|每|各|两|几|党员|干部|老乡|邻居|亲戚|群众|别人|人|大家|国家|公家|所有|自|一|哪|谁|这|那家|老人|组长|书记|主任|学校|医院|有)/;

/** 七组提前接水, 三组下午停电: what is done there, where a name might stand. */
const WORK =
  /^(?:电话|消息|反映|报告|提(?:前|醒|高|交|供|议)|下[午周月]|上[午周月]|准备|继续|开始|暂时|临时|一[律起直]|全部|统一|集中|尽量|及时|注意|主动|自觉|做好|负责|轮流|分[别批头]|先[行去把]|本[周月次]|接[到着下]|推[迟后]|延[迟期]|优先|照常|恢复|排[队查]|检修|抢修|维修|断[水电]|预计|预防|免费|报[名上送]|参[加会]|组织|协助|配合|没[有人啥]|不[用要能]|可[以能]|需要|必须|赶[紧快])/;

function prior(name: string, mongolian: number, surname: string | null, place: Place): number {
  const { length } = name;
  if (length === mongolian) return length === 2 && surname ? 3.2 : 4;
  if (surname && surname.length === 2) return length === 3 ? 3 : length === 4 ? 3.2 : 0;
  // 熊二娃 and 邰大爷 are longer than 熊二 and 邰大; 何三古子 and 卜老疙瘩 longer still.
  if (surname && length === 4)
    return /^.(?:老疙瘩|.{2}(?:子|伢|瘩))$/.test(name) && likeGivenName(name.slice(1)) === 3 ? 2.7 : 0;
  if (surname)
    return length === 3
      ? likeGivenName(name.slice(1)) === 2
        ? 3
        : 2.6
      : length === 2
        ? /[大二三小老]$/.test(name)
          ? 1
          : 2.1
        : 0;
  if (place !== 'marked' || WORK.test(name) || /住$|里头|那边|旁边|边上/.test(name)) return 0;
  return [0, 0, 0.8, 1.2, 0.3, 0.2, 0.1][length] ?? 0;
}

/** How well what follows fits after a name. */
function follow(rest: string, length: number, place: Place, surname: string | null): number {
  const after = rest.slice(length);
  const usual = surname !== null && length === surname.length + 2;
  const written = rest.slice(surname?.length ?? 0, length);
  // 沈阳住院: the word that begins here ends no name.
  if (length === 2 && /^(?:住院|住进|住的|生病|病了|去世|过世)/.test(after))
    return place === 'bare' ? 1.6 : 2.4;
  // 云朵和她男人: two people.
  if (
    length > 2 &&
    /[^家][和跟与]$/.test(rest.slice(0, length)) &&
    (/^[他她]/.test(after) || relationWordAt(after, 0))
  )
    return 1;
  // 徐盛两家, 陆抗全家: what is counted is no part of the name.
  if (after.startsWith('家') && /[两几各俩仨]$/.test(rest.slice(0, length))) return 0;
  if (after.startsWith('家') && length === 3 && /[全一]$/.test(written) && likeGivenName(written) < 2)
    return 0.6;
  if (HOUSE.test(after))
    return place !== 'bare' || !after.startsWith('的')
      ? 3
      : OWNED.test(after) || relationWordAt(after, 1)
        ? 3
        : 0;
  // 安心儿媳妇 is 安心 and his 儿媳妇; 张水妹 and 雷引娃 are one name each.
  const kin = relationWordAt(after, 0);
  if (kin && length === 2 && /^[妹娃弟姐哥崽仔]$/.test(after.slice(0, kin.end)))
    return place === 'bare' ? 0 : 0.6;
  // 吾粲奶奶: half of a word is none.
  if (kin && length > 2 && rest.charAt(length - 1) === after.charAt(0) && kin.end === 1) return 0;
  if (kin)
    return /[儿老外孙公婆]/.test(rest.charAt(length - 1)) && relationWordAt(rest, length - 1) ? 1 : 2.9;
  if (DAY.test(after)) return 2.6;
  if (STOP.test(after)) return place === 'bare' ? 0 : STOPPED;
  if (JOINED.test(after)) return place === 'bare' && !/^(?:和|跟|与|都)/.test(after) ? 0 : 2.5;
  if (FIGURE.test(after)) return place === 'bare' ? 0 : 2.3;
  if (VERB.test(after))
    return place === 'bare'
      ? /^(?:住院|摔|查出|确诊|得了|去世|过世|走了|没了|失业|下岗|被|把|让|出车祸|离婚|结婚|分户|搬|骑|死|病|走丢|走失)/.test(
          after,
        )
        ? 1.6
        : 0
      : 1.8;
  // Nothing known follows: after a group, a surname with two more characters is still most likely a name.
  if (usual && place !== 'bare' && likeGivenName(written) === 2 && !/^[了的下个过着]/.test(after)) return 1.3;
  return usual &&
    place === 'marked' &&
    !/[不没有在是都会能要就很太和跟组户村人年月日水电房]/.test(rest.slice(1, length))
    ? 0.4
    : 0;
}

/** Whether what stands at the head of `text` may follow a name. */
export function mayFollowName(text: string): boolean {
  return follow(`　${text}`, 1, 'marked', null) > 0;
}

/**
 * How many characters at the head of a clause may be a name though little says so: 程立新骑电瓶车 → 3. Only where a
 * change is told beside it is it taken for one; 0 where it is none.
 */
export function doubtfulNameLength(text: string, at: number): number {
  const rest = text.slice(at, at + 30);
  const mongolian = mongolianLength(rest);
  if (mongolian > 2 && !/^[了着过的]/.test(rest.slice(mongolian))) return mongolian;
  const surname = surnameAt(rest);
  if (!surname || TITLED.test(rest) || /^(?:.年|.天|[我俺咱])/.test(rest) || tellsChange(rest.slice(0, 4)))
    return 0;
  const length = nameLength(text, at, 'listed');
  const given = rest.slice(surname.length, length);
  const after = rest.slice(length);
  if (length === 0 || given === '' || /^[了下过着]/.test(after)) return 0;
  const usual = likeGivenName(given) === given.length && !mayBeWords(given);
  if (surname.length === 1 && !everydaySurname(surname) && !(usual && given.length > 1)) return 0;
  const fit = follow(rest, length, 'listed', surname);
  if (given.length > 1) return likeGivenName(given) > 0 || fit >= CLEAR ? length : 0;
  if (fit === STOPPED) return at === 0 && GROUP_NEXT.test(after) ? length : 0;
  // 楼玄家房子, 贺邵中风: two characters are one man only before a word that follows men.
  return fit >= CLEAR || (VERB.exec(after)?.[0].length ?? 0) > 1 || (usual && fit > 1) ? length : 0;
}

/** 山洪, 高血压: what befalls people, not who they are. */
function tellsChange(word: string): boolean {
  return CHANGES.some((kind) => kind.signs.some(({ words }) => word.search(words) === 0));
}
