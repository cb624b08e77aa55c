import type { ChangeId, Field } from '../reading.ts';

/** Words that tell a change. In the text that they meet, names are ＃＃ and dates ＠＠. */
export interface Sign {
  words: RegExp;
  /** 1: only beside nothing else; 2: usual; 3: strong; 4: outweighs whatever else the clause holds. */
  weight: 1 | 2 | 3 | 4;
}

/** Which of several sums the report gives. */
export type AmountRule =
  | 'own-cost'
  | 'loss'
  | 'fall'
  | 'wage'
  | 'fee'
  | 'cost'
  | 'income'
  | 'benefit'
  | 'none';

/** One kind of household change. A new kind is one file like its neighbours and a line in the list. */
export interface ChangeKind {
  id: ChangeId;
  signs: readonly Sign[];
  /** A bare name before it is the head himself. `household` changes have no member at all. */
  about: 'person' | 'either' | 'household';
  amount: AmountRule;
  /** Units in which its count is told; null where it has none. */
  units: RegExp | null;
  stage: boolean;
  /** What makes a change of it where only its weakest sign is told, in whatever clause. */
  completes?: RegExp;
  /** What the note says, from the event's own words; null where the kind has no note. */
  note: ((told: string) => string | null) | null;
  /** `own`: the clauses in which it is told come before all else that is told with it. */
  noteFirst?: 'own';
  /** What must be known before it can be filed. */
  needs: readonly Field[];
}

/** A sign from words that stand apart by blanks, for long lists. */
export function sign(weight: Sign['weight'], ...words: string[]): Sign {
  return { weight, words: new RegExp(words.join('|'), 'g') };
}

/** The end of a person as he is told right before 没了, 走了, 老了. */
export const PERSON =
  '(?<=(?:[＃＠]|[爸妈爹娘爷奶公婆伴父母亲女儿妇汉哥弟姐妹孙崽大人]|(?:老|丫)头|(?:孩|儿|妻|嫂|孙|侄|婶|老|小|娃|崽|伢|婆|头|汉|妹|娘|妈|妇|妮|独|长|次)子)(?:儿)?(?:家|的|,)?(?:人|也|就|都|睡着|睡觉|睡梦[里中]|躺着|坐着|安安静静|突然|忽然|在[\\u4e00-\\u9fff]{1,5}|不到|多|[\\d一二三四五六七八九十]{1,2}点(?:多|半|钟|来钟|来)*|来?钟|(?:满|活到|享年|才)?[\\d一二三四五六七八九十]{1,4}岁?|刚刚?|已经?|终于|还是|最后|不幸|因病|安详地?|半夜|夜里|在家里?|在医院里?|说|给|竟然?|没救过来|[前后下上大]半夜|凌晨|天(?:快|不|没)?亮(?:前|时)?|早起|早上|晚上|夜间|一早|大清早|当[天晚]|昨|今|今早|今晨|,){0,5})';

export const LIVESTOCK =
  '(?:羊羔|羔羊|羔子|羔|绵羊|山羊|黑山羊|肉羊|母羊|种羊|羯羊|奶山羊|羊|奶牛|肉牛|母牛|水牛|黄牛|牦牛|犏牛|牛犊子?|牛崽|小牛|犊子|牛|年猪|肥猪|母猪|仔猪|猪崽|猪仔|猪娃|猪秧|生猪|黑猪|毛猪|架子猪|猪|骆驼|马驹|马|驴驹|毛驴|驴|骡子|骡|小鸡|鸡苗|鸡娃|土鸡|三黄鸡|乌鸡|肉鸡|蛋鸡|鸡|鸭苗|鸭子|鸭|鹅苗|大鹅|鹅|兔子|兔|蜜蜂|土蜂|中蜂|蜂箱|蜂|鱼苗|草鱼|鲤鱼|鳙鱼|罗非鱼|鲈鱼|鱼|小龙虾|龙虾|虾苗|对虾|虾|螃蟹|大闸蟹|蟹|甲鱼|泥鳅|黄鳝|牛蛙|林蛙|鲍鱼|生蚝|牡蛎|海带|海参|蚕茧|桑蚕|春蚕|秋蚕|茧子|茧|蚕|鹌鹑|鸽子|鹿|狗|牲口|牲畜|家畜|家禽)';
