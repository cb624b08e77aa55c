import { eventsIn, type HouseEvent } from './events.ts';
import { type Anchor, type Found, withoutOwn } from './household.ts';
import { type Scope, scopesOf } from './scopes.ts';

/** What is told of one household, or of several that one event befell. */
export interface Story {
  scope: Scope;
  events: HouseEvent[];
  /** The events are told elsewhere, for several households at once: in the heading, or at the end (都绝收). */
  inherited: boolean;
}

export interface Stories {
  stories: Story[];
  /** What stands before the first household: its days and its event hold for all. */
  heading: { from: number; to: number };
}

/** Names are ＃ from here on, and headings of groups are line ends. */
export function maskNames(text: string, { anchors, headings }: Found): string {
  let masked = text;
  for (const { start, end, own } of anchors) if (!own) masked = hide(masked, start, end, '＃');
  for (const { start, end } of headings)
    if (!/＃/.test(masked.slice(start, end))) masked = hide(masked, start, end, '\n');
  return masked;
}

export function hide(text: string, start: number, end: number, with_: string): string {
  return text.slice(0, start) + with_.repeat(end - start) + text.slice(end);
}

/** The households without those that were only taken for such and of whom nothing is told. */
export function withoutDoubtful(text: string, found: Found): Found {
  let kept = found;
  for (let round = 0; round < 4 && kept.anchors.some((anchor) => anchor.doubtful); round++) {
    const others = { ...kept, anchors: withoutOwn(kept.anchors) };
    const { scopes, heading } = scopesOf(text, others);
    const masked = maskNames(text, others);
    const common = eventsIn(masked, heading.from, heading.to, text).length > 0;
    const idle = scopes.flatMap((scope) => {
      if (!scope.households.every((anchor) => anchor.doubtful)) return [];
      const from = scopes.length === 1 ? 0 : scope.from;
      if (eventsIn(masked, from, scope.to, text).length > 0) return [];
      const counted = /^家?\s?[\d一二两三四五六七八九十百千]+/.test(masked.slice(scope.told, scope.told + 6));
      return common && counted ? [] : scope.households;
    });
    if (idle.length === 0) return kept;
    kept = {
      ...kept,
      anchors: kept.anchors.filter((anchor) => !idle.some((other) => other.start === anchor.start)),
    };
  }
  return kept;
}

/** Who is told of, and what; in the order of the text. */
export function storiesOf(text: string, masked: string, found: Found): Stories {
  const { scopes, heading } = scopesOf(text, found);
  const tell = (from: number, to: number): HouseEvent[] => eventsIn(masked, from, to, text);
  let stories: Story[] = scopes.map((scope) => ({
    scope,
    events: tell(scope.from, scope.to),
    inherited: false,
  }));
  stories = ofOneHousehold(eachOfThose(stories), tell);
  const only = stories[0];
  if (stories.length === 1 && only) {
    // 卖了1100斤 得3300 汪桂兰家: everything is hers, unless the heading tells a matter of its own.
    const events = tell(fromModifier(masked, { ...only.scope, from: 0 }, tell), only.scope.to);
    if (events.length <= Math.max(1, only.events.length))
      return {
        stories: [{ ...only, scope: { ...only.scope, from: 0 }, events }],
        heading: { from: 0, to: 0 },
      };
  }
  const common = tell(heading.from, heading.to).slice(0, 1);
  return {
    stories: stories.map((story, index) => {
      if (story.events.length > 0) return story;
      const events = common.length > 0 ? common : forAll(masked, stories.slice(index + 1));
      return { ...story, events, inherited: events.length > 0 };
    }),
    heading,
  };
}

/** 米脂嫁过来的高翠莲 生下女娃: what only tells who she is, is no report where more is told of her. */
function fromModifier(
  masked: string,
  scope: Scope,
  tell: (from: number, to: number) => HouseEvent[],
): number {
  const start = scope.households[0]?.start ?? scope.from;
  const before = masked.slice(scope.from, start);
  if (!/[\u4e00-\u9fff]{2}的$/.test(before) || tell(start, scope.to).length === 0) return scope.from;
  return start;
}

/** 丁奉和徐盛两家的地淹了 丁奉五亩 徐盛七亩: told of both, then counted for each. */
function eachOfThose(stories: readonly Story[]): Story[] {
  const [both, ...rest] = stories;
  const households = both?.scope.households ?? [];
  const again = rest.length === households.length && rest.every((story) => story.events.length === 0);
  if (!both || households.length < 2 || !again || both.events.length === 0) return [...stories];
  const each = rest.map((story) => {
    const named = households.find((household) => household.head === story.scope.households[0]?.head);
    return (
      named && {
        ...story,
        scope: { ...story.scope, households: [named] },
        events: both.events,
        inherited: true,
      }
    );
  });
  return each.every((story) => story !== undefined) ? each : [...stories];
}

/** A household named twice, where one of the places tells nothing: one story. */
function ofOneHousehold(
  stories: readonly Story[],
  tell: (from: number, to: number) => HouseEvent[],
): Story[] {
  const kept: Story[] = [];
  for (const story of stories) {
    const last = kept.at(-1);
    if (last && isSame(last.scope, story.scope) && (last.events.length === 0 || story.events.length === 0)) {
      const scope = { ...last.scope, to: story.scope.to };
      kept[kept.length - 1] = { ...last, scope, events: tell(scope.from, scope.to) };
      continue;
    }
    kept.push(story);
  }
  return kept;
}

function isSame(a: Scope, b: Scope): boolean {
  const [first, second] = [a.households[0], b.households[0]];
  return (
    a.households.length === 1 &&
    b.households.length === 1 &&
    first?.head !== null &&
    first?.head === second?.head &&
    (first?.group === second?.group || first?.group === null || second?.group === null)
  );
}

/** 赵玉梅15亩 赵玉兰9亩 都绝收: what the last of them is told with befell them all. */
function forAll(masked: string, later: readonly Story[]): HouseEvent[] {
  const event = later.find((story) => story.events.length > 0)?.events[0];
  const clause = event?.own[0];
  return event && clause && /都|均|全(?!家)|两家/.test(masked.slice(clause.from, event.hit.start + 1))
    ? [event]
    : [];
}

/** 小满一万六 大满9800: where several share one event, what is told of each by his given name. */
export function shareOf(text: string, scope: Scope, household: Anchor): { from: number; to: number } | null {
  if (scope.households.length < 2) return null;
  const places = scope.households.flatMap(({ head }) => {
    const given = head && (head.length > 2 ? head.slice(-2) : head);
    const at = given ? text.indexOf(given, scope.told) : -1;
    return at < 0 || at >= scope.to ? [] : [{ head, at }];
  });
  const own = places.find((place) => place.head === household.head);
  if (!own || places.length < scope.households.length) return null;
  const next = places.filter((place) => place.at > own.at).sort((a, b) => a.at - b.at)[0];
  return { from: own.at, to: next?.at ?? scope.to };
}
