import { nearest, type Problem } from '../data-files/data-files.ts';
import type { RawKnowledge, Sourced } from './load.ts';
import type { Policy, PolicyDocument } from './policy.ts';
import { figuresIn, statedFigures } from './stated-figures.ts';

/** Mistakes between files and within an entry that the form alone does not show; every one, with file and line. */
export function checkKnowledge(raw: RawKnowledge): Problem[] {
  const documents = new Map(raw.documents.map((entry) => [entry.value.id, entry.value]));
  const ids = new Map<string, Sourced<Policy>>();
  const problems: Problem[] = [];
  for (const entry of [...raw.documents, ...raw.policies]) {
    if (entry.value.id !== entry.file.name) {
      problems.push(at(entry, ['编号'], `「编号」：写的是“${entry.value.id}”，要和文件名一样，改成“${entry.file.name}”。`));
    }
  }
  for (const entry of raw.policies) {
    const earlier = ids.get(entry.value.id);
    if (earlier) problems.push(at(entry, ['编号'], `「编号」：“${entry.value.id}”已经在 ${earlier.file.path} 用过，每条要有自己的编号。`));
    else ids.set(entry.value.id, entry);
  }
  for (const entry of raw.policies) problems.push(...checkPolicy(entry, documents, ids));
  for (const entry of raw.documents) problems.push(...checkDocument(entry, raw));
  return problems;
}

function checkPolicy(
  entry: Sourced<Policy>,
  documents: ReadonlyMap<string, PolicyDocument>,
  ids: ReadonlyMap<string, unknown>,
): Problem[] {
  const policy = entry.value;
  const problems: Problem[] = [];
  const document = documents.get(policy.document);
  if (!document) {
    const guess = nearest(policy.document, [...documents.keys()]);
    return [at(entry, ['文件'], `「文件」：policy-kb/documents 里没有“${policy.document}”${guess ? `，是不是“${guess}”` : ''}？`)];
  }
  const refs = document.clauses.map((clause) => clause.ref);
  policy.clauses.forEach((ref, index) => {
    if (!refs.includes(ref)) {
      const guess = nearest(ref, refs);
      problems.push(
        at(entry, ['条款', index], `「条款」：${document.id} 的条目里没有“${ref}”${guess ? `，最像的是“${guess}”` : ''}。`),
      );
    }
  });
  policy.standards.forEach((standard, index) => {
    const before = policy.standards[index - 1];
    if (before && before.rule === standard.rule && standard.from <= before.from) {
      problems.push(at(entry, ['标准', index, '起'], `「标准 › 第 ${index + 1} 段 › 起」：要比上一段的 ${before.from} 晚，新标准加在最后。`));
    }
    if (standard.to !== null && standard.to < standard.from) {
      problems.push(at(entry, ['标准', index, '止'], `「标准 › 第 ${index + 1} 段 › 止」：${standard.to} 早于 起 ${standard.from}。`));
    }
    if (!refs.includes(standard.clause)) {
      problems.push(at(entry, ['标准', index, '依据'], `「标准 › 第 ${index + 1} 段 › 依据」：${document.id} 的条目里没有“${standard.clause}”。`));
    }
  });
  policy.notMeant.forEach((row, index) => {
    if (!ids.has(row.policy)) {
      const guess = nearest(row.policy, [...ids.keys()]);
      problems.push(
        at(entry, ['不是这个意思', index, '应是'], `「不是这个意思」：没有编号“${row.policy}”的政策${guess ? `，是不是“${guess}”` : ''}。`),
      );
    }
  });
  const stated = statedFigures(policy, document);
  for (const [key, lines] of sentencesOf(policy)) {
    lines.forEach((line, index) => {
      for (const figure of figuresIn(line)) {
        if (!stated.has(figure)) {
          const path = key === '答' ? [key] : [key, index];
          problems.push(at(entry, path, `「${key}」：句子里的“${figure}”没有登记，请在“数目”里加一条（说明、值、单位）。`));
        }
      }
    });
  }
  const twice = policy.phrases.findIndex((phrase, index) => policy.phrases.indexOf(phrase) !== index);
  if (twice >= 0) problems.push(at(entry, ['说法', twice], `「说法」：“${policy.phrases[twice]}”写了两遍，请删掉一行。`));
  return problems;
}

function checkDocument(entry: Sourced<PolicyDocument>, raw: RawKnowledge): Problem[] {
  const document = entry.value;
  const problems: Problem[] = [];
  if (document.to !== null && document.to < document.from) {
    problems.push(at(entry, ['止'], `「止」：${document.to} 早于 起 ${document.from}。`));
  }
  const top = document.region.split('/')[0] ?? '';
  const known = raw.regions.some((region) => region.value.名称 === top);
  if (!known) problems.push(at(entry, ['地区'], `「地区」：policy-kb/regions 里没有“${top}”，请先加这个地区。`));
  const refs = document.clauses.map((clause) => clause.ref);
  refs.forEach((ref, index) => {
    if (refs.indexOf(ref) !== index) problems.push(at(entry, ['条目', index], `「条目」：条款“${ref}”写了两遍。`));
  });
  return problems;
}

/** The sentences of an entry that a person reads, with the clerk's name for the place they stand in. */
export function sentencesOf(policy: Policy): [string, string[]][] {
  const { who, how, when, where, papers, lead, changed } = policy.details;
  return [
    ['答', [policy.answer]],
    ['要点', policy.points],
    ['对象', who ?? []],
    ['办法', how ?? []],
    ['时间', when ?? []],
    ['地点', where ?? []],
    ['材料', papers ?? []],
    ['主管', lead ?? []],
    ['变化', changed ?? []],
  ];
}

function at(entry: { file: { path: string }; lineOf(path: readonly PropertyKey[]): number | null }, path: PropertyKey[], message: string): Problem {
  return { file: entry.file.path, line: entry.lineOf(path), message, level: 'error' };
}
