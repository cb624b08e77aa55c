import { nameOfPlace } from '../../register/register.ts';
import type { Audience, Fact, Whom } from './audience.ts';

/** An audience read back in words: 锡尼镇的监测户、低保户；王建国 */
export function audienceWords(audience: Audience, own: string): string {
  const parts = audience.map(({ places, facts, whom }) => {
    const at = places.filter((place) => place !== own).map(placeWords);
    const of = at.length === 0 ? '' : `${at.join('、')}的`;
    const those = whom.map(whomWords);
    const having = facts.length === 0 ? '' : `${facts.map(factWords).join('或者')}的`;
    return `${of}${having}${those.join('、')}`;
  });
  return joined(parts);
}

/** Names stand side by side, everything else apart. */
function joined(parts: readonly string[]): string {
  return [...new Set(parts)].join('、');
}

/** 示范嘎查3组 */
function placeWords(path: string): string {
  const group = /\/(\d+组)$/.exec(path)?.[1];
  return group === undefined ? nameOfPlace(path) : `${nameOfPlace(path.replace(/\/\d+组$/, ''))}${group}`;
}

function whomWords(whom: Whom): string {
  switch (whom.kind) {
    case 'everybody':
      return '全体干部和村民';
    case 'villagers':
      return '村民各户';
    case 'category':
      return whom.category;
    case 'cadres':
      return '村干部';
    case 'townships':
      return '乡镇干部';
    case 'offices':
      return '县级部门';
    case 'staff':
      return '全体干部';
    case 'helpers':
      return '帮扶人';
    case 'tag':
      return `“${whom.tag}”`;
    case 'one':
      return whom.who.name;
  }
}

function factWords(fact: Fact): string {
  switch (fact.kind) {
    case 'student':
      return fact.stages.length === 0 ? '有学生' : `有${fact.stages.join('、')}学生`;
    case 'disabled':
      return '有残疾人';
    case 'ill':
      return '一年内报过大病、慢性病';
    case 'animals':
      return `养${fact.animal}`;
    case 'elder':
      return `有${fact.age}岁以上老人`;
    case 'child':
      return `有${fact.age}岁以下孩子`;
  }
}
