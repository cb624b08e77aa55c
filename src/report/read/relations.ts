/** The relations that a household member may have to its head, as the contract writes them. */
export type Relation =
  | '户主'
  | '配偶'
  | '妻子'
  | '丈夫'
  | '父亲'
  | '母亲'
  | '公公'
  | '婆婆'
  | '岳父'
  | '岳母'
  | '儿子'
  | '女儿'
  | '儿媳'
  | '女婿'
  | '孙子'
  | '孙女'
  | '外孙'
  | '外孙女'
  | '爷爷'
  | '奶奶'
  | '哥哥'
  | '弟弟'
  | '姐姐'
  | '妹妹'
  | '嫂子'
  | '弟媳'
  | '姥爷'
  | '姥姥'
  | '孙媳'
  | '侄子'
  | '侄女'
  // A relative of untold sex: read, but given out as null.
  | '孩子'
  | '孙辈'
  | '外孙辈'
  | '老人';

const WORDS: [Relation, string][] = [
  [
    '儿媳',
    '儿媳妇儿|儿媳妇|儿媳|儿子媳妇|大媳妇|二媳妇|三媳妇|新抱|心舅|儿媳子|儿子老婆|儿子对象|媳妇子(?=生)|子媳|新妇|息妇',
  ],
  ['孙媳', '孙媳妇|孙儿媳妇|孙媳'],
  ['弟媳', '兄弟媳妇|弟媳妇|弟媳|弟妹|弟妇'],
  [
    '妻子',
    '媳妇儿|媳妇子|媳妇|老婆子|老婆|婆姨|屋里的|屋里人|屋里头的|屋里头|家里的(?=昨|今|前|得|住|查|病|生|摔|上|去|在|又|也|被|让)|内人|堂客|婆娘|妻子|妻|娘子|孩子妈|孩子他妈|孩儿他妈|娃他妈|娃他娘|娃儿妈|孩他妈|孩他娘|孩子他娘|女人|老娘们|老板娘|夫娘|女将|屋里婆|贤内助|老妇人|做饭的',
  ],
  [
    '丈夫',
    '男人|丈夫|老公|掌柜的|掌柜|当家的|当家人|汉子|外头人|孩子爸|孩子他爸|孩儿他爸|娃他爸|娃他爹|娃他大|娃儿爸|孩他爸|孩他爹|孩子他爹|男将|男客|老倌子|老头子|老头儿|老头|老汉(?!儿)|爷们|外前人|男的|老倌',
  ],
  ['配偶', '那口子|老伴儿|老伴|爱人|配偶|对象|伴儿|另一半'],
  [
    '父亲',
    '老汉儿|老豆|阿达|达达|老父亲|父亲|爸爸|老爸|阿爸|老爹|爹爹|爹|老爷子|老子|大大|爸|阿爹|亲爹|亲爸|伢老子|爷老子|老头子爹',
  ],
  [
    '母亲',
    '老母亲|母亲|老母(?!猪|鸡|牛|羊)|阿母|阿娘|妈妈子|妈妈|老妈子|老妈|阿妈|老娘|额吉|额莫|姆妈|老太太|娘(?!家)|妈|娭毑|亲妈|亲娘|娘老子|老娭',
  ],
  ['公公', '老公公|公公|家公(?!益|司|路|婆|厕|粮|交|房|家)|家官(?!司)|公爹|公爸'],
  ['婆婆', '老婆婆|婆婆妈|婆婆|婆母|家婆(?!娘|姨)|家娘'],
  ['岳父', '老丈人|丈人佬|老岳父|外父佬|丈人爸|丈人爹|老丈爷|丈人|岳父|岳丈|外父|丈老头'],
  ['岳母', '老丈母娘|岳母娘|外母娘|老岳母|丈人婆|老丈母|丈母娘|丈人妈|丈母|岳母|外母'],
  ['外孙女', '外孙女儿|外孙女|外孙闺女|外孙丫头|外甥女儿(?=生)'],
  ['外孙', '外孙子|外孙儿|外孙'],
  ['孙女', '孙女儿|孙女仔|孙女|孙妹|孙囡|孙闺女|孙丫头|孙姑娘'],
  [
    '孙子',
    '孙子|孙(?=考|上|读|念|住|摔|病|出生|昨|今|前|在|去|被|叫|得|患|$|[,。\\s＠])|孙小子|孙娃子|孙儿|孙仔|孙崽|孙囝|孙伢子|孙伢|大孙(?!子|女)|小孙(?!子|女)|长孙|乖孙',
  ],
  ['女婿', '上门女婿|门婿|囝婿|养老女婿|女婿|姑爷|闺女女婿|郎婿'],
  [
    '儿子',
    '儿子|幺儿子|幺儿|么儿|满儿|孻仔|仔仔|阿仔|仔(?!猪|细|鸡|鸭|鱼)|囝|崽俚|崽仔|崽崽|崽伢子|崽|小子|儿娃子|男娃娃|男娃子|男娃儿|男娃|男孩子|男孩|后生|伢子|伢崽|长子|次子|独生子|独生儿子|独子|独苗|大儿|二儿|小儿(?!科|麻|推)|三儿|儿郎|赖子|小后生|猴小子',
  ],
  [
    '女儿',
    '女儿|闺女|妹陀|妹坨|幺姑|幺妹儿?|妹儿|女仔|阿女|阿囡|大妞|二妞|妞妞|妞儿|妞|大丫|二丫|丫丫|丫儿|女伢子?|查某囝|女|姑娘|丫头片子|丫头|女娃娃|女娃子|女娃儿|女娃|女孩子|女孩|女崽|女子(?!监)|千金|妮子|妮儿|妹崽|妹俚|妹仔|囡囡|囡|大女|二女|小女|三女|长女|次女|独生女儿?|独女|毛丫头|满妹|细妹',
  ],
  ['哥哥', '亲哥哥|阿哥|阿兄|老哥|哥哥|大哥|二哥|三哥|亲哥|哥|兄长'],
  ['弟弟', '亲弟弟|阿弟|细佬|弟弟|亲兄弟|兄弟|老弟|大弟|二弟|小弟|亲弟|弟|叔伯兄弟'],
  ['姐姐', '亲姐姐|阿姐|家姐|姐姐|大姐|二姐|三姐|亲姐|姊|姐'],
  ['妹妹', '亲妹妹|阿妹|妹妹|妹子|老妹|大妹|二妹|小妹|亲妹|妹'],
  ['嫂子', '嫂子|大嫂|二嫂|嫂'],
  ['爷爷', '老爷爷|阿爷|爷爷|祖父|阿公|爷'],
  ['奶奶', '老奶奶|阿嬷|阿奶|奶奶|祖母|阿婆|娘娘|奶'],
  ['姥爷', '姥爷|外公|外爷'],
  ['姥姥', '姥姥|姥娘|外婆|外奶奶'],
  ['侄子', '侄子|侄儿'],
  ['侄女', '侄女'],
  ['孙辈', '孙娃娃|小孙孙'],
  [
    '孩子',
    '双胞胎|龙凤胎|孩子|小孩儿|小孩|娃娃|娃儿|娃子|娃|孩儿|老大|老二|老三|老幺|小家伙|宝宝|细伢子|细崽',
  ],
  [
    '老人',
    '老人家|老人|老两口|小两口|两口子|夫妻俩|夫妻|夫妇|全家|一家三口|一家四口|一家五口|一家人|爹娘|爸妈|父母|爹妈|老爹老妈',
  ],
];