export const CROP =
  '(?:玉茭子?|茭子|玉米棒子|玉米|苞米|苞谷|包谷|棒子|小麦|冬麦|春麦|麦子|麦|稻子|早稻|晚稻|中稻|水稻|稻谷|谷子|糯谷|糜子|荞麦|莜麦|燕麦|青稞|大麦|高粱|黍子|土豆|马铃薯|洋芋|山药|红薯|红苕|地瓜|番薯|木薯|芋头|魔芋|黄豆|大豆|绿豆|红豆|蚕豆|豌豆|豇豆|芸豆|扁豆|四季豆|豆子|花生|油菜籽|油菜|菜籽|葵花籽|葵花|向日葵|胡麻|芝麻|甜菜|甘蔗|棉花|烟叶|烤烟|苹果|雪梨|梨子|梨|蜜桃|桃子|桃|杏子|杏|李子|红枣|枣子|枣|柿子|石榴|核桃|板栗|栗子|榛子|松子|松茸|葡萄|提子|西瓜|甜瓜|哈密瓜|香瓜|南瓜|冬瓜|丝瓜|苦瓜|脐橙|冰糖橙|血橙|橙子|沃柑|砂糖橘|砂糖桔|蜜柑|皇帝柑|椪柑|柑子|柑橘|柑桔|橘子|桔子|蜜橘|柚子|蜜柚|沙田柚|柠檬|香蕉|芭蕉|荔枝|龙眼|芒果|菠萝|火龙果|百香果|枇杷|杨梅|罗汉果|蓝莓|桑葚|桑叶|白菜|包菜|甘蓝|花菜|西兰花|莴笋|儿菜|榨菜|萝卜|胡萝卜|大葱|小葱|洋葱|大蒜|蒜薹|蒜苔|蒜苗|蒜头|蒜|生姜|姜|朝天椒|辣子|辣椒|青椒|茄子|西红柿|番茄|黄瓜|豆角|菠菜|芹菜|韭菜|莲藕|藕|荸荠|马蹄|茭白|蔬菜|菜|蘑菇|香菇|平菇|羊肚菌|竹荪|菌子|菌|木耳|银耳|药材|黄芪|枸杞|甘草|党参|柴胡|当归|天麻|三七|重楼|黄精|白术|白芍|贝母|川芎|半夏|丹参|板蓝根|金银花|砂仁|八角|桂皮|人参|苜蓿|牧草|青贮|饲草|草料|干草|秸秆|春茶|夏茶|秋茶|毛茶|茶青|茶叶|茶籽|茶|春笋|冬笋|竹笋|笋干|笋|苗木|树苗|秧苗|秧|庄稼|大棚|果树|蜂蜜|蜂糖|粮食|粮|鸡蛋|鸭蛋|蛋|羊绒|羊毛|牛奶|奶|皮子|白芷|莲子|百合|草莓|樱桃|山楂|海棠|猕猴桃|油茶|茶油|毛竹|杉木|木材|竹子|花椒|胡椒|咖啡豆?|橡胶|胶水|松脂|菊花|鲜花|果子|水果)';

const GOODS = new RegExp(
  [LIVESTOCK, CROP]
    .flatMap((names) => names.slice(3, -1).split('|'))
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);
const PLACES = /土地|耕地|旱地|水地|草场|林地|大棚|鱼塘|拖拉机|农机|收割机|三轮车|货车|地/;

/** What is sold, bought or grown, as told: 大棚黄瓜 → 黄瓜; 羊、牛 where there are several; null where nothing is named. */
export function goodsIn(told: string): string | null {
  const place = /流转|租|承包|转包|包给|包出/.test(told) ? PLACES.exec(told)?.[0] : undefined;
  if (place) return place;
  const goods = [...new Set(told.match(GOODS) ?? [])].filter((name) => name !== '大棚' && name !== '庄稼');
  const apart = goods.filter((name) => !goods.some((other) => other !== name && other.includes(name)));
  return apart.slice(0, 3).join('、') || (PLACES.exec(told)?.[0] ?? /庄稼/.exec(told)?.[0] ?? null);
}
