import { notFileName, type Problem } from '../data-files/data-files.ts';
import { readerOf } from './check-broken.ts';
import { guess, problemAt } from './check-problem.ts';
import { readableRegions } from './check-regions.ts';
import { documentViews, inFolder, type Located, policyViews } from './check-views.ts';
import type { RawKnowledge } from './load.ts';

type Maybe = string | null;

interface OpeningsView {
  entry: Located;
  document: Maybe;
  questions: { id: Maybe; yes: Maybe; no: Maybe }[];
  rows: { policy: Maybe; needsYes: Maybe[]; needsNo: Maybe[] }[];
}

interface WarningsView {
  entry: Located;
  region: Maybe;
  document: Maybe;
  clause: Maybe;
  ids: Maybe[];
}

/** Mistakes of policy-kb/openings and policy-kb/warnings that the form alone does not show. */
export function checkFollowUp(raw: RawKnowledge): Problem[] {
  return [
    ...openingsViews(raw).flatMap((view) => checkOpenings(view, raw)),
    ...warningsViews(raw).flatMap((view) => checkWarnings(view, raw)),
  ];
}

function openingsViews(raw: RawKnowledge): OpeningsView[] {
  const broken = inFolder(raw, 'openings').map((file): OpeningsView => {
    const reader = readerOf(file);
    return {
      entry: file,
      document: reader.text('文件'),
      questions: reader.each(['问题'], (...at) => ({
        id: reader.text(...at, '编号'),
        yes: reader.text(...at, '是'),
        no: reader.text(...at, '否'),
      })),
      rows: reader.each(['可能'], (...at) => ({
        policy: reader.text(...at, '政策'),
        needsYes: reader.texts(...at, '要是'),
        needsNo: reader.texts(...at, '要不是'),
      })),
    };
  });
  return [...raw.openings.map((entry) => ({ entry, ...entry.value })), ...broken];
}

function warningsViews(raw: RawKnowledge): WarningsView[] {
  const sound = raw.warnings.map((entry) => ({
    entry,
    ...entry.value,
    ids: entry.value.rules.map(({ id }) => id),
  }));
  const broken = inFolder(raw, 'warnings').map((file): WarningsView => {
    const reader = readerOf(file);
    return {
      entry: file,
      region: reader.text('地区'),
      document: reader.text('文件'),
      clause: reader.text('条款'),
      ids: reader.each(['规则'], (...at) => reader.text(...at, '编号')),
    };
  });
  return [...sound, ...broken];
}

/** That a file cannot be read is told once, for itself. */
function isUnread(id: string, raw: RawKnowledge): boolean {
  return raw.problems.some(({ file }) => file.replace(/^.*\/|\.[^/]*$/g, '') === id);
}

function checkOpenings({ entry, document, questions, rows }: OpeningsView, raw: RawKnowledge): Problem[] {
  const problems = checkDocument(entry, document, raw);
  if (document !== null && document !== entry.file.name) {
    const sentence = notFileName(document, entry.file.path);
    if (sentence !== null) problems.push(problemAt(entry, ['文件'], sentence));
  }
  const ids = questions.map(({ id }) => id);
  problems.push(...written(entry, ids, '问题', '请删掉一个。'));
  const said = questions.flatMap(({ yes, no }) => [yes, no]);
  questions.forEach(({ yes, no }, index) => {
    for (const [key, word] of [
      ['是', yes],
      ['否', no],
    ] as const)
      if (word !== null && said.indexOf(word) !== said.lastIndexOf(word))
        problems.push(
          problemAt(entry, ['问题', index, key], `“${word}”别处也用来回答，分不清，请换一个说法。`),
        );
  });
  const policies = policyViews(raw);
  const known = ids.filter((id) => id !== null);
  // A question whose id cannot be read may be the one that is meant.
  const isWhole = known.length === ids.length && !hasLostQuestions(entry, raw);
  rows.forEach((row, index) => {
    if (row.policy !== null) {
      const wrong = wrongPolicy(row.policy, document, policies, raw);
      if (wrong !== null) problems.push(problemAt(entry, ['可能', index, '政策'], wrong));
    }
    for (const [key, asked] of [
      ['要是', row.needsYes],
      ['要不是', row.needsNo],
    ] as const)
      asked.forEach((id, line) => {
        if (id !== null && isWhole && !known.includes(id))
          problems.push(
            problemAt(entry, ['可能', index, key, line], `“问题”里没有“${id}”${guess(id, known)}。`),
          );
      });
  });
  return problems;
}

function hasLostQuestions(entry: Located, raw: RawKnowledge): boolean {
  const broken = raw.broken.find(({ file }) => file.path === entry.file.path);
  return broken !== undefined && readerOf(broken).isDoubtful('问题');
}

function wrongPolicy(
  written: string,
  document: Maybe,
  policies: ReturnType<typeof policyViews>,
  raw: RawKnowledge,
): string | null {
  const policy = policies.find(({ id }) => id === written);
  const ids = policies.flatMap(({ id }) => (id === null ? [] : [id]));
  if (policy === undefined)
    return isUnread(written, raw) ? null : `没有编号“${written}”的政策${guess(written, ids)}。`;
  if (document === null || policy.document === null || policy.document === document) return null;
  // A document that there is not is a mistake of that file, which is told there.
  const known = documentViews(raw).map(({ id }) => id);
  if (!known.includes(document) || !known.includes(policy.document)) return null;
  return `“${written}”是 ${policy.document} 的政策，请写到 ${policy.document}.yaml 里。`;
}

function checkWarnings({ entry, region, document, clause, ids }: WarningsView, raw: RawKnowledge): Problem[] {
  const problems = checkDocument(entry, document, raw);
  const { regions, isWhole } = readableRegions(raw);
  if (region !== null && isWhole && !regions.byPath.has(region))
    problems.push(
      problemAt(
        entry,
        ['地区'],
        `policy-kb/regions 里没有“${region}”${guess(region, regions.byPath.keys())}。要写完整的路径。`,
      ),
    );
  const outline = documentViews(raw).find(({ id, isWhole }) => id === document && isWhole);
  const refs = outline?.refs.filter((ref) => ref !== null);
  if (clause !== null && refs !== undefined && !refs.includes(clause))
    problems.push(
      problemAt(entry, ['条款'], `${document} 的“条目”里没有“${clause}”${guess(clause, refs)}。`),
    );
  problems.push(...written(entry, ids, '规则', '每条要有自己的编号。'));
  return problems;
}

function written(entry: Located, ids: readonly Maybe[], list: string, advice: string): Problem[] {
  return ids.flatMap((id, index) =>
    id === null || ids.indexOf(id) === index
      ? []
      : [problemAt(entry, [list, index, '编号'], `“${id}”写了两遍，${advice}`)],
  );
}

function checkDocument(entry: Located, document: Maybe, raw: RawKnowledge): Problem[] {
  const known = documentViews(raw).flatMap(({ id }) => (id === null ? [] : [id]));
  if (document === null || known.includes(document) || isUnread(document, raw)) return [];
  return [problemAt(entry, ['文件'], `policy-kb/documents 里没有“${document}”${guess(document, known)}。`)];
}
