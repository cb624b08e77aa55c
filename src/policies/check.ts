import { fieldPath, nearest, type Problem } from '../data-files/data-files.ts';
import { checkFollowUp } from './check-follow-up.ts';
import { checkGlossary } from './check-glossary.ts';
import type { RawKnowledge, Sourced } from './load.ts';
import type { Policy, PolicyDocument } from './policy.ts';
import { buildRegions, resolveRegion } from './regions.ts';
import { figuresIn, statedFigures } from './stated-figures.ts';

/** What the entries of the knowledge base may refer to. */
interface Known {
  documents: ReadonlyMap<string, PolicyDocument>;
  policies: ReadonlyMap<string, Sourced<Policy>>;
  /** Ids of files with a mistake of their own: that they cannot be looked into is no mistake of those that name them. */
  unread: ReadonlySet<string>;
  /** Is it a place, by path or by unambiguous name? Null where a broken file of regions leaves that open. */
  isPlace: ((name: string) => boolean) | null;
  places: readonly string[];
  /** Their names and what they are called. */
  placeNames: readonly string[];
}

/** Mistakes between files and within an entry that the form alone does not show; every one, with file and line. */
export function checkKnowledge(raw: RawKnowledge): Problem[] {
  const policies = new Map<string, Sourced<Policy>>();
  const problems: Problem[] = [];
  for (const entry of [...raw.documents, ...raw.policies, ...raw.outside]) {
    if (entry.value.id !== entry.file.name)
      problems.push(at(entry, ['编号'], notFileName(entry.value.id, entry.file.name)));
  }
  for (const entry of raw.policies) {
    const earlier = policies.get(entry.value.id);
    if (earlier)
      problems.push(
        at(entry, ['编号'], `“${entry.value.id}”已经在 ${earlier.file.path} 用过，每条要有自己的编号。`),
      );
    else policies.set(entry.value.id, entry);
  }
  const regions = buildRegions(raw.regions.map((entry) => entry.value));
  const regionsBroken = raw.problems.some((problem) => problem.file.startsWith('policy-kb/regions/'));
  const known: Known = {
    documents: new Map(raw.documents.map((entry) => [entry.value.id, entry.value])),
    policies,
    unread: new Set(raw.problems.map((problem) => problem.file.replace(/^.*\/|\.[^/]*$/g, ''))),
    isPlace: regionsBroken ? null : (name) => resolveRegion(regions, name) !== null,
    places: [...regions.byPath.keys()],
    placeNames: [...regions.byName.keys()],
  };
  for (const entry of raw.policies) problems.push(...checkPolicy(entry, known));
  for (const entry of raw.documents) problems.push(...checkDocument(entry, known));
  problems.push(...checkGlossary(raw.glossary));
  problems.push(...checkFollowUp(raw));
  return problems;
}

function checkPolicy(entry: Sourced<Policy>, known: Known): Problem[] {
  const policy = entry.value;
  const document = known.documents.get(policy.document);
  return [
    ...(document ? againstDocument(entry, document) : withoutDocument(entry, known)),
    ...checkNotMeant(entry, known),
    ...checkExamples(entry, known),
    ...checkPhrases(entry),
  ];
}

function withoutDocument(entry: Sourced<Policy>, known: Known): Problem[] {
  const { document } = entry.value;
  if (known.unread.has(document)) return [];
  return [
    at(
      entry,
      ['文件'],
      `policy-kb/documents 里没有“${document}”${guess(document, known.documents.keys())}。`,
    ),
  ];
}

