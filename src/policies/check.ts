import { nameMistake, notFileName, type Problem } from '../data-files/data-files.ts';
import { readerOf } from './check-broken.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkDuties } from './check-duties.ts';
import { checkFollowUp } from './check-follow-up.ts';
import { checkGlossary } from './check-glossary.ts';
import { checkPolicy, type Known, unknownPlace } from './check-policy.ts';
import { problemAt } from './check-problem.ts';
import { readableRegions } from './check-regions.ts';
import {
  type DocumentView,
  documentViews,
  inFolder,
  type Located,
  type PolicyView,
  policyViews,
} from './check-views.ts';
import type { RawKnowledge } from './load.ts';
import { resolveRegion } from './regions.ts';

/**
 * Mistakes between files and within an entry that the form alone does not show; every one, with file and line. Files
 * with mistakes of form are looked at too, as far as they can be read: one run tells all.
 */
export function checkKnowledge(raw: RawKnowledge): Problem[] {
  const policies = policyViews(raw);
  const documents = documentViews(raw);
  const byId = new Map<string, PolicyView>();
  const problems: Problem[] = [...documents, ...policies, ...outsideIds(raw)].flatMap(checkId);
  // Of a copy by mistake its name has been told; the file that it was made from is not to blame.
  const copies = policies.filter(({ entry }) => nameMistake(entry.file.path) !== null);
  for (const view of policies) {
    if (view.id === null || copies.includes(view)) continue;
    const earlier = byId.get(view.id);
    if (earlier)
      problems.push(
        problemAt(
          view.entry,
          ['编号'],
          `“${view.id}”已经在 ${earlier.entry.file.path} 用过，每条要有自己的编号。`,
        ),
      );
    else byId.set(view.id, view);
  }
  for (const view of copies) if (view.id !== null && !byId.has(view.id)) byId.set(view.id, view);
  const { regions, isWhole } = readableRegions(raw);
  const known: Known = {
    documents: new Map(documents.flatMap((view) => (view.id === null ? [] : [[view.id, view]]))),
    policies: byId,
    unread: new Set(raw.problems.map((problem) => problem.file.replace(/^.*\/|\.[^/]*$/g, ''))),
    isPlace: isWhole ? (name) => resolveRegion(regions, name) !== null : null,
    places: [...regions.byPath.keys()],
    placeNames: [...regions.byName.keys()],
  };
  for (const view of policies) problems.push(...checkPolicy(view, known));
  for (const view of documents) problems.push(...checkDocument(view, known));
  problems.push(...checkGlossary(raw));
  problems.push(...checkFollowUp(raw));
  problems.push(...checkDuties(raw));
  problems.push(...checkCalendar(raw));
  return problems;
}

interface Identified {
  entry: Located;
  id: string | null;
}

function outsideIds(raw: RawKnowledge): Identified[] {
  return [
    ...raw.outside.map((entry) => ({ entry, id: entry.value.id })),
    ...inFolder(raw, 'outside').map((broken) => ({ entry: broken, id: readerOf(broken).text('编号') })),
  ];
}

function checkId({ entry, id }: Identified): Problem[] {
  if (id === null || id === entry.file.name) return [];
  const sentence = notFileName(id, entry.file.path);
  return sentence === null ? [] : [problemAt(entry, ['编号'], sentence)];
}

function checkDocument({ entry, from, to, region, refs }: DocumentView, known: Known): Problem[] {
  const problems: Problem[] = [];
  if (from !== null && to !== null && to < from)
    problems.push(problemAt(entry, ['止'], `写的是“${to}”，比“起” ${from} 还早。`));
  if (region !== null && known.isPlace !== null && !known.places.includes(region))
    problems.push(problemAt(entry, ['地区'], unknownPlace(region, known)));
  refs.forEach((ref, index) => {
    if (ref !== null && refs.indexOf(ref) !== index)
      problems.push(problemAt(entry, ['条目', index, '条款'], `“${ref}”写了两遍，请删掉一条。`));
  });
  return problems;
}
