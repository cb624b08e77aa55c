import type { Anchor, Found, GroupHeading } from './household.ts';

/** A stretch of the message about one household, or about several that one event befell. */
export interface Scope {
  households: Anchor[];
  from: number;
  to: number;
  /** From here on the event is told; before it stand the names. */
  told: number;
}

export interface Scopes {
  scopes: Scope[];
  /** What stands before the first household: its days and its event hold for all. */
  heading: { from: number; to: number };
}

const JOIN = /^(?:家|户)?(?:的)?[、,和跟与及同还有以\s&+]{1,4}$|^[\s]*$/;
const CLAUSE_END = /[,，。;:!?\n、\s]/;

/** Cuts the message into what is said of each household. */
export function scopesOf(text: string, { anchors, headings }: Found): Scopes {
  const scopes: Scope[] = [];
  for (let i = 0; i < anchors.length; i++) {
    const anchor = anchors[i];
    if (!anchor) continue;
    const households = [anchor];
    let last = anchor;
    let next = anchors[i + 1];
    while (
      next &&
      JOIN.test(text.slice(last.end, next.start)) &&
      (text.slice(last.end, next.start) !== '' || next.start === last.end)
    ) {
      households.push(next);
      i += 1;
      last = next;
      next = anchors[i + 1];
    }
    // 三组王建国、李四家: the group told first holds on. 王建国家和三组李四家 has its own.
    for (let n = 1; n < households.length; n++) {
      const [before, here] = [households[n - 1], households[n]];
      if (before && here && !here.grouped && here.group === null && before.grouped)
        households[n] = { ...here, group: before.group, grouped: true };
    }
    // 3月8日走访三组:许来喜 … what stands before the group is the heading of all.
    const headed = headings.some((heading) => heading.start === anchor.start);
    scopes.push({
      households,
      from: headed ? anchor.start : clauseStart(text, anchor.start, scopes.at(-1)?.told ?? 0),
      to: text.length,
      told: last.end,
    });
  }
  scopes.forEach((scope, index) => {
    scope.to = scopes[index + 1]?.from ?? text.length;
    // The heading of the next group is no part of what is said of this household.
    const heading = headings.find(
      (candidate) =>
        candidate.start >= scope.told &&
        candidate.start < scope.to &&
        candidate.end <= (scopes[index + 1]?.households[0]?.start ?? 0),
    );
    if (heading) scope.to = heading.start;
    for (const [n, household] of scope.households.entries()) {
      if (household.group !== null || household.own) continue;
      const over =
        headings.filter((candidate) => candidate.end <= household.start).at(-1) ??
        (anchors.length === 1 && headings.length === 1 ? ownClause(text, headings[0]) : undefined);
      if (over) scope.households[n] = { ...household, group: over.group };
    }
  });
  return { scopes, heading: { from: 0, to: scopes[0]?.from ?? text.length } };
}

/** 王淑芬手机换了 …, 六队的: the group told by itself. */
function ownClause(text: string, heading: GroupHeading | undefined): GroupHeading | undefined {
  if (!heading) return undefined;
  const before = text.slice(0, heading.start);
  return /(?:^|[,。;\s(])(?:是)?$/.test(before) && /^(?:的)?(?:$|[,。;\s)])/.test(text.slice(heading.end))
    ? heading
    : undefined;
}

/** The head of the clause in which a household is named, but not before what was said of the one before. */
function clauseStart(text: string, at: number, least: number): number {
  let from = at;
  while (from > least && !CLAUSE_END.test(text.charAt(from - 1))) from -= 1;
  // Run together without a stop: the new household begins with itself.
  return from === least && least > 0 ? at : from;
}
