import { createAnswerer, standardiser } from '../answer/answer.ts';
import { nameMistake, type Problem } from '../data-files/data-files.ts';
import { assembleKnowledge, checkKnowledge, readKnowledge, resolveRegion } from '../policies/policies.ts';
import { readIntents } from './intents.ts';
import type { TurnData } from './turn.ts';

/** The data of intents/ and policy-kb/ as one version, or every mistake in it. */
export interface DataLoad {
  /** Null where a mistake keeps the data out of service. */
  data: TurnData | null;
  problems: Problem[];
}

/** Reads and checks both folders under `root`. `defaultRegion`: a path, or an unambiguous name. */
export function loadTurnData(root: string, defaultRegion: string | null): DataLoad {
  const raw = readKnowledge(root);
  const knowledge = assembleKnowledge(raw);
  const standard = standardiser(knowledge);
  const { intents, problems: intentProblems } = readIntents(root, standard);
  const problems = [...raw.problems, ...checkKnowledge(raw), ...intentProblems.filter(isOfUse)];
  if (problems.some((problem) => problem.level === 'error')) return { data: null, problems };
  const versioned = { ...knowledge, version: `${knowledge.version}-${intents.version}` };
  const home =
    defaultRegion === null ? null : (resolveRegion(knowledge.regions, defaultRegion) ?? defaultRegion);
  const data = {
    knowledge: versioned,
    intents,
    answerer: createAnswerer(versioned),
    standard,
    defaultRegion: home,
  };
  return { data, problems };
}

/** That an id differs from a file's name says nothing more where the name itself has to be changed. */
function isOfUse({ file, message }: Problem): boolean {
  return !message.startsWith('「编号」') || nameMistake(file) === null;
}
