import { householdRow, memberRow } from '../../src/register/household.ts';
import { ensureRegions } from '../../src/register/place.ts';
import { inBook, type Secrets } from '../../src/register/register.ts';
import {
  type HouseholdRow,
  insertHouseholds,
  insertMembers,
  type Storage,
} from '../../src/storage/storage.ts';
import { timed } from './contender.ts';
import { type Random, seeded } from './random.ts';

export const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
export const TOWN = `${COUNTY}/锡尼镇`;
const PER_VILLAGE = 400;
const GROUPS = 9;
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高何郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶单解查区仇宫官宦';
const GIVEN =
  '建国秀英文斌玉喜满仓明华军伟强磊洋勇艳杰娟涛超霞平刚桂兰芳丽静敏志山河长春生金福贵宝财德才有树海龙云飞' +
  '红梅玲莲凤琴翠花改巧月美淑珍爱香荣连成林永胜来旺发祥根柱锁栓虎牛羊马石水田土木火光亮晓东南西北方正直义信礼智仁' +
  '和顺安康宁乐天佑庆丰年景秋冬夏雨雪霜晴岩峰岭川江湖波浪清源泉润泽瑞吉利达通顶立守维继承兴旺振新民富强';

/** The register of one county, as the county's villages would have filled it. */
export interface CountyRegister {
  households: readonly HouseholdRow[];
  members: number;
  /** Making and writing all rows, in one transaction. */
  buildMs: number;
}

/** Names are as uneven as in life: the commonest surname has many households, and whole names come again. */
export async function fillRegister(
  storage: Storage,
  secrets: Secrets,
  now: string,
  count: number,
): Promise<CountyRegister> {
  const random = seeded(count);
  const { made, ms } = await timed(() =>
    inBook(storage, { secrets, now }, async (book) => {
      const households = Array.from({ length: count }, (_, n) =>
        householdRow(book, {
          region: villageOf(Math.floor(n / PER_VILLAGE)),
          group: (n % GROUPS) + 1,
          head: nameFrom(random),
          category: random.chance(0.2) ? '脱贫户' : '一般户',
        }),
      );
      const members = households.flatMap(({ id, head }) => [
        memberRow(book, id, { name: head, relation: '户主', sex: '男', birth: '1968' }),
        memberRow(book, id, { name: nameFrom(random), relation: '妻子', sex: '女', birth: '1970' }),
        memberRow(book, id, {
          name: `${head[0]}${nameFrom(random).slice(1)}`,
          relation: '儿子',
          birth: '2008',
        }),
      ]);
      await ensureRegions(book.db, new Set(households.map(({ region }) => region)));
      await insertHouseholds(book.db, households);
      for (let from = 0; from < members.length; from += 1000) {
        await insertMembers(book.db, members.slice(from, from + 1000));
      }
      return { households, members: members.length };
    }),
  );
  return { ...made, buildMs: ms };
}

export function villageOf(n: number): string {
  return `${TOWN}/村${n}`;
}

function nameFrom(random: Random): string {
  const uneven = (from: string): string => from[Math.floor(random.next() ** 2 * from.length)] ?? '';
  return uneven(SURNAMES) + uneven(GIVEN) + (random.chance(0.1) ? '' : uneven(GIVEN));
}
