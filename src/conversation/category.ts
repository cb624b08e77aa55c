import type { HouseholdCategory } from '../policies/policies.ts';

const CATEGORY_WORDS: [RegExp, HouseholdCategory][] = [
  [/边缘(?:易致贫)?户/, '边缘易致贫户'],
  [/监测户|监测对象/, '监测户'],
  [/脱贫户|脱了贫/, '脱贫户'],
  [/低保户|吃低保/, '低保户'],
  [/特困户|五保户|五保/, '特困户'],
  [/一般户|普通户|一般农户|普通农户/, '一般户'],
];

/**
 * The category that a person says his household has; null where he says none or asks how to become one.
 * 我一个边缘户能不能去 → 边缘易致贫户; 咋能评上监测户 → null
 */
export function categoryToldIn(text: string): HouseholdCategory | null {
  for (const [words, category] of CATEGORY_WORDS) {
    const own = new RegExp(
      `(?:我|俺|咱|我们|家)(?:家|们)?(?:里)?(?:是|属于|就是|也是|一个|这|现在是|算)+(?:个|的|脱贫|已|已经)*(?:${words.source})`,
    );
    if (own.test(text)) return category;
  }
  return null;
}

/** 我是脱贫户呢: the message tells the category and nothing else. */
export function isOnlyCategory(text: string): boolean {
  if (categoryToldIn(text) === null) return false;
  const words = CATEGORY_WORDS.map(([pattern]) => pattern.source).join('|');
  return (
    text
      .replace(new RegExp(words, 'g'), '')
      .replace(/[我俺咱们家里是属于就也一个这现在算的已经呢啊吧呀了,，。？? ]/g, '') === ''
  );
}

/** A category as `facts` give it, in the words of the knowledge base; null for one that it does not know. */
export function categoryFrom(word: string): HouseholdCategory | null {
  return CATEGORY_WORDS.find(([words]) => words.test(word))?.[1] ?? null;
}