/** Words that begin with a relation and are none. */
const NOT_RELATION =
  /^(?:爷们儿|老汉子|娘家|娘儿|爷俩|娘俩|爷儿|公公道|女子监|女人病|男人婆|老子不|妈呀|大哥大|大姐大|孩子们|娃们|老人机|弟子|妹夫|姐夫|哥们|姐妹|兄弟俩|兄妹|姐弟|老大难|奶粉|奶牛|奶羊|奶站|奶茶|奶制|奶粉|奶款|奶价|姑娘家的|爷俩|对象户|崽猪|崽牛|老大不|男人婆|男的女|姐俩|哥俩|妹俩|儿女|女人|女方|女士|女生|女性|女工|女式|女同|女的是|仔猪|仔细|女儿红|媳妇熬)/;

interface Entry {
  word: RegExp;
  relation: Relation;
}

const ENTRIES: readonly Entry[] = WORDS.flatMap(([relation, words]) =>
  split(words).map((word) => ({ relation, source: word })),
)
  .sort((a, b) => bare(b.source).length - bare(a.source).length)
  .map(({ relation, source }) => ({ relation, word: new RegExp(source, 'y') }));

const WITH_PREFIX = new RegExp(
  `[大二三四五小老幺满细](?=${[...new Set(ENTRIES.map((entry) => bare(entry.word.source).charAt(0)))].join('|')})`,
  'y',
);
const FIRST = new Set(ENTRIES.map((entry) => bare(entry.word.source).charAt(0)));
const ORDINAL = /[大二三四五小老幺满细]/;

/** Cut at the bars that stand outside brackets. */
function split(words: string): string[] {
  return words.split(/\|(?![^(]*\))/);
}

