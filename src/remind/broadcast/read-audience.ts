import type { Audience, Bearer, Segment, Whom } from './audience.ts';
import { type NamedPlace, type Token, tokensOf } from './audience-tokens.ts';
import * as words from './wording.ts';

/** A name that has still to be looked up, with the places named right before it. */
export interface NameSaid {
  name: string;
  /** Empty: anywhere in the speaker's place. */
  places: string[];
  group: number | null;
}

type Said = { kind: 'segment'; segment: Segment } | { kind: 'name'; said: NameSaid };

/** An audience as it was read: segments in order, names still to be looked up, and what is wrong with it. */
export interface AudienceSaid {
  said: Said[];
  faults: string[];
}

export interface AudienceFrame {
  /** The speaker's own place. */
  own: string;
  level: 'county' | 'township' | 'village';
  /** His place and all below it. */
  places: readonly NamedPlace[];
  tags: readonly string[];
}

/** 锡尼镇的监测户和低保户 → one segment of one place and two kinds. `text` is normalised. Pure. */
export function readAudience(text: string, frame: AudienceFrame): AudienceSaid {
  const faults: string[] = [];
  const said: Said[] = [];
  let now: Segment = { places: [], facts: [], whom: [] };
  let isBroken = false;
  let group: number | null = null;
  const close = (): void => {
    const names = now.facts.length > 0 || now.whom.length > 0;
    if (names || now.places.length > 0) said.push({ kind: 'segment', segment: filled(now, frame) });
    now = { places: now.places, facts: [], whom: [] };
    isBroken = false;
  };
  const tokens = tokensOf(text, frame.places, frame.tags);
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1];
    switch (token.kind) {
      case 'and':
        isBroken = true;
        break;
      case 'place':
      case 'whole': {
        const paths = token.kind === 'whole' ? wholeOf(token, frame) : token.paths;
        const fault = faultOf(token, paths, now, previous);
        if (fault !== null) faults.push(fault);
        if (now.facts.length > 0 || now.whom.length > 0) {
          close();
          now.places = [];
        }
        now.places = placed(now.places, paths, previous);
        group = null;
        break;
      }
      case 'group': {
        group = token.number;
        const village = now.places.length > 0 ? now.places : frame.level === 'village' ? [frame.own] : [];
        // The name that follows may do without: 三组王建国.
        if (tokens[index + 1]?.kind === 'name') break;
        if (village.length !== 1) faults.push(words.GROUP_WITHOUT_VILLAGE(token.number));
        else {
          if (now.whom.length > 0) close();
          now.places = village.map((path) => `${path.replace(/\/\d+组$/, '')}/${token.number}组`);
        }
        break;
      }
      case 'fact':
        if (now.whom.length > 0) close();
        now.facts.push(token.fact);
        break;
      case 'whom':
        if (isBroken && now.facts.length > 0 && now.whom.some(({ kind }) => kind === 'villagers')) close();
        now.whom.push(token.whom);
        break;
      case 'name': {
        const hasPlace =
          previous?.kind === 'place' || previous?.kind === 'whole' || previous?.kind === 'group';
        const places = hasPlace ? now.places : [];
        if (now.facts.length > 0 || now.whom.length > 0) close();
        said.push({ kind: 'name', said: { name: token.name, places, group } });
        now = { places: [], facts: [], whom: [] };
        group = null;
        break;
      }
    }
  }
  if (now.facts.length > 0 || now.whom.length > 0 || isLastPlace(tokens)) close();
  return { said, faults };
}

function isLastPlace(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)?.kind;
  return last === 'place' || last === 'whole' || last === 'group';
}

/** A place alone means everybody there; a fact alone the households that have it. */
function filled(segment: Segment, { own }: AudienceFrame): Segment {
  const places = segment.places.length > 0 ? segment.places : [own];
  if (segment.whom.length > 0) return { ...segment, places };
  return { ...segment, places, whom: [{ kind: segment.facts.length > 0 ? 'villagers' : 'everybody' }] };
}

function wholeOf(token: Extract<Token, { kind: 'whole' }>, { own, level }: AudienceFrame): string[] {
  return token.level === level ? [own] : [];
}

function faultOf(
  token: Extract<Token, { kind: 'place' | 'whole' }>,
  paths: readonly string[],
  now: Segment,
  previous: Token | undefined,
): string | null {
  if (paths.length === 0) return words.NOT_YOUR_PLACE(token.written);
  const inside = previous?.kind === 'place' ? within(paths, now.places) : paths;
  return inside.length > 1 ? words.whichPlace(token.written, inside) : null;
}

/** 锡尼镇示范嘎查: the second lies in the first and takes its place. */
function placed(places: readonly string[], paths: readonly string[], previous: Token | undefined): string[] {
  const inside = previous?.kind === 'place' ? within(paths, places) : [];
  return inside.length > 0 ? [...inside] : [...places, ...paths];
}

function within(paths: readonly string[], places: readonly string[]): string[] {
  return paths.filter((path) => places.some((place) => path.startsWith(`${place}/`)));
}

/** An audience with its names looked up. */
export function audienceOf(said: readonly Said[], found: ReadonlyMap<NameSaid, Bearer>): Audience {
  return said.flatMap((part): Segment[] => {
    if (part.kind === 'segment') return [part.segment];
    const who = found.get(part.said);
    const whom: Whom[] = who === undefined ? [] : [{ kind: 'one', who }];
    return [{ places: [], facts: [], whom }];
  });
}
