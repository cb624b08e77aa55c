import { nearest } from '../../data-files/data-files.ts';
import { numeralValue } from '../../language/language.ts';
import type { HouseholdCategoryWord, Sex } from '../../storage/storage.ts';
import { HOUSEHOLD_CATEGORIES } from '../household.ts';
import { isRealDay } from '../id-number.ts';

/** What a cell says, or why it cannot be read. */
export type CellRead<Value> = { ok: true; value: Value } | { ok: false; reason: string };

/** Words that clear what was kept: an empty cell leaves it as it is. */
export function isClearing(cell: string): boolean {
  return ['无', '没有', '-', '—', '/'].includes(cell);
}

/** 3, 三组, 第三村民小组, 3社 → 3 */
export function readGroup(cell: string): CellRead<number> {
  const plain = cell
    .normalize('NFKC')
    .replace(/[\s第]/g, '')
    .replace(/(?:村民)?(?:小)?(?:组|社|队|屯)$/, '')
    .replace(/\.0$/, '');
  const value = numeralValue(plain);
  if (value === null || !Number.isInteger(value) || value < 1 || value > 99) {
    return no(`组写的是“${cell}”，要写 1 到 99 的数字，例如 3 或“三组”`);
  }
  return yes(value);
}

const CATEGORY_ALSO: Readonly<Record<string, HouseholdCategoryWord>> = {
  建档立卡户: '脱贫户',
  已脱贫户: '脱贫户',
  脱贫不稳定户: '监测户',
  突发严重困难户: '监测户',
  监测对象: '监测户',
  边缘户: '边缘易致贫户',
  低保: '低保户',
  特困: '特困户',
  五保户: '特困户',
  分散供养户: '特困户',
  一般农户: '一般户',
  普通户: '一般户',
};

export function readCategory(cell: string): CellRead<HouseholdCategoryWord> {
  const known = HOUSEHOLD_CATEGORIES.find((word) => word === cell) ?? CATEGORY_ALSO[cell];
  return known === undefined ? no(wrongWord('户类型', cell, HOUSEHOLD_CATEGORIES)) : yes(known);
}

const RELATIONS = [
  '户主',
  '配偶',
  '妻子',
  '丈夫',
  '父亲',
  '母亲',
  '公公',
  '婆婆',
  '岳父',
  '岳母',
  '儿子',
  '女儿',
  '儿媳',
  '女婿',
  '孙子',
  '孙女',
  '外孙',
  '外孙女',
  '爷爷',
  '奶奶',
  '姥爷',
  '姥姥',
  '哥哥',
  '弟弟',
  '姐姐',
  '妹妹',
  '嫂子',
  '弟媳',
  '侄子',
  '侄女',
  '外甥',
  '外甥女',
  '孙媳',
  '曾孙',
  '曾孙女',
  '叔叔',
  '其他',
];
const RELATION_ALSO: Readonly<Record<string, string>> = {
  本人: '户主',
  本人或户主: '户主',
  妻: '妻子',
  老婆: '妻子',
  媳妇: '妻子',
  夫: '丈夫',
  老公: '丈夫',
  父: '父亲',
  母: '母亲',
  爸爸: '父亲',
  妈妈: '母亲',
  子: '儿子',
  女: '女儿',
  长子: '儿子',
  次子: '儿子',
  三子: '儿子',
  长女: '女儿',
  次女: '女儿',
  三女: '女儿',
  外孙子: '外孙',
  祖父: '爷爷',
  祖母: '奶奶',
  兄弟姐妹: '其他',
  外公: '姥爷',
  外婆: '姥姥',
  兄: '哥哥',
  弟: '弟弟',
  姐: '姐姐',
  妹: '妹妹',
  曾孙子: '曾孙',
  曾孙女: '曾孙女',
};

export function readRelation(cell: string): CellRead<string> {
  // The national register writes 之子, 之儿媳.
  const plain = cell.replace(/^之/, '');
  const known = RELATIONS.includes(plain) ? plain : RELATION_ALSO[plain];
  if (known !== undefined) return yes(known);
  const guess = nearest(cell, RELATIONS);
  return no(`与户主关系写的是“${cell}”，不认识${guess ? `，是不是“${guess}”` : ''}；实在没有合适的写“其他”`);
}

export function readSex(cell: string): CellRead<Sex> {
  if (cell === '男' || cell === '女') return yes(cell);
  if (cell === '男性' || cell === '女性') return yes(cell === '男性' ? '男' : '女');
  return no(`性别写的是“${cell}”，只能写 男 或 女`);
}

/** 1968-05-02, 1968/5/2, 1968年5月, 19680502, 1968 → an ISO date, or the part of it that is told. */
export function readBirth(cell: string, today: string): CellRead<string> {
  const parts =
    /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/.exec(cell) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(cell);
  const [, year = '', month, day] = parts ?? [];
  const pad = (part: string): string => part.padStart(2, '0');
  const whole = [year, month, day]
    .filter((part) => part !== undefined)
    .map(pad)
    .join('-');
  const real = parts !== null && isRealDay(`${year}-${pad(month ?? '1')}-${pad(day ?? '1')}`);
  if (!real) return no(`出生日期写的是“${cell}”，要写成 1968-05-02 这样的真日子，只知道年份就写 1968`);
  if (whole > today || year < '1900') return no(`出生日期“${cell}”不可能`);
  return yes(whole);
}

/** One word of a closed list with what it means. */
export function readWord<Value>(
  what: string,
  cell: string,
  words: Readonly<Record<string, Value>>,
): CellRead<Value> {
  const found = Object.entries(words).find(([word]) => word === cell);
  return found === undefined ? no(wrongWord(what, cell, Object.keys(words))) : yes(found[1]);
}

/** A person's name: characters of names and the dot between the parts of some. */
export function readName(what: string, cell: string): CellRead<string> {
  const name = cell
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[.•・‧∙．]/g, '·');
  if (!/^[\p{Script=Han}〇·]{2,20}$/u.test(name) && !/^[\p{L}· ]{2,40}$/u.test(name)) {
    return no(`${what}写的是“${cell}”，不像姓名`);
  }
  return yes(name);
}

function wrongWord(what: string, cell: string, words: readonly string[]): string {
  const guess = nearest(cell, words);
  return `${what}写的是“${cell}”，只能写：${words.join('、')}${guess ? `；是不是“${guess}”` : ''}`;
}

function yes<Value>(value: Value): CellRead<Value> {
  return { ok: true, value };
}

function no<Value>(reason: string): CellRead<Value> {
  return { ok: false, reason };
}
