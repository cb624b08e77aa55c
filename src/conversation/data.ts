import { createAnswerer, standardiser } from '../answer/answer.ts';
import type { Problem } from '../data-files/data-files.ts';
import { assembleKnowledge, checkKnowledge, readKnowledge } from '../policies/policies.ts';
import { readIntents } from './intents.ts';
import type { TurnData } from './turn.ts';

/** The data of intents/ and policy-kb/ as one version, or every mistake in it. */
export interface DataLoad {
  /** Null where a mistake keeps the data out of service. */
  data: TurnData | null;
  problems: Problem[];
}

/** Reads and checks both folders under `root`. */
export function loadTurnData(root: string, defaultRegion: string | null): DataLoad {
  const raw = readKnowledge(root);
  const knowledge = assembleKnowledge(raw);
  const standard = standardiser(knowledge);
  const { intents, problems: intentProblems } = readIntents(root, standard);
  const problems = [...raw.problems, ...checkKnowledge(raw), ...intentProblems];
  if (problems.some((problem) => problem.level === 'error')) return { data: null, problems };
  const versioned = { ...knowledge, version: `${knowledge.version}-${intents.version}` };
  return { data: { knowledge: versioned, intents, answerer: createAnswerer(versioned), standard, defaultRegion }, problems };
}
