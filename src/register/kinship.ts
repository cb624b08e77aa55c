import type { Sex } from '../storage/storage.ts';

/** What the book needs of a member to say what he is to another head. */
export interface Kin {
  relation: string;
  sex: Sex | null;
  /** ISO date, or a year alone. */
  birth: string | null;
}

/** Where nobody can tell from the relation to the old head what somebody is to the new one. */
export const SOME_RELATIVE = '家人';

const CHILDREN = ['儿子', '女儿', '儿媳', '女婿', '孙子', '孙女', '外孙', '外孙女'];
/** For a wife who becomes head; for a husband the other way round. */
const PARENTS_FOR_WIFE: Readonly<Record<string, string>> = {
  父亲: '公公',
  母亲: '婆婆',
  岳父: '父亲',
  岳母: '母亲',
};
const PARENTS_FOR_HUSBAND: Readonly<Record<string, string>> = {
  父亲: '岳父',
  母亲: '岳母',
  公公: '父亲',
  婆婆: '母亲',
};

const MALE =
  /^(?:丈夫|父亲|公公|岳父|爷爷|外祖父|姥爷|哥哥|弟弟|女婿|[长次三四五独]?子|.*儿子|孙子|外孙|长孙|次孙)$/;
const FEMALE =
  /^(?:妻子|媳妇|老婆|母亲|婆婆|岳母|奶奶|姥姥|姐姐|妹妹|儿媳|[长次三四五独]?女|.*女儿|孙女|外孙女|孙媳)$/;

export function sexOf({ relation, sex }: Pick<Kin, 'relation' | 'sex'>): Sex | null {
  if (sex !== null) return sex;
  return MALE.test(relation) ? '男' : FEMALE.test(relation) ? '女' : null;
}

/** 长子, 次子, 大儿子 → 儿子; 媳妇, 老伴 → 配偶's words; anything else as it stands. */
export function plainRelation(relation: string): string {
  const written = relation.trim();
  if (/^(?:[长次三四五六独]|独生)子$|^[大二三四五六小老]?(?:儿子?|小子)$/.test(written)) return '儿子';
  if (/^(?:[长次三四五六独]|独生)女$|^[大二三四五六小]?(?:女儿?|闺女|姑娘)$/.test(written)) return '女儿';
  if (/^(?:媳妇|老婆|妻|婆姨|爱妻)$/.test(written)) return '妻子';
  if (/^(?:夫|老公|男人)$/.test(written)) return '丈夫';
  if (/^(?:爱人|老伴|对象)$/.test(written)) return '配偶';
  if (/^(?:父|爸爸?|爹)$/.test(written)) return '父亲';
  if (/^(?:母|妈妈?|娘)$/.test(written)) return '母亲';
  if (/^(?:[长次]孙|孙)$/.test(written)) return '孙子';
  return written;
}

export function isSpouse(relation: string): boolean {
  return ['妻子', '丈夫', '配偶'].includes(plainRelation(relation));
}

/** What a member, told as he stood to the old head, is to a new head who stood to the old one as `head` does. */
export function relationTo(head: Kin, member: Kin, oldHead: Pick<Kin, 'sex'>, among: readonly Kin[]): string {
  const who = plainRelation(member.relation);
  const self = plainRelation(head.relation);
  if (isSpouse(self)) return toSpouse(self, head, who);
  if (self === '儿子' || self === '女儿') return toChild(self, head, who, member, oldHead, among);
  if (self === '父亲' || self === '母亲') return toParent(who, oldHead);
  return SOME_RELATIVE;
}

function toSpouse(self: string, head: Kin, who: string): string {
  if (CHILDREN.includes(who)) return who;
  const sex = self === '配偶' ? sexOf(head) : self === '妻子' ? '女' : '男';
  const table = sex === '女' ? PARENTS_FOR_WIFE : sex === '男' ? PARENTS_FOR_HUSBAND : {};
  return table[who] ?? SOME_RELATIVE;
}

function toChild(
  self: string,
  head: Kin,
  who: string,
  member: Kin,
  oldHead: Pick<Kin, 'sex'>,
  among: readonly Kin[],
): string {
  if (who === '妻子') return '母亲';
  if (who === '丈夫') return '父亲';
  if (who === '父亲' && oldHead.sex === '男') return '爷爷';
  if (who === '母亲' && oldHead.sex === '男') return '奶奶';
  // Whose wife and whose children they are is sure only of an only child.
  const isOnly = among.filter(({ relation }) => plainRelation(relation) === self).length === 1;
  const own: Readonly<Record<string, string>> =
    self === '儿子'
      ? { 儿媳: '妻子', 孙子: '儿子', 孙女: '女儿' }
      : { 女婿: '丈夫', 外孙: '儿子', 外孙女: '女儿' };
  const mine = own[who];
  if (mine !== undefined) return isOnly ? mine : SOME_RELATIVE;
  if (who === '儿子' || who === '女儿') return sibling(head, member, who === '儿子');
  return SOME_RELATIVE;
}

function sibling(head: Kin, member: Kin, isMale: boolean): string {
  if (head.birth === null || member.birth === null || head.birth === member.birth) return SOME_RELATIVE;
  const isOlder = member.birth < head.birth;
  return isMale ? (isOlder ? '哥哥' : '弟弟') : isOlder ? '姐姐' : '妹妹';
}

function toParent(who: string, oldHead: Pick<Kin, 'sex'>): string {
  if (who === '父亲') return '丈夫';
  if (who === '母亲') return '妻子';
  if (who === '妻子') return '儿媳';
  if (who === '丈夫') return '女婿';
  if (who === '哥哥' || who === '弟弟') return '儿子';
  if (who === '姐姐' || who === '妹妹') return '女儿';
  if (who === '儿子' && oldHead.sex !== null) return oldHead.sex === '男' ? '孙子' : '外孙';
  if (who === '女儿' && oldHead.sex !== null) return oldHead.sex === '男' ? '孙女' : '外孙女';
  return SOME_RELATIVE;
}

/** What the old head himself is to the new one. */
export function oldHeadTo(head: Kin, oldHead: Pick<Kin, 'sex'>): string {
  const self = plainRelation(head.relation);
  if (isSpouse(self)) {
    const sex = oldHead.sex ?? (self === '妻子' ? '男' : self === '丈夫' ? '女' : null);
    return sex === null ? '配偶' : sex === '男' ? '丈夫' : '妻子';
  }
  if (oldHead.sex === null) return SOME_RELATIVE;
  const isMale = oldHead.sex === '男';
  if (self === '儿子' || self === '女儿') return isMale ? '父亲' : '母亲';
  if (self === '父亲' || self === '母亲') return isMale ? '儿子' : '女儿';
  return SOME_RELATIVE;
}

const GROWN_UP = /^(?:妻子|丈夫|配偶|父亲|母亲|公公|婆婆|岳父|岳母|爷爷|奶奶|姥爷|姥姥|儿媳|女婿|孙媳)$/;
const ADULT_YEARS = 18;

/** Grown up on that day; null where the book does not tell. */
export function isAdult({ relation, birth }: Kin, today: string): boolean | null {
  if (birth !== null) {
    const whole = birth.length >= 10 ? birth : `${birth.slice(0, 4)}-12-31`;
    return `${Number(whole.slice(0, 4)) + ADULT_YEARS}${whole.slice(4)}` <= today;
  }
  return GROWN_UP.test(plainRelation(relation)) ? true : null;
}
