import { householdsWithin, membersOf } from '../../storage/storage.ts';
import { villageOf } from '../staff.ts';
import type { BroadcastTurn } from './turn.ts';

/** What a household would not have the whole village read: illness, money, trouble in the house. */
const PRIVATE =
  /癌|肿瘤|白血病|艾滋|乙肝|结核|尿毒症|精神病|抑郁|住院|手术|得了.{0,6}病|大病|重病|病重|慢性病|残疾|怀孕|流产|不孕|离婚|家暴|出轨|坐牢|服刑|判刑|吸毒|赌|欠.{0,4}(?:钱|款|债|贷)|贷款|存款|低保|特困|监测对象|监测户|返贫|自杀|捐款/;

/** The people of the speaker's place whose private matter a text tells of; by name, so that the sender thinks twice. */
export async function exposedIn(
  { context: { db, person } }: Pick<BroadcastTurn, 'context'>,
  text: string,
): Promise<string[]> {
  if (!PRIVATE.test(text)) return [];
  const households = await householdsWithin(db, villageOf(person.region), { state: 'active' });
  const heads = households.map(({ head }) => head);
  const members = await membersOf(
    db,
    households.map(({ id }) => id),
  );
  const names = [...heads, ...members.map(({ name }) => name)];
  return [...new Set(names)].filter((name) => name.length > 1 && text.includes(name));
}
