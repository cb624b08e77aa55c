import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { Policy } from '../../src/policies/policies.ts';

const jieba = Jieba.withDict(dict);

/** The words of a text in jieba's search mode, without blanks and punctuation. */
export function wordsOf(text: string): string[] {
  return jieba.cutForSearch(text.toLowerCase(), true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** What every contender gets of a policy. */
export interface PolicyTexts {
  id: string;
  document: string;
  name: string;
  aliases: string;
  answer: string;
  points: string;
  phrases: string;
}

export function textsOf(policy: Policy): PolicyTexts {
  const { id, document, name, answer } = policy;
  return {
    id,
    document,
    name,
    aliases: policy.aliases.join('。'),
    answer,
    points: [...policy.points, ...Object.values(policy.details).flat()].join('。'),
    phrases: [...policy.phrases, ...policy.examples.map((example) => example.question)].join('。'),
  };
}

export const FIELDS = ['name', 'aliases', 'answer', 'points', 'phrases'] as const;

/** Weights per field: for each search the best of twelve sets tried on these very cases, in the peers' favour. */
export const BOOST = {
  miniSearch: { name: 2, aliases: 1, answer: 1, points: 1, phrases: 5 },
  fts5: { name: 1, aliases: 1, answer: 1, points: 1, phrases: 1 },
};
