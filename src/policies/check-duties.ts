import type { Problem } from '../data-files/data-files.ts';
import { readerOf } from './check-broken.ts';
import { guess, problemAt } from './check-problem.ts';
import { readableRegions } from './check-regions.ts';
import { type DocumentView, documentViews, inFolder, type Located } from './check-views.ts';
import { EVERYWHERE } from './duties.ts';
import type { RawKnowledge } from './load.ts';

type Maybe = string | null;

interface DutiesView {
  entry: Located;
  region: Maybe;
  document: Maybe;
  clause: Maybe;
  rules: { id: Maybe; clause: Maybe; on: Maybe }[];
  kinds: Maybe[];
}

/** Mistakes of policy-kb/duties that the form alone does not show. */
export function checkDuties(raw: RawKnowledge): Problem[] {
  const views = dutiesViews(raw);
  const seen = new Map<string, string>();
  return views.flatMap((view) => {
    const problems = checkFile(view, raw);
    view.rules.forEach(({ id }, index) => {
      if (id === null) return;
      const earlier = seen.get(id);
      if (earlier !== undefined)
        problems.push(
          problemAt(
            view.entry,
            ['规则', index, '编号'],
            `“${id}”已经在 ${earlier} 用过，每条要有自己的编号。`,
          ),
        );
      else seen.set(id, view.entry.file.path);
    });
    view.kinds.forEach((kind, index) => {
      if (kind !== null && view.kinds.indexOf(kind) !== index)
        problems.push(problemAt(view.entry, ['跟办', index, '种类'], `“${kind}”写了两遍，请删掉一个。`));
    });
    return problems;
  });
}

function dutiesViews(raw: RawKnowledge): DutiesView[] {
  const sound = raw.duties.map((entry) => ({
    entry,
    region: entry.value.region ?? EVERYWHERE,
    document: entry.value.document,
    clause: entry.value.clause,
    rules: entry.value.rules.map(({ id, clause, rhythm }) => ({
      id,
      clause,
      on: rhythm.kind === 'once' ? rhythm.on : null,
    })),
    kinds: entry.value.followUps.map(({ kind }) => kind),
  }));
  const broken = inFolder(raw, 'duties').map((file): DutiesView => {
    const reader = readerOf(file);
    return {
      entry: file,
      region: reader.text('地区'),
      document: reader.text('文件'),
      clause: reader.text('条款'),
      rules: reader.each(['规则'], (...at) => ({
        id: reader.text(...at, '编号'),
        clause: reader.text(...at, '条款'),
        on: reader.text(...at, '日期'),
      })),
      kinds: reader.each(['跟办'], (...at) => reader.text(...at, '种类')),
    };
  });
  return [...sound, ...broken];
}

function checkFile({ entry, region, document, clause, rules }: DutiesView, raw: RawKnowledge): Problem[] {
  const problems: Problem[] = [];
  const documents = documentViews(raw);
  const ids = documents.flatMap(({ id }) => (id === null ? [] : [id]));
  const known = documents.find(({ id }) => id === document);
  const isUnread = raw.problems.some(({ file }) => file.replace(/^.*\/|\.[^/]*$/g, '') === document);
  if (document !== null && known === undefined && !isUnread)
    problems.push(
      problemAt(entry, ['文件'], `policy-kb/documents 里没有“${document}”${guess(document, ids)}。`),
    );
  const { regions, isWhole } = readableRegions(raw);
  if (region !== null && region !== EVERYWHERE && isWhole && !regions.byPath.has(region))
    problems.push(
      problemAt(
        entry,
        ['地区'],
        `policy-kb/regions 里没有“${region}”${guess(region, regions.byPath.keys())}。要写完整的路径，哪里都管就写“${EVERYWHERE}”。`,
      ),
    );
  if (known === undefined) return problems;
  problems.push(...checkClause(entry, clause, ['条款'], known));
  rules.forEach((rule, index) => {
    problems.push(...checkRule(entry, rule, index, known));
  });
  return problems;
}

function checkRule(
  entry: Located,
  { clause, on }: DutiesView['rules'][number],
  index: number,
  document: DocumentView,
): Problem[] {
  const { id, from, to } = document;
  const problems = checkClause(entry, clause, ['规则', index, '条款'], document);
  if (on !== null && ((from !== null && on < from) || (to !== null && on > to)))
    problems.push(
      problemAt(
        entry,
        ['规则', index, '日期'],
        `写的是“${on}”，${id} 管的是 ${from ?? '……'} ${to === null ? '以后' : `到 ${to}`}。`,
      ),
    );
  return problems;
}

function checkClause(
  entry: Located,
  clause: Maybe,
  path: PropertyKey[],
  { id, refs, isWhole }: DocumentView,
): Problem[] {
  const outline = refs.filter((ref) => ref !== null);
  if (clause === null || !isWhole || outline.includes(clause)) return [];
  return [problemAt(entry, path, `${id} 的“条目”里没有“${clause}”${guess(clause, outline)}。`)];
}
