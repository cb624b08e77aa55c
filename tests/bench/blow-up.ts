import type { Knowledge, Policy, PolicyDocument } from '../../src/policies/policies.ts';
import { type Random, seeded } from './random.ts';

/** Words that differ from county to county while the matter stays the same. */
const SWAPS: [RegExp, readonly string[]][] = [
  [/补贴|补助/g, ['补贴', '补助', '奖补', '奖励']],
  [/贫困户|脱贫户/g, ['贫困户', '脱贫户', '困难户', '农户']],
  [/羊/g, ['羊', '牛', '驴', '鹅']],
  [/旗|县/g, ['旗', '县', '区', '市']],
  [/村|嘎查/g, ['村', '嘎查', '社区', '屯']],
];

/**
 * The knowledge base with made-up counties until it holds `size` policies. Each county has one copied document whose
 * entries take some sentences from other entries, other words and other figures, so that no two are equal.
 */
export function blownUp(knowledge: Knowledge, size: number): Knowledge {
  const random = seeded(20210401);
  const documents = new Map(knowledge.documents);
  const policies = [...knowledge.policies];
  const originals = [...knowledge.documents.values()];
  for (let county = 1; policies.length < size; county++) {
    const original = originals[county % originals.length];
    if (!original) break;
    const document = copiedDocument(original, county);
    documents.set(document.id, document);
    const own = knowledge.policies.filter((policy) => policy.document === original.id);
    for (const policy of own) {
      if (policies.length >= size) break;
      policies.push(copiedPolicy(policy, random.pick(own), document.id, county, random));
    }
  }
  return { ...knowledge, policies, documents, version: `${knowledge.version}-${size}` };
}

function copiedDocument(original: PolicyDocument, county: number): PolicyDocument {
  return {
    ...original,
    id: `${original.id}-copy-${county}`,
    shortTitle: `第${county}县${original.shortTitle}`,
    region: `样例省/样例${county % 9}市/样例${county}县`,
  };
}

function copiedPolicy(
  policy: Policy,
  other: Policy,
  document: string,
  county: number,
  random: Random,
): Policy {
  const vary = (text: string): string => varied(text, random);
  const mixed = (own: readonly string[], others: readonly string[]): string[] =>
    own.map((text) => vary(random.chance(0.15) && others.length > 0 ? random.pick(others) : text));
  return {
    ...policy,
    id: `${policy.id}-copy-${county}`,
    document,
    name: vary(policy.name),
    aliases: mixed(policy.aliases, other.aliases),
    answer: vary(policy.answer),
    points: mixed(policy.points, other.points),
    phrases: mixed(policy.phrases, other.phrases),
    notMeant: [],
  };
}

function varied(text: string, random: Random): string {
  const swapped = SWAPS.reduce((now, [words, others]) => now.replace(words, () => random.pick(others)), text);
  return swapped.replace(/\d+/g, (digits) =>
    random.chance(0.5) ? digits : String(Math.max(1, Number(digits) + random.below(90) - 45)),
  );
}
