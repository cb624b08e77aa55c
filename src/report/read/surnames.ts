/** Single surnames, the rare ones too: any of them may head a household. */
const SINGLE = new Set(
  '王李张刘陈杨赵黄吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺云尚农别晁牧隗山贡郏浦宿怀蒲邰从鄂索咸籍能苍双闻莘劳逄扶堵宰郦雍却璩濮寿通扈充慕茹宦鱼容慎戈庾终暨居衡步满弘国寇广禄阙东殳沃利蔚越夔隆师厍勾融訾阚那空毋乜养须丰巢蒯相后红权逯益桓公仉督法汝归海帅缑亢况有琴佘佴伯赏墨哈谯笪年爱言福敬惠甫禹由暴钮杭亓干麦撒展库折撖续缪门阿巴水厉粟鹿院邝战拜未化才令豆随信甲初淡矫巨滑尉线虎鲜雒洛邴濯普茆仝么妥区昌母印候黑羊种上穗图周凤酆于皮元平湛狄贝茅麻危骆支昝经裘宣贲诸嵇荣荀於芮羿储汲松富乌弓宓蓬郗班仰秋伊钭戎祖束幸韶蓟阴鬱郤代付旷盘凃尧税青蹇补呙但庹秘酒底次瓮介拓药字刀罕者帅尕闭丘盘麻莽雀芒茨晒祈付肖萧闫岩楼吾芦岂肇贠厼郄蔚'.split(
    '',
  ),
);

/** Surnames that are words of every sentence: at the head of a clause such a one wants more to be one. */
const WORDS = new Set(
  '全能从有来后水上下要但都已又应别次种相那空未母区图印才展库平包计解步国公东门师巴权况令言爱福信线红底酒秘边通满便双保商强练麦经随甲初战化看拜字药者雀芒刀罕'.split(
    '',
  ),
);

const COMPOUND =
  '欧阳|东郭|南宫|上官|司马|司徒|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|轩辕|端木|独孤|西门|东方|呼延|闻人|申屠|公羊|赫连|澹台|宗政|濮阳|淳于|单于|太叔|公冶|仲孙|鲜于|闾丘|司空|司寇|子车|颛孙|巫马|公西|漆雕|乐正|壤驷|公良|拓跋|夹谷|宰父|谷梁|段干|百里|东门|南门|羊舌|微生|梁丘|左丘|第五|纳兰|完颜|耶律|万俟|钟离|南官|达奚|叱干|豆卢|拓拔|侯莫|呼衍|北宫|相里|太史';
const COMPOUND_AT = new RegExp(`^(?:${COMPOUND})`);

