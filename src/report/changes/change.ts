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
  /** What the note says, from the event's own words; null where the kind has no note. */
  note: ((told: string) => string | null) | null;
  /** What must be known before it can be filed. */
  needs: readonly Field[];
}

/** A sign from words that stand apart by blanks, for long lists. */
export function sign(weight: Sign['weight'], ...words: string[]): Sign {
  return { weight, words: new RegExp(words.join('|'), 'g') };
}

/** The end of a person as he is told right before 没了, 走了, 老了. */
export const PERSON =
  '(?<=(?:[＃＠]|[爸妈爹娘爷奶公婆伴父母子女儿妇汉头哥弟姐妹孙崽大人])(?:儿)?(?:家|的|,)?(?:人|也|就|都|突然|忽然|刚刚?|已经?|终于|还是|最后|不幸|因病|安详地?|半夜|夜里|在家里?|在医院里?|说|给|竟然?|没救过来|昨|今|今早|今晨|,)*)';

export const LIVESTOCK =
  '(?:羊羔|羔羊|绵羊|山羊|肉羊|母羊|种羊|羊|奶牛|肉牛|母牛|牛犊|犊子|牛|母猪|仔猪|猪崽|猪仔|生猪|猪|骆驼|马驹|马|驴|骡子|骡|小鸡|鸡苗|土鸡|鸡|鸭子|鸭|鹅|兔子|兔|蜜蜂|蜂|鱼苗|鱼|鹿|鸽子|牲口|牲畜|家畜|家禽)';
export const CROP =
  '(?:玉米|苞米|棒子|小麦|麦子|稻子|水稻|稻谷|谷子|糜子|荞麦|莜麦|燕麦|大麦|高粱|黍子|土豆|马铃薯|洋芋|山药|红薯|地瓜|番薯|黄豆|大豆|绿豆|红豆|豆子|花生|油菜|葵花籽|葵花|向日葵|胡麻|芝麻|甜菜|棉花|烟叶|苹果|梨|桃|杏|李子|枣|红枣|核桃|板栗|葡萄|西瓜|甜瓜|哈密瓜|香瓜|南瓜|冬瓜|脐橙|橙子|橘子|蜜橘|柚子|柑橘|白菜|萝卜|胡萝卜|大葱|洋葱|大蒜|蒜|生姜|姜|辣椒|茄子|西红柿|番茄|黄瓜|豆角|菠菜|芹菜|蔬菜|菜|蘑菇|香菇|木耳|药材|黄芪|枸杞|甘草|党参|柴胡|苜蓿|牧草|青贮|饲草|草料|茶叶|竹笋|苗木|树苗|庄稼|大棚|果树|蜂蜜|粮食|粮|鸡蛋|鸭蛋|蛋|羊绒|羊毛|牛奶|奶|皮子|白芷|烤烟|莲子|百合|草莓|樱桃|山楂|海棠|猕猴桃|油茶|茶油|毛竹|杉木)';
