import type { Step } from '../filing/paths.ts';
import { STEP_WORDS } from './words.ts';

/** What is said once a report is filed, filed again, or added to. */

export function filed(number: number, line: string, next: string): string {
  return `报好了，是${number}号：${line}。${next}`;
}

/** Who comes next. `me`: the id of the one who reads it. */
export function waitsFor(
  next: {
    step: Step | null;
    persons: readonly { id: string; name: string }[];
    forVillage: boolean;
  },
  me: string,
): string {
  const { step, persons, forVillage } = next;
  if (step === null) return '不用审核，已经记上了。';
  const names = persons.map(({ id, name }) => (id === me ? `${name}（就是您）` : name)).join('、');
  if (names === '') return nobodyFor(step);
  return forVillage
    ? `下一步村级核实：本村没有别的村干部能核实，由乡镇${names}代办。`
    : `下一步${STEP_WORDS[step.id]}：${names}。`;
}

function nobodyFor(step: Step): string {
  const why =
    step.level === 'village'
      ? '自己报的、补充的不能自己核实，村里没有另一位村干部，乡镇也没有能代办的人'
      : '这一级没有登记别的经办人';
  return `下一步${STEP_WORDS[step.id]}，可是现在没有人能办：${why}。请找管理员添加。`;
}

export const supplemented = (number: number, again: boolean, next: string): string =>
  `补充到${number}号里了。${again ? '内容变了，从村级核实重新走。' : ''}${next}`;
export const suppliedTold = (number: number, by: string, line: string, next: string): string =>
  `${by}给${number}号补充了，现在是：${line}。${next}`;
export const supplementNoted = (number: number): string =>
  `${number}号已经审过乡镇这一级，内容不能再改，您的补充记在它的经过里了，并告诉了经办人。`;

export function toReview(
  title: string,
  number: string,
  line: string,
  by: string,
  forVillage: boolean,
): string {
  const instead = forVillage ? '村里没有别的村干部能核实，请乡镇代做村级核实。' : '';
  return `请审：${title} ${line}。${by}报的。${instead}看详情发“看 ${number}”，行就发“通过 ${number}”，不行发“退回 ${number} 原因”。`;
}

export function householdFiled(number: number, line: string, by: string): string {
  return `${by}给您家报了${number}号：${line}。有不对的请告诉村干部。`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  member: '谁',
  occurred_on: '日期',
  span_to: '日期到',
  amount: '金额',
  count: '数量',
  unit: '单位',
  stage: '学段',
  note: '内容',
  phone_sealed: '电话',
};

/** One line of a difference: 金额：8000 → 23000. A phone's digits are not shown. */
export function difference(field: string, before: unknown, after: unknown): string {
  const word = FIELD_WORDS[field] ?? field;
  if (field === 'phone_sealed') return `${word}：换了`;
  return `${word}：${before ?? '没有'} → ${after ?? '没有'}`;
}

export function resubmitted(number: number, differences: readonly string[], next: string): string {
  const what = differences.length === 0 ? '内容没有变' : `改了 ${differences.join('；')}`;
  return `${number}号重报好了，${what}。${next}`;
}

export const resubmittedShort = (differences: readonly string[]): string =>
  differences.length === 0 ? '重报，内容没有变' : `重报，改了 ${differences.join('；')}`;