/** Parts that Mongolian given names are made of, the long ones first. */
const MONGOLIAN = [
  '额尔德尼',
  '额尔德木图',
  '巴雅斯古楞',
  '斯日古楞',
  '阿尔斯楞',
  '阿木古楞',
  '德力格尔',
  '必力格图',
  '毕力格图',
  '敖日格乐',
  '赛音吉雅',
  '呼格吉勒',
  '乌兰托娅',
  '乌仁图雅',
  '吉日嘎拉',
  '布日古德',
  '牧其尔',
  '额尔敦',
  '额尔登',
  '额日和',
  '格日勒',
  '格日乐',
  '其其格',
  '其木格',
  '呼日勒',
  '满都拉',
  '满都呼',
  '朝克图',
  '朝格图',
  '朝鲁门',
  '朝乐门',
  '阿拉坦',
  '阿拉腾',
  '青格勒',
  '青格乐',
  '那日苏',
  '那木拉',
  '巴雅尔',
  '巴特尔',
  '特木尔',
  '铁木尔',
  '帖木儿',
  '毕力格',
  '必力格',
  '宝力德',
  '宝力高',
  '宝音图',
  '道尔吉',
  '噶尔迪',
  '图布新',
  '腾格尔',
  '苏日娜',
  '苏日古',
  '苏布达',
  '苏德毕',
  '乌日娜',
  '乌力吉',
  '乌兰花',
  '乌尼尔',
  '温都苏',
  '特格喜',
  '通拉嘎',
  '陶格斯',
  '伊拉图',
  '扎木苏',
  '阿茹娜',
  '阿古拉',
  '阿斯尔',
  '阿如汗',
  '敖特根',
  '萨如拉',
  '萨日娜',
  '哈斯',
  '乌兰',
  '巴图',
  '图雅',
  '托娅',
  '娜仁',
  '苏和',
  '朝鲁',
  '那顺',
  '布和',
  '布赫',
  '孟克',
  '孟和',
  '敖登',
  '高娃',
  '斯琴',
  '萨仁',
  '宝音',
  '达来',
  '达赖',
  '呼和',
  '吉雅',
  '乌云',
  '乌恩',
  '乌仁',
  '乌日',
  '孟根',
  '牧仁',
  '布仁',
  '喇嘛',
  '白音',
  '巴音',
  '恩和',
  '格根',
  '哈达',
  '哈森',
  '海日',
  '旭日',
  '图门',
  '桑布',
  '赛音',
  '赛汉',
  '赛罕',
  '色音',
  '舍楞',
  '塔娜',
  '希日',
  '锡林',
  '查干',
  '查娜',
  '查苏',
  '德德玛',
  '丹巴',
  '巴根',
  '敖云',
  '金山',
  '宝山',
  '玉梅',
  '阿荣',
  '娜日',
  '斯日',
  '其格',
  '仓',
  '毕勒格',
  '都楞',
  '嘎拉',
  '扎布',
  '扎拉',
  '贡布',
  '拉喜',
  '拉西',
  '僧格',
  '浩斯',
  '照日格图',
  '图力古尔',
  '额勒',
  '奥云',
  '傲云',
  '敖其尔',
  '敖日',
  '嘎尔迪',
  '森格',
  '宝乐尔',
  '阿拉木斯',
  '包力道',
  '那仁',
  '那日松',
  '吉仁',
  '奇格',
  '苏雅拉',
  '苏亚拉',
  '赛娜',
  '托雅',
  '图娅',
  '昂沁',
  '布音',
  '满达',
  '莫日根',
  '莫德格',
  '乌吉木',
  '伊德尔',
  '伊茹',
  '古力',
  // Tibetan, Yi, Dai and Uyghur names are put together the same way.
  ...'扎西 次仁 才仁 才让 多杰 桑吉 卓玛 卓么 央金 旦增 丹增 旦正 达瓦 尼玛 巴桑 格桑 洛桑 索南 仁青 拉姆 措姆 才旦 贡保 公保 完么 加措 加木措 东知 南杰 旺姆 旺堆 边巴 普布 平措 强巴 顿珠 曲珍 德吉 白玛 罗布 班玛 夸毛'.split(
    ' ',
  ),
  ...'吉克 阿苦 沙马 吉木 曲比 海来 尔古 俄木 吉伍 马海 勒则 木呷 伍呷 日呷 子呷 拉则 尔布 木乃 尔哈 阿依'.split(
    ' ',
  ),
  ...'岩温 岩罕 岩叫 岩香 岩应 岩光 岩坎 岩龙 岩保 岩拉 岩三 依香 依罕 依波 依应 依光 依腊 玉罕 玉香 玉应 玉波 玉叫 玉腊 玉光 玉坎'.split(
    ' ',
  ),
  ...'买买提 阿不都 阿卜杜 艾合买提 吐尔逊 古丽 帕提 热合曼 肉孜 依明 卡德尔 吾斯曼 玉素甫 图尔荪 库尔班'.split(
    ' ',
  ),
  '根',
  '花',
  '玛',
  '娃',
  '夫',
].sort((a, b) => b.length - a.length);

export function isSurname(char: string): boolean {
  return SINGLE.has(char);
}

/** Whether a lone character at the head of a clause is more likely a surname than a word. */
export function everydaySurname(char: string): boolean {
  return SINGLE.has(char) && !WORDS.has(char);
}

/** surnameAt('南宫勇') → '南宫'; surnameAt('王建国') → '王'; surnameAt('我们') → null */
export function surnameAt(text: string): string | null {
  const compound = COMPOUND_AT.exec(text)?.[0];
  if (compound) return compound;
  return isSurname(text.charAt(0)) ? text.charAt(0) : null;
}

/** 沙马尔体, 阿的木呷: Yi names, written by their sound with the same few characters. */
const FOREIGN =
  /^[阿木呷沙马拉则的古热牛克依伍哈石曲比布乃惹什尼史约格尔莫日扎吉海来勒俄瓦罗洛友洪乌果体车耳嘎各机额金色且妞]{4,6}(?=家|他|她|媳|老|男|小|儿|女|的(?:儿|女|妈|爸|小|大)|$|[,。\s])(?<!的)(?<=[呷惹嘎尔扎日体什史勒曲比格克哈则].?)/;

/** The length of the Mongolian name that a text begins with, 0 where it begins with none. 哈斯额尔敦家 → 5 */
export function mongolianLength(text: string): number {
  // 哈申格日勒: an unknown beginning before a part that only Mongolian names have.
  const run = FOREIGN.exec(text)?.[0];
  if (run) return run.length;
  const offset = [0, 1, 2].find((skip) =>
    MONGOLIAN.some((part) => (skip === 0 ? part.length > 1 : part.length > 2) && text.startsWith(part, skip)),
  );
  if (offset === undefined || /[的了他她家在是,。\s]/.test(text.slice(0, offset))) return 0;
  let length = offset;
  for (let parts = 0; parts < 3; parts++) {
    const part = MONGOLIAN.find(
      (word) => text.startsWith(word, length) && (length > offset || word.length > 1),
    );
    if (!part || length + part.length > 7) break;
    length += part.length;
  }
  return length;
}
