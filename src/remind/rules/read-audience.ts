import type { Pieces } from './pieces.ts';
import type { Audience } from './plan.ts';
import { type KnownPerson, takePeople } from './read-people.ts';

/** A place that a rule may name, with the level at which it stands. */
export interface KnownPlace {
  path: string;
  name: string;
  level: 'township' | 'village';
}

export type AudienceFound = { audience: Audience } | { fault: string } | null;

const VERB = '(?:提醒|通知|让|叫|催|给|请)?';

/** 各村, 各乡镇, 锡尼镇各村, 示范嘎查, 王秀英, 全体干部, 帮扶人, 我; takes it out of the text. */
export function takeAudience(
  pieces: Pieces,
  own: string,
  places: readonly KnownPlace[],
  people: readonly KnownPerson[],
): AudienceFound {
  const named = takePeople(pieces, own, places, people) ?? takeNamed(pieces, places);
  if (named !== null) return named;
  const unknown =
    /(?:提醒|通知|催)(?!各|全|每|所有)([\u4e00-\u9fff]{1,6}?(?:嘎查村?|[^各每全]村|苏木|镇|乡))/.exec(
      pieces.left,
    );
  if (unknown !== null) {
    pieces.cut(unknown.index + 2, unknown.index + unknown[0].length);
    return { fault: `您这里没有“${unknown[1] ?? ''}”，请核对名字，例如“提醒各村……”。` };
  }
  const kinds: readonly (readonly [RegExp, Audience['kind']])[] = [
    [
      new RegExp(
        `${VERB}(?:各个?|每个?|所有的?|全部|全体)(?:行政)?(?:嘎查村|嘎查|村)(?![民干])(?:和社区|、社区)?`,
      ),
      'villages',
    ],
    [new RegExp(`${VERB}(?:各个?|每个?|所有的?|全部|全体)(?:苏木乡?镇?|乡镇|镇办|乡|镇|街道)`), 'townships'],
    [new RegExp(`${VERB}(?:全体|所有的?|全部|每个|各位?|各村)?(?:村干部|嘎查干部|干部)(?:们)?`), 'cadres'],
    [
      new RegExp(
        `${VERB}(?:全体|所有的?|全部|各|每个)?(?:帮扶责任人|帮扶干部|帮扶人|包户干部|联户干部)(?:们)?`,
      ),
      'helpers',
    ],
    [/(?:提醒|通知|叫|催)(?:我自己|我本人|我)/, 'self'],
  ];
  for (const [pattern, kind] of kinds) {
    // 各村干部 are people, 各村 are places.
    if (kind === 'villages' && /各村干部/.test(pieces.left)) continue;
    if (kind === 'cadres' && /帮扶干部|包户干部|联户干部/.test(pieces.left)) continue;
    if (pieces.take(pattern) !== null) return { audience: { kind, place: own } };
  }
  if (/大家|全体人员/.test(pieces.left)) {
    pieces.take(new RegExp(`${VERB}(?:大家|全体人员)`));
    return { audience: { kind: 'cadres', place: own } };
  }
  return null;
}

function takeNamed(pieces: Pieces, places: readonly KnownPlace[]): AudienceFound {
  const found = places
    .filter(({ name }) => name.length >= 2 && pieces.left.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  const [first] = found;
  if (first === undefined) return null;
  const same = found.filter(({ name }) => name === first.name);
  const taken = pieces.take(
    new RegExp(
      `${VERB}${escaped(first.name)}(?:的)?(各村|各嘎查|全体干部|所有干部|村干部|干部|帮扶人|帮扶干部)?`,
    ),
  );
  if (same.length > 1)
    return {
      fault: `叫“${first.name}”的有${same.length}个，请带上乡镇名，例如“${first.path.split('/').at(-2) ?? ''}${first.name}”。`,
    };
  const whom = taken?.[1];
  if (whom !== undefined && /帮扶/.test(whom)) return { audience: { kind: 'helpers', place: first.path } };
  if (whom !== undefined && /干部/.test(whom)) return { audience: { kind: 'cadres', place: first.path } };
  const kind = first.level === 'township' && whom === undefined ? 'townships' : 'villages';
  return { audience: { kind, place: first.path } };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
