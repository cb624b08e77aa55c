import { fieldPath, nearest, type Problem } from '../data-files/data-files.ts';
import type { RawKnowledge, Sourced } from './load.ts';
import type { Openings } from './openings.ts';
import { buildRegions } from './regions.ts';
import type { Warnings } from './warnings.ts';

/** Mistakes of policy-kb/openings and policy-kb/warnings that the form alone does not show. */
export function checkFollowUp(raw: RawKnowledge): Problem[] {
  return [
    ...raw.openings.flatMap((entry) => checkOpenings(entry, raw)),
    ...raw.warnings.flatMap((entry) => checkWarnings(entry, raw)),
  ];
}

/** That a file cannot be read is told once, for itself. */
function isUnread(id: string, raw: RawKnowledge): boolean {
  return raw.problems.some(({ file }) => file.replace(/^.*\/|\.[^/]*$/g, '') === id);
}

function checkOpenings(entry: Sourced<Openings>, raw: RawKnowledge): Problem[] {
  const { document, questions, rows } = entry.value;
  const problems = checkDocument(entry, document, raw);
  if (document !== entry.file.name)
    problems.push(at(entry, ['文件'], `写的是“${document}”，要和文件名一样，改成“${entry.file.name}”。`));
  const ids = questions.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index)
      problems.push(at(entry, ['问题', index, '编号'], `“${id}”写了两遍，请删掉一个。`));
  });
  const said = questions.flatMap(({ yes, no }) => [yes, no]);
  questions.forEach(({ yes, no }, index) => {
    for (const [key, word] of [
      ['是', yes],
      ['否', no],
    ] as const)
      if (said.indexOf(word) !== said.lastIndexOf(word))
        problems.push(at(entry, ['问题', index, key], `“${word}”别处也用来回答，分不清，请换一个说法。`));
  });
  const policies = raw.policies.map(({ value }) => value);
  rows.forEach((row, index) => {
    const policy = policies.find(({ id }) => id === row.policy);
    if (policy === undefined && !isUnread(row.policy, raw))
      problems.push(
        at(
          entry,
          ['可能', index, '政策'],
          `没有编号“${row.policy}”的政策${guess(
            row.policy,
            policies.map(({ id }) => id),
          )}。`,
        ),
      );
    if (policy !== undefined && policy.document !== document)
      problems.push(
        at(
          entry,
          ['可能', index, '政策'],
          `“${row.policy}”是 ${policy.document} 的政策，请写到 ${policy.document}.yaml 里。`,
        ),
      );
    for (const [key, asked] of [
      ['要是', row.needsYes],
      ['要不是', row.needsNo],
    ] as const)
      asked.forEach((id, line) => {
        if (!ids.includes(id))
          problems.push(at(entry, ['可能', index, key, line], `“问题”里没有“${id}”${guess(id, ids)}。`));
      });
  });
  return problems;
}

function checkWarnings(entry: Sourced<Warnings>, raw: RawKnowledge): Problem[] {
  const { region, document, clause, rules } = entry.value;
  const problems = checkDocument(entry, document, raw);
  const regions = buildRegions(raw.regions.map(({ value }) => value));
  const regionsBroken = raw.problems.some(({ file }) => file.startsWith('policy-kb/regions/'));
  if (!regionsBroken && !regions.byPath.has(region))
    problems.push(
      at(
        entry,
        ['地区'],
        `policy-kb/regions 里没有“${region}”${guess(region, [...regions.byPath.keys()])}。要写完整的路径。`,
      ),
    );
  const refs = raw.documents.find(({ value }) => value.id === document)?.value.clauses.map(({ ref }) => ref);
  if (refs !== undefined && !refs.includes(clause))
    problems.push(at(entry, ['条款'], `${document} 的“条目”里没有“${clause}”${guess(clause, refs)}。`));
  const ids = rules.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index)
      problems.push(at(entry, ['规则', index, '编号'], `“${id}”写了两遍，每条要有自己的编号。`));
  });
  return problems;
}

function checkDocument(entry: Sourced<unknown>, document: string, raw: RawKnowledge): Problem[] {
  const known = raw.documents.map(({ value }) => value.id);
  if (known.includes(document) || isUnread(document, raw)) return [];
  return [at(entry, ['文件'], `policy-kb/documents 里没有“${document}”${guess(document, known)}。`)];
}

function guess(written: string, words: readonly string[]): string {
  const word = nearest(written, [...words]);
  return word ? `，是不是“${word}”？` : '';
}

function at(entry: Sourced<unknown>, path: PropertyKey[], sentence: string): Problem {
  const message = fieldPath(path) + sentence.replace('？。', '？');
  return { file: entry.file.path, line: entry.lineOf(path), message, level: 'error' };
}
