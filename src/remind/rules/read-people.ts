import { isWithin } from '../../policies/policies.ts';
import * as words from '../wording.ts';
import type { Pieces } from './pieces.ts';
import type { AudienceFound, KnownPlace } from './read-audience.ts';

/** Somebody on duty whom a rule may name. */
export interface KnownPerson {
  id: string;
  name: string;
  region: string;
}

const VERB = '(?:提醒|通知|叫|催)';
const TITLE = '(?:书记|主任|同志|干事|镇长|乡长|苏木达)?';
const AND = '(?:、|,|，|和|跟|及)';
/** Surnames that open the name of somebody nobody knows; a Mongolian name is only known by the register. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文包';
const UNKNOWN = new RegExp(
  `(?:提醒|通知|催)([${SURNAMES}][\\u4e00-\\u9fff]{1,2}?)${TITLE}(?=\\n\\s*[^\\s]|把|来|去|按时|尽快|抓紧)`,
);
const VILLAGERS =
  /(?:提醒|通知|叫|催)(?:所有的?|全体|全村的?|全嘎查的?|各户|每户|各家|[一二三四五六七八九十\d]+组的?)*(?:村民|群众|农户|农民|农牧民|牧民|牧户|住户|户主|百姓|老百姓|乡亲|监测户|脱贫户|低保户)(?:们)?/;

/** 提醒王秀英, 提醒示范嘎查王秀英、宝力德; takes them out of the text. Null where nobody is named. */
export function takePeople(
  pieces: Pieces,
  own: string,
  places: readonly KnownPlace[],
  people: readonly KnownPerson[],
): AudienceFound {
  if (pieces.take(VILLAGERS) !== null) return { fault: words.VILLAGERS_BY_BROADCAST };
  const known = alternatives(people.map(({ name }) => name));
  const where = alternatives(places.map(({ name }) => name));
  const named = known === '' ? null : `(?:${known})${TITLE}(?:本人|自己)?`;
  const found =
    named === null
      ? null
      : pieces.take(
          new RegExp(
            `${VERB}(${where === '' ? '(?!)' : where})?的?(${named}(?:${AND}${named})*)(?![\\u4e00-\\u9fff]?家)`,
          ),
        );
  if (found === null) {
    const unknown = pieces.take(UNKNOWN);
    return unknown === null ? null : { fault: words.nobodyCalled(unknown[1] ?? '') };
  }
  const place = places.find(({ name }) => name === found[1])?.path ?? own;
  const ids: string[] = [];
  for (const [name] of (found[2] ?? '').matchAll(new RegExp(known, 'g'))) {
    const all = people.filter((person) => person.name === name);
    const here = all.filter(({ region }) => isWithin(region, place));
    const [only, second] = here;
    if (only === undefined) return { fault: words.notYours(name) };
    if (second !== undefined)
      return {
        fault: words.namedTwice(
          name,
          here.map(({ region }) => region),
        ),
      };
    ids.push(only.id);
  }
  return { audience: { kind: 'people', place: own, people: [...new Set(ids)] } };
}

/** The longest first, so that a name within a longer one does not win. */
function alternatives(names: readonly string[]): string {
  return [...new Set(names)]
    .filter(({ length }) => length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
}
