import { numeralValue } from '../language/language.ts';
import {
  findReceivers,
  issueTo,
  type NamedReceiver,
  nameOf,
  type Person,
  type Receiver,
} from '../register/register.ts';
import { deskReply, type Said } from './desk-said.ts';
import type { MessageResult } from './message-turn.ts';
import * as wording from './wording.ts';

const ORDER =
  /^(?:(?:请|帮我)?(?:发|开|给|要)(?:一?个)?(?:绑定)?码(?:给)?|绑定码(?!是)(?=.*[\u4e00-\u9fff]))[\s:：,，]*(.*)$/;
const ORDER_ROUND = /^(?:请|帮我|麻烦)?给\s*(.+?)\s*(?:发|开|办|弄)(?:一?个|一下)?(?:绑定)?码(?:吧)?$/;
const VILLAGE = '([\\u4e00-\\u9fff]{1,12}(?:嘎查|村|社区|屯|庄|寨|营|分场))';
const WHO = new RegExp(
  `^(?:${VILLAGE}\\s*)?(?:第?(\\d{1,3}|[一二三四五六七八九十]{1,3})(?:组|社|队|屯)\\s*的?\\s*)?([\\u4e00-\\u9fff·]{2,10}?)(?:家(?:里)?的?[\\s,，]*([\\u4e00-\\u9fff·]{2,10})?)?$`,
);
const ON_DUTY = /^(?:村干部|乡镇|县级部门|管理员)/;

/** Whom 发码 王建国, 给王建国开个码, 发码 3组王建国家 李秀兰 name; '' for the order alone; null for anything else. */
export function codeOrderIn(text: string): NamedReceiver | '' | null {
  const said = text.trim().replace(/[。.!！]+$/, '');
  const rest = ORDER_ROUND.exec(said)?.[1] ?? ORDER.exec(said)?.[1];
  if (rest === undefined) return null;
  const onDuty = ON_DUTY.test(rest);
  const who = WHO.exec(rest.replace(ON_DUTY, '').trim());
  if (who === null) return '';
  return {
    village: who[1] ?? null,
    group: who[2] === undefined ? null : numeralValue(who[2]),
    name: who[3] ?? '',
    member: who[4] ?? null,
    onDuty,
  };
}

/** 发码 王建国: a code for somebody of one's own place; null where the message is no such order. */
export async function issueCode(said: Said): Promise<MessageResult | null> {
  const { text, person, book, session } = said;
  const asked = session.asked !== null && session.asked !== 'erase' ? session.asked.codeFor : [];
  const meant = ordersMeant(text, asked);
  if (meant.length > 1) return askWhich(said, meant, wording.whichOfThese(meant));
  const wanted = codeOrderIn(meant[0] ?? text);
  if (wanted === null) return null;
  if (person === null || person.role === 'villager')
    return deskReply(said, { about: 'code-refused', text: wording.CODE_BY_STAFF });
  if (wanted === '') return deskReply(said, { about: 'code-help', text: wording.HOW_TO_ISSUE });
  const found = await findReceivers(book.db, person.region, wanted, person);
  const [receiver] = found;
  if (receiver === undefined)
    return deskReply(said, {
      about: 'code-refused',
      text: wording.noReceiver(wanted.member ?? wanted.name, wanted.member === null ? null : wanted.name),
    });
  if (found.length > 1) {
    const options = found.map((one) => `发码 ${wording.receiverWords(one)}`);
    return askWhich(said, options, wording.whichReceiver(nameOf(receiver), found));
  }
  return give(said, receiver, person);
}

function askWhich(said: Said, orders: readonly string[], text: string): MessageResult {
  return deskReply(said, { about: 'code-which', text, options: orders, asked: { codeFor: [...orders] } });
}

const PICKED =
  /^(?:我?(?:选|要|是|给|就))?第?([\d一二三四五六七八九十]{1,2})(?:个|号|条|项)?(?:的|那个|吧)*$/;
const PICKED_GROUP =
  /^(?:我?(?:选|要|是|给|就))?第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:组|社|队|屯)(?:的|那个|那家|家|吧)*/;

/** Of the orders that were offered, those that an answer leaves: 2, 5组的, 刘桂兰; none where it is no answer to that. */
export function ordersMeant(text: string, orders: readonly string[]): readonly string[] {
  const said = text.trim().replace(/[。.!！]+$/, '');
  if (orders.length === 0 || codeOrderIn(said) !== null) return [];
  const picked = PICKED.exec(said)?.[1];
  if (picked !== undefined) return orders.slice(...placeOf(picked));
  const group = PICKED_GROUP.exec(said);
  const value = numeralValue(group?.[1] ?? '');
  const near =
    value === null ? orders : orders.filter((order) => new RegExp(`(?<!\\d)${value}组`).test(order));
  const rest = said.slice(group?.[0].length ?? 0).trim();
  if (rest === '') return group === null ? [] : near;
  return rest.length < 2 || rest.length > 20 ? [] : near.filter((order) => order.includes(rest));
}

function placeOf(numeral: string): [number, number] {
  const place = numeralValue(numeral) ?? 0;
  return place < 1 ? [0, 0] : [place - 1, place];
}

async function give(said: Said, receiver: Receiver, giver: Person): Promise<MessageResult> {
  const issued = await issueTo(said.book, receiver, giver.id);
  if (!issued.ok)
    return deskReply(said, {
      about: 'code-refused',
      text: issued.reason === 'giver' ? wording.TOO_MANY_CODES : wording.tooManyFor(nameOf(receiver)),
    });
  return deskReply(said, {
    about: 'code-issued',
    text: wording.codeIssued(issued.person, issued.code.code, issued.code.expiresAt),
  });
}