function bare(source: string): string {
  return source.replace(/\(\?.*$/, '');
}

/** What a lone syllable needs on its right to be a relation. */
const SINGLE_STOP: Partial<Record<string, RegExp>> = {
  爷: /^[们俩]/,
  奶: /^[粉牛羊站茶制款价头水源]/,
  姐: /^[夫妹弟]/,
  弟: /^[子妹]/,
  妹: /^[夫子]/,
  哥: /^[们俩]/,
  妻: /^[离]/,
};

/** The relation word at an index: 二女儿 → 女儿, 他大儿媳妇 from 大 → 儿媳. Null where there is none. */
export function relationWordAt(text: string, at: number): { relation: Relation; end: number } | null {
  const char = text.charAt(at);
  if (!FIRST.has(char) && !ORDINAL.test(char)) return null;
  const direct = wordAt(text, at);
  WITH_PREFIX.lastIndex = at;
  if (ORDINAL.test(char) && WITH_PREFIX.test(text)) {
    const after = wordAt(text, at + 1);
    if (after && (!direct || after.end > direct.end)) return after;
  }
  return direct;
}

function wordAt(text: string, at: number): { relation: Relation; end: number } | null {
  if (NOT_RELATION.test(text.slice(at, at + 4))) return null;
  for (const { word, relation } of ENTRIES) {
    word.lastIndex = at;
    const found = word.exec(text);
    if (!found) continue;
    const end = at + found[0].length;
    if (found[0].length === 1) {
      if (found[0] === '孙' && !/[的个大细长小家]/.test(text.charAt(at - 1))) return null;
      // 覃光荣的女, 大女嫁了: alone it is a daughter only after these.
      if (found[0] === '女' && !/[的个大二三四细满小他她家幺老俩]/.test(text.charAt(at - 1))) return null;
      if (SINGLE_STOP[found[0]]?.test(text.slice(end, end + 1))) return null;
      if (
        /[爷奶姐弟妹哥妻爹妈爸娘崽娃嫂]/.test(found[0]) &&
        /[王李张刘陈杨赵孙周吴郑小大]/.test(text.charAt(at - 1)) &&
        found[0] !== '娃'
      )
        return null;
    }
    return { relation, end };
  }
  return null;
}

const IN_LAW: Record<string, Relation> = {
  '儿媳:儿子': '孙子',
  '儿媳:女儿': '孙女',
  '儿媳:孩子': '孙辈',
  '儿子:儿子': '孙子',
  '儿子:女儿': '孙女',
  '儿子:孩子': '孙辈',
  '儿子:妻子': '儿媳',
  '儿子:配偶': '儿媳',
  '女儿:儿子': '外孙',
  '女儿:女儿': '外孙女',
  '女儿:孩子': '外孙辈',
  '女儿:丈夫': '女婿',
  '女儿:配偶': '女婿',
  '女婿:儿子': '外孙',
  '女婿:女儿': '外孙女',
  '女婿:孩子': '外孙辈',
  '妻子:父亲': '岳父',
  '妻子:母亲': '岳母',
  '妻子:儿子': '儿子',
  '妻子:女儿': '女儿',
  '妻子:孩子': '孩子',
  '丈夫:父亲': '公公',
  '丈夫:母亲': '婆婆',
  '丈夫:儿子': '儿子',
  '丈夫:女儿': '女儿',
  '丈夫:孩子': '孩子',
  '配偶:儿子': '儿子',
  '配偶:女儿': '女儿',
  '配偶:孩子': '孩子',
  '父亲:父亲': '爷爷',
  '父亲:母亲': '奶奶',
  '父亲:妻子': '母亲',
  '母亲:丈夫': '父亲',
  '母亲:父亲': '姥爷',
  '母亲:母亲': '姥姥',
  '父亲:配偶': '母亲',
  '母亲:配偶': '父亲',
  '爷爷:配偶': '奶奶',
  '奶奶:配偶': '爷爷',
  '爷爷:妻子': '奶奶',
  '奶奶:丈夫': '爷爷',
  '弟弟:妻子': '弟媳',
  '弟弟:配偶': '弟媳',
  '哥哥:妻子': '嫂子',
  '哥哥:配偶': '嫂子',
  '孙子:妻子': '孙媳',
  '孙子:配偶': '孙媳',
  '弟弟:儿子': '侄子',
  '弟弟:女儿': '侄女',
  '哥哥:儿子': '侄子',
  '哥哥:女儿': '侄女',
  '孙子:儿子': '孩子',
  '孙媳:儿子': '孩子',
  '孙媳:女儿': '孩子',
  '孙子:女儿': '孩子',
  '孙媳:孩子': '孩子',
  '姐姐:儿子': '孩子',
  '妹妹:儿子': '孩子',
  '姐姐:女儿': '孩子',
  '妹妹:女儿': '孩子',
  '姐姐:孩子': '孩子',
  '妹妹:孩子': '孩子',
  '户主:儿子': '儿子',
  '户主:女儿': '女儿',
  '户主:孩子': '孩子',
};

/** Whose relative is meant when one is told through another: 儿媳's 女儿 is the head's 孙女. Null where it has no name here. */
export function composed(first: Relation, second: Relation): Relation | null {
  return IN_LAW[`${first}:${second}`] ?? null;
}

const NOT_GIVEN_OUT = new Set<Relation>(['孩子', '孙辈', '外孙辈', '老人']);

/** As it is given out: null for relatives whose sex is not told. */
export function given(relation: Relation | null): string | null {
  return relation === null || NOT_GIVEN_OUT.has(relation) ? null : relation;
}
