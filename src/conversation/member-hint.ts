import { plainReply } from '../answer/answer.ts';
import {
  canReport,
  findHouseholds,
  matchName,
  membersOfHousehold,
  nameOfPlace,
} from '../register/register.ts';
import { parseMessage } from '../report/report.ts';
import type { Said } from './desk-said.ts';
import type { Reply } from './message.ts';
import * as wording from './wording.ts';

/** A name is so long; Mongolian ones are longer than Chinese ones. */
const NAME_LENGTHS = [6, 5, 4, 3, 2] as const;
const ASKS = /[?？]|吗|呢$|多少|几|怎么|咋|啥|什么|哪|能不能|可不可以|是不是|有没有|谁/;
const TELLS = /[了咧咯]/;

/**
 * 刘桂兰住院了, of somebody who serves the place: reports go by the head, so whose household it is, with the sentence as
 * it can be reported. Null where no member's name stands in front, or nothing is told of him.
 */
export async function memberHint(said: Said, text: string): Promise<Reply | null> {
  const { person, book, input } = said;
  if (person === null || person.role === 'villager' || ASKS.test(text)) return null;
  const start = /^[\s，,。]*([\u4e00-\u9fff·]{2,})/.exec(text)?.[1] ?? '';
  for (const length of NAME_LENGTHS) {
    const name = start.slice(0, length);
    if (name.length < length) continue;
    const found = await findHouseholds(book.db, person.region.replace(/\/\d+组$/, ''), name);
    const households = (found?.how === 'member' ? found.households : []).filter((one) =>
      canReport(person, one, 'private'),
    );
    const [household, second] = households;
    if (household === undefined || second !== undefined) continue;
    const member = (await membersOfHousehold(book.db, household.id)).find(
      (one) => one.state === 'active' && matchName(name, one.name) === 'exact',
    );
    if (member === undefined) continue;
    const group = household.group === null ? nameOfPlace(household.region) : `${household.group}组`;
    const whose = `${group}${household.head}家`;
    const order = `${whose}${member.relation}${text.slice(text.indexOf(name) + name.length)}`;
    if (parseMessage(order, input.at, [household]).reports.length > 0)
      return {
        ...plainReply('other', wording.reportByHead(name, whose, member.relation, order)),
        options: [{ label: order, citations: [] }],
      };
    if (TELLS.test(text)) return plainReply('other', wording.reportMoreClearly(name, whose, member.relation));
  }
  return null;
}
