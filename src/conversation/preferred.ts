import { accountsOf, preferAccount } from '../storage/storage.ts';
import { channelName, channelsMeant } from './channel-words.ts';
import { deskReply, type Said } from './desk-said.ts';
import type { MessageResult } from './message-turn.ts';
import * as wording from './wording.ts';

/** The words for a channel, as long as none of them begins something else: 微信, 电报上, 公众号里, 这里. */
const WHERE = String.raw`(?<where>[^\s,，。!！?？发给我到在用]{2,12}?)(?:上|里|那边|那里|那)?`;
const WHAT = '(?:所有的?|全部的?|以后的?|我的)?(?:提醒|通知|消息)';
const POLITE = '^(?:请|麻烦|帮我|以后|今后|请你|你)*';
const END = '(?:吧|好了|就行|就好|就可以)?[。.!！]*$';
const ORDERS = [
  // 用微信提醒我, 在电报上通知我, 微信上提醒我
  new RegExp(`${POLITE}(?:都)?(?:用|在|从|通过)?${WHERE}(?:提醒|通知|告诉|找)我${END}`, 'iu'),
  // 提醒发到电报, 通知都发微信上
  new RegExp(`${POLITE}(?:把)?${WHAT}(?:都|就)?(?:发到|发给我的?|发在|发去|发|送到|走)${WHERE}${END}`, 'iu'),
];
const ASK = new RegExp(
  `^(?:我的|给我的)?${WHAT.slice(WHAT.indexOf('(?:提醒'))}(?:都)?(?:发到|发在|发)(?:哪里|哪儿|哪|哪边|什么地方)(?:了|啊|呢|的)?[?？。]*$`,
  'u',
);
const HERE = /^(?:这里|这儿|这边|这个号)$/;

/** 用微信提醒我 and the like: by which of his accounts a person is written to first. Null where it is something else. */
export async function preferredChannel(said: Said): Promise<MessageResult | null> {
  const { text, person, input, book } = said;
  const asked = ASK.test(text);
  const where = asked ? null : whereMeant(text);
  const meant = where === null ? null : HERE.test(where) ? [input.channel] : channelsMeant(where);
  if (!asked && meant === null) return null;
  if (person === null)
    return deskReply(said, { about: 'preferred-channel', text: wording.BIND_TO_BE_REMINDED });
  const accounts = await accountsOf(book.db, person.id);
  const first = accounts.find(({ preferred }) => preferred === 1) ?? null;
  if (meant === null) {
    const text = wording.remindedWhere(
      accounts.map(({ channel }) => channelName(channel)),
      first && channelName(first.channel),
    );
    return deskReply(said, { about: 'preferred-channel', text });
  }
  const chosen = meant
    .map((channel) => accounts.find((account) => account.channel === channel))
    .find((account) => account !== undefined);
  if (chosen === undefined) {
    const name = channelName(meant[0] ?? '');
    return deskReply(said, { about: 'preferred-channel', text: wording.notBoundThere(name) });
  }
  await preferAccount(book.db, person.id, chosen.id);
  return deskReply(said, {
    about: 'preferred-channel',
    text: wording.remindedThere(channelName(chosen.channel)),
  });
}

function whereMeant(text: string): string | null {
  for (const order of ORDERS) {
    const where = order.exec(text)?.groups?.where;
    if (where !== undefined) return where;
  }
  return null;
}
