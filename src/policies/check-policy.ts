import type { Problem } from '../data-files/data-files.ts';
import { guess, problemAt } from './check-problem.ts';
import { checkSums } from './check-sums.ts';
import type { DocumentView, PolicyView } from './check-views.ts';
import { figuresIn } from './stated-figures.ts';

/** What the entries of the knowledge base may refer to. */
export interface Known {
  documents: ReadonlyMap<string, DocumentView>;
  policies: ReadonlyMap<string, PolicyView>;
  /** Names of files with a mistake of their own: that they cannot be looked into is no mistake of those that name them. */
  unread: ReadonlySet<string>;
  /** Is it a place, by path or by unambiguous name? Null where a broken file of regions leaves that open. */
  isPlace: ((name: string) => boolean) | null;
  places: readonly string[];
  /** Their names and what they are called. */
  placeNames: readonly string[];
}

/** Mistakes of an entry against the other files, and of its sentences against its figures. */
export function checkPolicy(view: PolicyView, known: Known): Problem[] {
  const document = view.document === null ? undefined : known.documents.get(view.document);
  return [
    ...checkDocument(view, known),
    ...checkClauses(view, document),
    ...checkPeriods(view),
    ...checkFigures(view, document?.years ?? null),
    ...(view.sums === null ? [] : checkSums(view.sums, view.entry)),
    ...checkNotMeant(view, known),
    ...checkExamplePlaces(view, known),
    ...checkPhrases(view),
  ];
}

export function unknownPlace(written: string, known: Known): string {
  const places = written.includes('/') ? known.places : known.placeNames;
  return `policy-kb/regions 里没有“${written}”${guess(written, places)}。要写完整的路径；真是新地方，请先加到 regions 里。`;
}

function checkDocument({ entry, document }: PolicyView, known: Known): Problem[] {
  if (document === null || known.documents.has(document) || known.unread.has(document)) return [];
  const sentence = `policy-kb/documents 里没有“${document}”${guess(document, known.documents.keys())}。`;
  return [problemAt(entry, ['文件'], sentence)];
}

function checkClauses(
  { entry, clauses, standards }: PolicyView,
  document: DocumentView | undefined,
): Problem[] {
  if (document === undefined || !document.isWhole) return [];
  const refs = document.refs.filter((ref) => ref !== null);
  const check = (ref: string | null, path: PropertyKey[]): Problem[] =>
    ref === null || refs.includes(ref)
      ? []
      : [problemAt(entry, path, `${document.id} 的“条目”里没有“${ref}”${guess(ref, refs)}。`)];
  return [
    ...clauses.flatMap((ref, index) => check(ref, ['条款', index])),
    ...standards.flatMap(({ clause }, index) => check(clause, ['标准', index, '依据'])),
  ];
}

function checkPeriods({ entry, standards }: PolicyView): Problem[] {
  return standards.flatMap(({ rule, from, to }, index) => {
    const before = standards[index - 1];
    const problems: Problem[] = [];
    if (from === null) return [];
    if (before?.from && before.rule === rule && from <= before.from)
      problems.push(
        problemAt(
          entry,
          ['标准', index, '起'],
          `写的是“${from}”，要比上一条的 ${before.from} 晚；新标准加在最后，旧的不要改。`,
        ),
      );
    if (to !== null && to < from)
      problems.push(problemAt(entry, ['标准', index, '止'], `写的是“${to}”，比“起” ${from} 还早。`));
    return problems;
  });
}

function checkFigures(
  { entry, sentences, stated }: PolicyView,
  years: ReadonlySet<string> | null,
): Problem[] {
  if (stated === null) return [];
  const isYear = (figure: string): boolean =>
    years === null ? /^(?:19|20)\d\d$/.test(figure) : years.has(figure);
  return sentences.flatMap(([key, lines]) =>
    lines.flatMap((line, index) =>
      figuresIn(line ?? '')
        .filter((figure) => !stated.has(figure) && !isYear(figure))
        .map((figure) =>
          problemAt(
            entry,
            key === '答' ? [key] : [key, index],
            `句子里的“${figure}”没有登记，请在“数目”里加一条（说明、值、单位）。`,
          ),
        ),
    ),
  );
}

function checkNotMeant({ entry, notMeant }: PolicyView, known: Known): Problem[] {
  return notMeant.flatMap((policy, index) =>
    policy === null || known.policies.has(policy) || known.unread.has(policy)
      ? []
      : [
          problemAt(
            entry,
            ['不是这个意思', index, '应是'],
            `没有编号“${policy}”的政策${guess(policy, known.policies.keys())}。`,
          ),
        ],
  );
}

function checkExamplePlaces({ entry, examplePlaces }: PolicyView, known: Known): Problem[] {
  return examplePlaces.flatMap((region, index) =>
    region === null || known.isPlace === null || known.isPlace(region)
      ? []
      : [problemAt(entry, ['试问', index, '地区'], unknownPlace(region, known))],
  );
}

function checkPhrases({ entry, phrases }: PolicyView): Problem[] {
  return phrases.flatMap((phrase, index) =>
    phrase === null || phrases.indexOf(phrase) === index
      ? []
      : [problemAt(entry, ['说法', index], `“${phrase}”写了两遍，请删掉一行。`)],
  );
}
