import type { Household, Member } from '../../register/register.ts';
import { household as householdWords } from './telling.ts';
import { dayInWords } from './words.ts';

/** What a confirmed report changed in the village book, or what somebody has to set there. */

/** The name of somebody whose name nobody told. */
export const UNNAMED = '未取名';

type Who = Pick<Member, 'name' | 'relation' | 'birth'>;

/** 孙女王小宝; 孙女（名字没报） */
function who({ name, relation }: Who): string {
  return name === UNNAMED ? `${relation}（名字还没有）` : `${relation}${name}`;
}

export function added(members: readonly Who[]): string {
  const told = members.map((member) =>
    member.birth === null || member.birth.length < 10
      ? who(member)
      : `${who(member)}，${dayInWords(member.birth)}生`,
  );
  return `册里添了${told.join('；')}。`;
}

export const cameBack = (member: Who): string => `册里${who(member)}改成在家。`;
export const alreadyIn = (member: Who): string => `册里已经有${who(member)}，没有再添。`;
export const recordedDead = (member: Who): string => `册里${who(member)}记为去世。`;
export const recordedGone = (member: Who): string => `册里${who(member)}记为迁出。`;
export const allGone = (count: number): string => `册里这一户${count}口人都记为迁出，户也记为迁出。`;
export const nobodyLeft = (end: 'ended' | 'moved'): string =>
  end === 'ended' ? '家里没有别人了，这一户记为销户。' : '家里没有别人了，这一户记为迁出。';
export const newHead = (head: Who): string =>
  `户主改为${head.relation}${head.name}，以后报这一户请说“${head.name}家”。`;

export const checkRelations = (count: number): string =>
  `家里有${count}个人和新户主是什么关系定不下来，先写“家人”，请在成员表里改过再导入。`;

/** 换户主 三组王建国家 王小军 */
function headOrder({ head, group }: Pick<Household, 'head' | 'group'>, name: string): string {
  return `换户主 ${householdWords(head, group)} ${name}`;
}

export const headWanted = (household: Household, left: readonly Who[]): string =>
  `新户主定不下来，请您定：家里还有${left.map(who).join('、')}，发“${headOrder(household, left[0]?.name ?? '名字')}”就行。`;

export function notMeant(
  told: string | null,
  { why, among }: { why: 'untold' | 'unknown' | 'several'; among: readonly Who[] },
  what: string,
): string {
  const again = '请再报一条，把名字写上。';
  const those = among.map(who).join('、');
  switch (why) {
    case 'untold':
      return `册里没有改：没说是家里哪个人${what}。${again}`;
    case 'several':
      return `册里没有改：“${told}”对得上${those}，不知道是哪一个${what}。${again}`;
    case 'unknown':
      return `册里没有改：这一户的册里没有“${told}”${those === '' ? '' : `，只有${those}。是其中哪一个，${again.slice(0, -1)}`}。`;
  }
}

export const whoCame = (household: Household): string =>
  `册里没有改：没说是谁迁进${householdWords(household.head, household.group)}。请再报一条，写上是谁，例如“女婿刘强迁入”。`;
export const splitDone = (made: Household, moved: readonly Who[], left: number): string =>
  `册里分成了两户，新的一户是${householdWords(made.head, made.group)}（${moved.map(({ name }) => name).join('、')}），户类型照旧。${left > 0 ? '其他人还在原来那一户。' : ''}`;
export const splitOpen = (household: Household, others: readonly Who[]): string =>
  `册里没有分：没说是谁分出去。请再报一条，例如“${householdWords(household.head, household.group)}${others[0]?.name ?? '儿子'}分户另过”。`;
export const bookTodo = (number: string, line: string, todo: string): string =>
  `${number}号（${line}）审完了，册里还差一步。${todo}`;
export const notYet = (number: number): string =>
  `${number}号说的日子还没到，册里先没有改；到了那天请再报一条。`;

export const categoryChanged = (from: string, to: string): string => `户类型从${from}改为${to}。`;
export const categoryKept = (category: string): string => `户类型还是${category}，没有改。`;
export const categoryUnknown = ({ category }: Household): string =>
  `户类型还是${category}：册里查不到原来是什么户，请在户表里改过再导入。`;
export const phoneChanged = '册里的电话已经换成新的。';
export const phoneKeptOnly = '册里没有对上是谁，新电话只记在这一件里。';

export const headStays = (head: string): string =>
  `${head}还是册里的户主。户主去世或者迁走了，先报上来，审完再换。`;
export const noSuchMember = (household: Household, name: string, left: readonly Who[]): string =>
  `${householdWords(household.head, household.group)}的册里没有“${name}”。家里有：${left.map(who).join('、')}。`;
export const headSet = (household: Household, name: string): string =>
  `改好了：${householdWords(household.head, household.group)}的户主换成${name}，以后报这一户请说“${name}家”。`;
export const HEAD_BY_STAFF = '换户主由村干部或者乡镇办，请告诉村干部。';
export const noSuchHousehold = (name: string): string => `您管的地方没有叫“${name}”的户。`;
export const whichHead = (name: string): string => `“${name}”不止一户，是哪一户？`;
