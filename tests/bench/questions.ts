import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { localDate, systemClock } from '../../src/clock/clock.ts';
import { categoryFrom, type TurnData } from '../../src/conversation/conversation.ts';
import { resolveRegion } from '../../src/policies/policies.ts';
import { type Case, readCases } from '../evaluation/judge.ts';
import type { Question } from './contender.ts';

const FOLDER = fileURLToPath(new URL('../evaluation/', import.meta.url));

/** Every case of tests/evaluation. */
export function allCases(): Case[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readCases(readFileSync(`${FOLDER}${name}`, 'utf8')));
}

/** Every case with what a search needs to know of it. */
export function benchQuestions(data: TurnData): Question[] {
  const today = localDate(systemClock.now());
  const { documents, regions } = data.knowledge;
  return allCases().map((row): Question => {
    const region = row.region === undefined ? null : resolveRegion(regions, row.region);
    const onlyAnswer = row.gold.kind.length === 1 && row.gold.kind[0] === 'answer';
    return {
      case: row,
      text: row.turns?.at(-1) ?? row.text ?? '',
      region,
      category: row.facts?.category === undefined ? null : categoryFrom(row.facts.category),
      asOf: row.as_of ?? today,
      documents: new Set(region === null ? documents.keys() : data.answerer.documentsOf(region)),
      isPlain: region !== null && row.turns === undefined && onlyAnswer && row.gold.clauses.length > 0,
    };
  });
}
