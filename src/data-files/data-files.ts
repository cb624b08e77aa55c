/**
 * Files that a clerk keeps: reading them, and saying what is wrong with them.
 * Nothing here knows what a policy or an intent is.
 */
export { type FieldName, fieldPath, problemsOf } from './field-problems.ts';
export { notInList, wrongShape } from './field-sentences.ts';
export {
  aliases,
  date,
  listOf,
  number,
  oneOf,
  strictRecord,
  text,
  textOrList,
} from './fields.ts';
export { ID, nameMistake, notFileName } from './file-names.ts';
export { contentVersion, type DataFile, dataFingerprint, dataVersion, readDataFolder } from './folder.ts';
export { createLastGood, type LastGood } from './last-good.ts';
export { nearest } from './nearest.ts';
export { createParsedCache, type ParsedCache } from './parsed-cache.ts';
export { formatProblem, type Problem } from './problem.ts';
export { type ParsedYaml, parseYaml } from './yaml.ts';
