import { relationsIn } from './member.ts';
import { composed, type Relation } from './relations.ts';

const BOY =
  /(?:产|生|添|得)(?:下|了)?一(?:男|子)|男婴|孩[,\s(]*男|性别[:\s]*男|小子|贵子|儿子|男孩|男娃|公子|带把|崽(?!猪)|大孙子|孙子|小伙|男宝|少爷|牛牛|放牛|伢|男的|是个男|仔(?!猪)|囝(?!女)|男伢|小弟|弟弟|伢崽|满崽|儿娃|顶梁柱/;
const GIRL =
  /(?:产|生|添|得)(?:下|了)?一女|女婴|孩[,\s(]*女|性别[:\s]*女|千金|妹陀|妹坨|妹仔|妹儿|女仔|囡囡|丫|妞|细妹|女伢|幺妹|查某|妹妹|女儿|闺女|姑娘|丫头|女孩|女娃|妹子|妹崽|妹俚|囡|小棉袄|孙女|女宝|女的|是个女|女崽|妮|女子|凤/;
const BOTH = /龙凤胎|双胞胎|双棒|一儿一女|一男一女/;

const BEARERS = new Set<Relation>([
  '妻子',
  '配偶',
  '儿媳',
  '女儿',
  '儿子',
  '丈夫',
  '女婿',
  '孙媳',
  '孙女',
  '姐姐',
  '妹妹',
  '弟媳',
  '嫂子',
]);

/** Who was born, told from the head: the mother is told or not, the child's sex too. 儿媳 … 小子 → 孙子; 媳妇 … 千金 → 女儿 */
export function newborn(text: string, from: number, to: number, sign: number): Relation | null {
  const told = text.slice(from, to);
  const bearing = from + told.search(/生(?:了|下|的|完|娃|孩|二|个|$|＠)|产(?:下|了)|顺产|剖|坐月子|分娩/);
  const at = bearing < from ? sign : bearing;
  const after = text.slice(at, to);
  const twins =
    /(?:俩|两个|双|一对)(?:大?胖)?(小子|儿子|男娃|男孩|崽|仔|闺女|女儿|丫头|姑娘|女娃|千金|妹)/.exec(
      told,
    )?.[1];
  if (BOTH.test(told) && twins === undefined) return null;
  const relations = relationsIn(text, from, to).filter((found) => !found.toward);
  const grand = relations.find((found) => /^外?孙[子女]?$/.test(found.relation));
  if (grand) return grand.relation;
  const mother = relations.find((found) => found.start < at && BEARERS.has(found.relation))?.relation ?? null;
  const named = GIRL.test(after) ? '女儿' : BOY.test(after) ? '儿子' : null;
  const arrived = /出生|降生|满月|诞生/.test(told);
  // 他家小子昨天出生: the child itself stands first.
  if (named === null || (arrived && mother === named && !relations.some((found) => found.start >= sign))) {
    const itself = relations.find((found) => found.relation === '儿子' || found.relation === '女儿');
    return arrived ? (itself?.relation ?? null) : null;
  }
  const ofHead = mother === null || mother === '妻子' || mother === '配偶' || mother === '丈夫';
  return ofHead ? named : composed(mother, named);
}