function againstDocument(entry: Sourced<Policy>, document: PolicyDocument): Problem[] {
  const policy = entry.value;
  const refs = document.clauses.map((clause) => clause.ref);
  const stated = statedFigures(policy, document);
  const notInOutline = (ref: string): string => `${document.id} 的“条目”里没有“${ref}”${guess(ref, refs)}。`;
  return [
    ...policy.clauses.flatMap((ref, index) =>
      refs.includes(ref) ? [] : [at(entry, ['条款', index], notInOutline(ref))],
    ),
    ...policy.standards.flatMap((standard, index) => {
      const before = policy.standards[index - 1];
      const problems: Problem[] = [];
      if (before && before.rule === standard.rule && standard.from <= before.from)
        problems.push(
          at(
            entry,
            ['标准', index, '起'],
            `写的是“${standard.from}”，要比上一条的 ${before.from} 晚；新标准加在最后，旧的不要改。`,
          ),
        );
      if (standard.to !== null && standard.to < standard.from)
        problems.push(
          at(entry, ['标准', index, '止'], `写的是“${standard.to}”，比“起” ${standard.from} 还早。`),
        );
      if (!refs.includes(standard.clause))
        problems.push(at(entry, ['标准', index, '依据'], notInOutline(standard.clause)));
      return problems;
    }),
    ...sentencesOf(policy).flatMap(([key, lines]) =>
      lines.flatMap((line, index) =>
        figuresIn(line)
          .filter((figure) => !stated.has(figure))
          .map((figure) =>
            at(
              entry,
              key === '答' ? [key] : [key, index],
              `句子里的“${figure}”没有登记，请在“数目”里加一条（说明、值、单位）。`,
            ),
          ),
      ),
    ),
  ];
}

function checkNotMeant(entry: Sourced<Policy>, known: Known): Problem[] {
  return entry.value.notMeant.flatMap(({ policy }, index) =>
    known.policies.has(policy) || known.unread.has(policy)
      ? []
      : [
          at(
            entry,
            ['不是这个意思', index, '应是'],
            `没有编号“${policy}”的政策${guess(policy, known.policies.keys())}。`,
          ),
        ],
  );
}

function checkExamples(entry: Sourced<Policy>, known: Known): Problem[] {
  return entry.value.examples.flatMap(({ region }, index) =>
    region === null || known.isPlace === null || known.isPlace(region)
      ? []
      : [at(entry, ['试问', index, '地区'], unknownPlace(region, known))],
  );
}

function checkPhrases(entry: Sourced<Policy>): Problem[] {
  const { phrases } = entry.value;
  return phrases.flatMap((phrase, index) =>
    phrases.indexOf(phrase) === index
      ? []
      : [at(entry, ['说法', index], `“${phrase}”写了两遍，请删掉一行。`)],
  );
}

function checkDocument(entry: Sourced<PolicyDocument>, known: Known): Problem[] {
  const document = entry.value;
  const problems: Problem[] = [];
  if (document.to !== null && document.to < document.from)
    problems.push(at(entry, ['止'], `写的是“${document.to}”，比“起” ${document.from} 还早。`));
  if (known.isPlace !== null && !known.places.includes(document.region))
    problems.push(at(entry, ['地区'], unknownPlace(document.region, known)));
  const refs = document.clauses.map((clause) => clause.ref);
  refs.forEach((ref, index) => {
    if (refs.indexOf(ref) !== index)
      problems.push(at(entry, ['条目', index, '条款'], `“${ref}”写了两遍，请删掉一条。`));
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

function notFileName(id: string, name: string): string {
  return `写的是“${id}”，要和文件名一样，改成“${name}”。`;
}

function unknownPlace(written: string, known: Known): string {
  const places = written.includes('/') ? known.places : known.placeNames;
  return `policy-kb/regions 里没有“${written}”${guess(written, places)}。要写完整的路径；真是新地方，请先加到 regions 里。`;
}

function guess(written: string, words: Iterable<string>): string {
  const word = nearest(written, [...words]);
  return word ? `，是不是“${word}”？` : '';
}

function at(entry: Sourced<unknown>, path: PropertyKey[], sentence: string): Problem {
  const message = fieldPath(path) + sentence.replace('？。', '？');
  return { file: entry.file.path, line: entry.lineOf(path), message, level: 'error' };
}
