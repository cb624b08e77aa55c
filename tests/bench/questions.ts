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

/** The cases that a search alone can answer: one message, a known place, and a clause that is the answer. */
export function searchQuestions(data: TurnData): Question[] {
  const today = localDate(systemClock.now());
  return allCases().flatMap((row): Question[] => {
    const region = row.region === undefined ? null : resolveRegion(data.knowledge.regions, row.region);
    const onlyAnswer = row.gold.kind.length === 1 && row.gold.kind[0] === 'answer';
    if (region === null || row.text === undefined || row.turns !== undefined) return [];
    if (!onlyAnswer || row.gold.clauses.length === 0) return [];
    return [
      {
        id: row.id,
        text: row.text,
        region,
        category: row.facts?.category === undefined ? null : categoryFrom(row.facts.category),
        asOf: row.as_of ?? today,
        documents: new Set(data.answerer.documentsOf(region)),
        gold: row.gold.clauses,
      },
    ];
  });
}

/** Does the clause stand at a gold clause or under it? 五(一)1 is under 五(一), 五(一)12 is not under 五(一)1. */
export function isUnder(
  cited: { document: string; clause: string },
  gold: { document: string; clause: string },
): boolean {
  if (cited.document !== gold.document || !cited.clause.startsWith(gold.clause)) return false;
  return !(/\d$/.test(gold.clause) && /^\d/.test(cited.clause.slice(gold.clause.length)));
}
