import { type ChangeKind, CROP, LIVESTOCK } from '../changes/change.ts';
import { CHANGES } from '../changes/index.ts';
import { asksOnly, isHypothetical, isOrder } from './chatter.ts';
import { isDenied } from './negation.ts';

/** Words that tell a change, found in a clause. */
export interface Hit {
  kind: ChangeKind;
  weight: number;
  start: number;
  end: number;
  words: string;
}

export interface Clause {
  from: number;
  to: number;
  /** The strongest one; null where the clause tells no change. */
  hit: Hit | null;
  /** All kinds told in it, strongest first. */
  hits: Hit[];
}

/** The clause with its signs read: those that are denied, asked about, supposed or ordered left out. */
export function readClause(text: string, from: number, to: number, message: string): Clause {
  const hits = hitsIn(text.slice(from, to), message).map((hit) => ({
    ...hit,
    start: from + hit.start,
    end: from + hit.end,
  }));
  return { from, to, hit: settle(hits, text.slice(from, to)), hits };
}

/** The clauses of the message at hand: each is met several times while it is settled whose story it belongs to. */
const known = { message: '', hits: new Map<string, readonly Hit[]>() };

function hitsIn(part: string, message: string): readonly Hit[] {
  if (known.message !== message) {
    known.message = message;
    known.hits.clear();
  }
  const before = known.hits.get(part);
  if (before) return before;
  const hits = searched(part, message);
  known.hits.set(part, hits);
  return hits;
}

function searched(part: string, message: string): readonly Hit[] {
  if (!/[\u4e00-\u9fff]/.test(part) || isHypothetical(part)) return [];
  const hits: Hit[] = [];
  for (const [rank, kind] of CHANGES.entries()) {
    let best: Hit | null = null;
    // 拖欠的工钱要回来了.
    if (kind.id === 'income_drop' && SETTLED.test(part) && !/没|不|还差/.test(part)) continue;
    for (const { words, weight } of kind.signs) {
      // matchAll would build each of these long expressions anew for every clause.
      words.lastIndex = 0;
      for (let match = words.exec(part); match; match = words.exec(part)) {
        if (match[0] === '') words.lastIndex += 1;
        if (isDenied(part, match.index, match[0])) continue;
        const end = match.index + match[0].length;
        if (asksOnly(part, end, message) || isOrder(part, end)) continue;
        const value = weight * 100 - rank;
        if (best === null || value > best.weight)
          best = { kind, weight: value, start: match.index, end, words: match[0] };
      }
    }
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => b.weight - a.weight);
}

const SETTLED = /(?:要|讨|追)(?:回|到)(?:来|手)?了|结清|还清|付清|补发(?:下来)?了|都(?:给|发)了/;
const BEASTS = new RegExp(`${LIVESTOCK}|${CROP}`);
const GOODS = new RegExp(`${LIVESTOCK}|${CROP}|棚|房|屋|墙|圈|地(?!上)|亩|田|路|塘`);

/** Which kind a clause tells, where the words of several stand in it. */
function settle(hits: readonly Hit[], part: string): Hit | null {
  const first = hits[0] ?? null;
  if (!first) return null;
  const of = (id: string): Hit | undefined => hits.find((hit) => hit.kind.id === id);
  const over = (winner: string, ...losers: string[]): Hit | undefined =>
    losers.includes(first.kind.id) ? of(winner) : undefined;
  // Left column: what is meant when the words of the right column stand beside it.
  // 自来水没了, 低保没了, 工作没了: what is gone is named.
  if (first.kind.id === 'death' && /^[没走老]/.test(first.words)) {
    const thing = hits.find((hit) =>
      ['water', 'housing', 'benefit', 'job_loss', 'income_drop', 'contact', 'unsold'].includes(hit.kind.id),
    );
    if (thing && thing.weight >= 280) return thing;
  }
  const beasts = /死/.test(first.words) && BEASTS.test(part);
  return (
    // 马被车撞死了一匹.
    (beasts ? over('disaster', 'death', 'accident') : undefined) ??
    // 女婿在煤矿塌方砸死了.
    (/死/.test(first.words) && !beasts && !GOODS.test(part) ? over('death', 'disaster') : undefined) ??
    // 在河边耍水差点淹死, 掉坑里淹了: where it is a man, not a field.
    (/淹|冲|烧|压|砸|电|雷|冻/.test(first.words) && !GOODS.test(part)
      ? over('accident', 'disaster')
      : undefined) ??
    // 杀了年猪1头没卖 is what was done with it.
    (/^(?:宰|杀)/.test(of('production')?.words ?? '') && of('unsold')?.words === '没卖'
      ? of('production')
      : undefined) ??
    over('unsold', 'production') ??
    over('split', 'move_out', 'move_in') ??
    over('contact', 'other') ??
    // 打工被骗了两万.
    (/骗|偷|盗|抢|离婚|走丢|走失/.test(of('other')?.words ?? '') ? over('other', 'job_start') : undefined) ??
    (/公务员|编|局/.test(of('job_start')?.words ?? '') ? over('job_start', 'enrolment') : undefined) ??
    (/丢|补办|遗失|不见|过期/.test(of('other')?.words ?? '') ? over('other', 'disability') : undefined) ??
    (BEASTS.test(part) || /禽流感/.test(part) ? over('disaster', 'illness') : undefined) ??
    over('benefit', 'disability', 'job_loss', 'income_drop', 'accident', 'illness') ??
    first
  );
}
