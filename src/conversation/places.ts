import { isWithin, type Region, type Regions } from '../policies/policies.ts';

/** A place that a message names. */
export interface PlaceMention {
  name: string;
  start: number;
  /** More than one where several places bear the name. */
  regions: readonly Region[];
}

/** What the places in a message mean for the question. */
export type PlaceReading =
  | { kind: 'none' }
  /** The person told where he lives. `only`: the message says nothing else. */
  | { kind: 'home'; path: string; only: boolean }
  /** The question is about this place, for this once. */
  /** `only`: 那大同呢, the last question for another place. */
  | { kind: 'for-this'; path: string; only: boolean }
  | { kind: 'ambiguous'; name: string; paths: string[] };

const LONGEST_NAME = 14;
const COMPARED_BEFORE = /(?:听说|像|跟|比|和|学|据说|人家|不像|别说|好比|说是)$/;
const COMPARED_AFTER = /^(?:那样|那种|那边都|那儿都|都有|都能|都补|也有|有这|人家|的政策)/;
const HOME_BEFORE =
  /(?:我是|我们是|俺是|俺们是|咱是|我在|我家在|俺家在|家在|家是|俺在|户口在|住在|我住|我们|我|俺|俺们|咱|咱们|地方是|是|回到?了?|搬到了?|搬回)$/;
const ASKED_BEFORE = /(?:在|到|去|嫁到|老家|替|帮|给|问)$/;
const ASKED_AFTER =
  /^(?:放羊|打工|住|那边的|的?(?:舅|姑|姨|叔|哥|姐|弟|妹|爸|妈|亲戚|老乡|朋友|娘家|婆家|丈人|儿子|闺女|老人|农户|贫困户|牧民|村民|农民|群众))/;

/** A province at the head of a question (广东养羊补多少) is what it is about; a city or county may be part of the matter (吕梁山护工). */
const WIDE = 1;

/** Every place named, longest names first where they overlap. */
export function placesIn(regions: Regions, text: string): PlaceMention[] {
  const found: PlaceMention[] = [];
  for (let start = 0; start < text.length; ) {
    let step = 1;
    for (let length = Math.min(LONGEST_NAME, text.length - start); length >= 2; length--) {
      const name = text.slice(start, start + length);
      const named = regions.byName.get(name);
      if (named) {
        found.push({ name, start, regions: named });
        step = length;
        break;
      }
    }
    start += step;
  }
  return found;
}

/**
 * Reads the places of a message against the place already known.
 * 我山西临汾的 → home; 帮我在杭锦旗放羊的舅舅问问 → for this question; 北票那样的我们也有 → none
 */
export function readPlaces(regions: Regions, text: string, known: string | null): PlaceReading {
  const mentions = joined(placesIn(regions, text));
  for (const mention of mentions) {
    const before = text.slice(Math.max(0, mention.start - 6), mention.start);
    const after = text.slice(mention.start + mention.name.length);
    if (COMPARED_BEFORE.test(before) || COMPARED_AFTER.test(after)) continue;
    // 我人在包头打工: where he works is not where he is registered.
    if (/人在$/.test(before) || /^(?:打工|上班|干活|做工|工作|务工)/.test(after)) continue;
    const rest = text
      .replace(mention.name, '')
      .replace(/[的人这边里儿我是在们俺咱家住户口地方县市旗区省回到搬了,，。 哈啊呢吧嘛噢哦]/g, '');
    const only = rest.length === 0;
    const candidates = nearestTo(mention.regions, known);
    const [region] = candidates;
    if (!region) continue;
    const within = known !== null && (isWithin(region.path, known) || isWithin(known, region.path));
    const home = only || (HOME_BEFORE.test(before) && /^(?:的|人|这|了|,|，|。|那|$)/.test(after));
    if (within) {
      if (home && isWithin(region.path, known)) return { kind: 'home', path: region.path, only };
      if (only) return { kind: 'home', path: known, only };
      continue;
    }
    if (candidates.length > 1) {
      if (known !== null && !home) continue;
      return { kind: 'ambiguous', name: mention.name, paths: candidates.map((candidate) => candidate.path) };
    }
    if (home) return { kind: 'home', path: region.path, only };
    if (known === null) return { kind: 'home', path: region.path, only: false };
    const leads = mention.start === 0 && region.path.split('/').length <= WIDE;
    const turnsTo =
      /^(?:那|那么|要是|如果)?(?:在)?$/.test(text.slice(0, mention.start)) &&
      /^(?:的|那边|那儿)?呢[？?。 ]*$/.test(after);
    if (leads || turnsTo || ASKED_BEFORE.test(before) || ASKED_AFTER.test(after))
      return { kind: 'for-this', path: region.path, only: turnsTo };
  }
  return { kind: 'none' };
}

/** 山西临汾: a place named right after one that holds it is one mention. */
function joined(mentions: PlaceMention[]): PlaceMention[] {
  const result: PlaceMention[] = [];
  for (const mention of mentions) {
    const last = result.at(-1);
    if (last && last.start + last.name.length === mention.start) {
      const inside = mention.regions.filter((region) =>
        last.regions.some((outer) => isWithin(region.path, outer.path)),
      );
      if (inside.length > 0) {
        result.pop();
        result.push({ name: last.name + mention.name, start: last.start, regions: inside });
        continue;
      }
    }
    result.push(mention);
  }
  return result;
}

/** Among places of one name those near the known place; a province beats the city of the same name. */
function nearestTo(regions: readonly Region[], known: string | null): readonly Region[] {
  if (regions.length < 2) return regions;
  const top = known?.split('/')[0];
  const near = regions.filter((region) => region.path.split('/')[0] === top);
  if (near.length > 0) return near.slice(0, 1);
  const shallow = Math.min(...regions.map((region) => region.path.split('/').length));
  return regions.filter((region) => region.path.split('/').length === shallow);
}
