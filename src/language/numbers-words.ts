/** Words that count, the longer before the shorter. */
const COUNTERS =
  '个多月|个来月|个多小时|个多星期|个把月|个工作日|个百分点|个小时|个钟头|个星期|个礼拜|个季度|个学期|个人|个月|平方公里|平方米|平方|立方米|立方|公里|公斤|公顷|公分|千克|千米|千瓦|毫升|厘米|毫米|分钟|小时|钟头|星期|礼拜|周岁|年级|门课|晚上|瓶子|kg|km|cm|ml|' +
  '只|头|匹|峰|羽|窝|尾|群|条|名|位|人|户|亩|垧|平|米|里|斤|克|吨|袋|箱|筐|车|捆|棵|株|根|间|栋|幢|座|孔|眼|台|辆|部|套|件|张|份|本|床|双|对|副|次|回|趟|遍|场|顿|天|日|周|年|岁|度|级|组|社|队|屯|倍|折|层|米|尺|丈|寸|亩|口|个|家|把|瓶|盒|桶|包|颗|粒|枚|支|篇|章|届|期|批|拨|顶|扇|堆|垛|坛|罐|杯|碗|盆|服|针|升|瓦|晚|夜|宿|分|两|块|门|道|项|种|类|代|胎|阶|页|字|句|步|圈|棚|栏|g|m|t';
const COUNTER = new RegExp(`(?:${COUNTERS})`, 'y');

/** Words that begin with a counting word and count nothing. */
const NOT_COUNTING =
  /(?:家(?:子|人|里|庭|底|伙|务|属|长|乡|常|中|的)|口(?:气|粮|子井|头|味)|天(?:气|然|上|津|天)|人(?:家|民|工|才)|分(?:红|别|散|手|开|析|配|管|之|明|居|家|户|钱)|两(?:口|边|头|年|个|三|只)|里(?:面|边|头)|度(?:过|假)|年(?:轻|纪|龄|货)|车(?:祸|间|费|票)|场(?:地|所|部)|回(?:来|家|去|村|乡)|部(?:分|队|门|长)|次(?:要|日)|级(?:别|以上)|道(?:理|路|歉)|门(?:口|诊)|项目|种(?:了|植|地|的|上|子)|字(?:样)|代(?:表|办|理|替)|度(?:低)|包(?:括|含|扎)|把(?:他|她|我|它|握|关)|份(?:子)|号(?:召|称))/y;

/**
 * The counting word at `index`, or null.
 * counterAt('25只羊', 2) → '只'; counterAt('三个月', 1) → '个月'; counterAt('一家人', 1) → null
 */
export function counterAt(plain: string, index: number): string | null {
  NOT_COUNTING.lastIndex = index;
  if (NOT_COUNTING.test(plain)) return null;
  COUNTER.lastIndex = index;
  return COUNTER.exec(plain)?.[0] ?? null;
}

/** The unit as it is told: 个月 → 月, 个人 → 人, 个百分点 → %. */
export function unitOf(counter: string): string {
  if (counter === '个百分点') return '%';
  return counter.length > 1 && counter.startsWith('个') ? counter.replace(/^个[多来把]?/, '') : counter;
}

/** Surnames common enough to tell a name: 王国庆 is no National Day. */
const SURNAMES =
  '王李张刘陈杨赵黄吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺';

/** Whether the character right before `index` reads as a surname at the head of a name. */
export function followsSurname(plain: string, index: number): boolean {
  const char = plain.charAt(index - 1);
  if (char === '' || '和时都来明原向应全于当到过成位'.includes(char)) return false;
  if (!SURNAMES.includes(char)) return false;
  const before = plain.charAt(index - 2);
  return before === '' || /[^\u4e00-\u9fff〇]|[组社队屯户村主叫和跟与是让把给由的\d]/.test(before);
}
