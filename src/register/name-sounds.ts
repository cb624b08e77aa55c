import { soundOf } from '../language/language.ts';

/** Surnames that are read otherwise than the same character elsewhere, each with a character that sounds so. */
const SURNAME_READING: Record<string, string> = {
  单: '善',
  解: '谢',
  查: '扎',
  区: '欧',
  仇: '求',
  曾: '增',
  盖: '葛',
  任: '人',
  华: '化',
  朴: '飘',
  缪: '妙',
  燕: '烟',
  洗: '显',
  宓: '密',
  乐: '月',
  员: '运',
  黑: '赫',
  翟: '宅',
  折: '舌',
  种: '虫',
  句: '勾',
  纪: '几',
  秘: '必',
  覃: '秦',
  那: '纳',
  逄: '旁',
  谌: '陈',
  召: '少',
  繁: '婆',
  乜: '聂',
  晁: '朝',
  宁: '佞',
  令: '零',
  薄: '博',
  卜: '补',
  尉: '位',
  车: '彻',
  万: '慢',
  石: '时',
  牟: '木',
  葛: '革',
  相: '向',
  冼: '显',
  贾: '假',
};

/** Surnames of two characters that read otherwise than their characters. */
const LONG_SURNAME_READING: Record<string, string> = {
  万俟: '莫其',
  尉迟: '玉迟',
  长孙: '掌孙',
  澹台: '谈台',
  单于: '缠于',
  令狐: '零狐',
};

/** Characters of given names with more than one reading, each reading by a character that has no other. */
const OTHER_READINGS: Record<string, string> = {
  长: '常掌',
  乐: '勒月',
  行: '形杭',
  重: '虫众',
  盛: '胜成',
  朝: '昭潮',
  传: '船赚',
  曾: '增层',
  单: '丹善',
  解: '姐谢',
  查: '茶扎',
  区: '屈欧',
  仇: '愁求',
  任: '人认',
  华: '滑化',
  尉: '位玉',
  葛: '革',
  石: '时',
  降: '匠祥',
  宁: '凝佞',
  少: '绍',
  都: '督兜',
  的: '德敌',
  藏: '葬',
  卡: '咔',
  贾: '假古',
  缪: '妙谋',
  燕: '烟验',
  柏: '百博',
  车: '彻居',
  中: '忠',
  为: '围位',
  和: '河贺',
  好: '郝',
  更: '耕',
  广: '光',
  茄: '佳',
  祭: '寨',
  秘: '密必',
  朴: '普飘',
  逢: '冯',
  塔: '他',
  夏: '吓',
  参: '深餐',
  翟: '宅敌',
  纪: '几记',
  那: '纳',
  洗: '喜显',
  折: '哲舌',
};

/** Most ways of reading one typed name that are looked up. */
const MOST_READINGS = 16;

/** What a name in the book sounds like, read as a name: 单建国 sounds like 善建国. */
export function soundKey(nameKey: string): string {
  const long = LONG_SURNAME_READING[nameKey.slice(0, 2)];
  const first = nameKey[0] ?? '';
  const spoken =
    long === undefined ? (SURNAME_READING[first] ?? first) + nameKey.slice(1) : long + nameKey.slice(2);
  return [...spoken].map(soundOf).join(' ');
}

/** Every way in which a typed name may be read; the first is its `soundKey`. */
export function soundKeys(nameKey: string): string[] {
  const keys = new Set([soundKey(nameKey)]);
  let readings: string[][] = [[]];
  for (const char of nameKey) {
    const sounds = new Set([soundOf(char), ...[...(OTHER_READINGS[char] ?? '')].map(soundOf)]);
    readings = readings.flatMap((before) => [...sounds].map((sound) => [...before, sound]));
    readings = readings.slice(0, MOST_READINGS);
  }
  for (const reading of readings) keys.add(reading.join(' '));
  return [...keys];
}
