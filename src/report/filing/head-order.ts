import {
  canSee,
  findHouseholds,
  type Household,
  matchNames,
  membersOfHousehold,
  nameOfPlace,
  setHead,
} from '../../register/register.ts';
import type { JobResult } from '../job.ts';
import { villageOf } from '../own-place.ts';
import {
  HEAD_BY_STAFF,
  headSet,
  headStays,
  household as householdWords,
  noSuchHousehold,
  noSuchMember,
  whichHead,
} from '../wording.ts';
import { living } from './apply/matter.ts';
import type { Order } from './orders.ts';
import { reply, type Turn } from './turn.ts';

type HeadOrder = Extract<Order, { kind: 'set-head' }>;

/** 换户主 三组王建国家 王小军: where the head is gone and the book could not tell who leads the household. */
export async function orderHead(turn: Turn, order: HeadOrder): Promise<JobResult> {
  const { book, db, person } = turn.context;
  if (person.role !== 'cadre' && person.role !== 'township')
    return reply(turn.state, HEAD_BY_STAFF, { about: 'head-refused' });
  const households = await householdsMeant(turn, order);
  const [household] = households;
  if (household === undefined)
    return reply(turn.state, noSuchHousehold(order.head), { about: 'head-refused' });
  if (households.length > 1) {
    return reply(turn.state, whichHead(order.head), {
      options: households.map((one) => `换户主 ${placed(one)} ${order.name}`),
      about: 'head-which',
    });
  }
  const members = await membersOfHousehold(db, household.id);
  const left = living(members);
  if (left.some(({ relation }) => relation === '户主'))
    return reply(turn.state, headStays(household.head), { about: 'head-refused' });
  const named = matchNames(order.name, left, ({ name }) => name)?.found ?? [];
  const [head] = named;
  if (head === undefined || named.length > 1)
    return reply(turn.state, noSuchMember(household, order.name, left), { about: 'head-refused' });
  await setHead(book, household, head, { by: person.id, report: null });
  return reply(turn.state, headSet(household, head.name), { about: 'head-set' });
}

async function householdsMeant(turn: Turn, { village, group, head }: HeadOrder): Promise<Household[]> {
  const { db, person } = turn.context;
  const found = await findHouseholds(db, villageOf(person.region), head, group);
  return (found?.households ?? []).filter(
    (household) =>
      canSee(person, household, 'private') && (village === null || nameOfPlace(household.region) === village),
  );
}

function placed(household: Household): string {
  return `${nameOfPlace(household.region)}${householdWords(household.head, household.group)}`;
}
