import { erasePerson, whatIsKept } from '../register/register.ts';
import { deskReply, type Said } from './desk-said.ts';
import { newDeskSession } from './desk-session.ts';
import type { MessageResult } from './message-turn.ts';
import * as wording from './wording.ts';

const SHOW =
  /^(?:请|帮我)?(?:查一?下|查看|查|看看|看一下|看)?我的(?:个人)?(?:信息|资料)(?:有哪些|是什么|都有啥)?[。.!！?？]*$/;
const ERASE =
  /^(?:请|帮我|我要|我想)?(?:(?:删除|删掉|删了|清除|注销)我的(?:个人)?(?:信息|资料|账号)|把我的(?:个人)?(?:信息|资料|账号)(?:都|全)?(?:删除|删掉|删了|清除|注销))(?:吧|了)?[。.!！]*$/;
const NOT = /^(?:不|不删|不删了|先不删|别删|算了|取消|不要|不要删|不了|不用)[。.!！了吧啊]*$/;
const SURE = /^(?:确认删除|确认|确定删除|确定|真的删|删吧)[。.!！]*$/;

/** Does the message ask about what is kept of the person himself? */
export function isOwnDataOrder(text: string): boolean {
  return SHOW.test(text) || ERASE.test(text);
}

/** 我的信息 and 删除我的信息; null where the message is neither of them. */
export async function ownData(said: Said): Promise<MessageResult | null> {
  const { text, person, session, book } = said;
  const sure = session.asked === 'erase' && SURE.test(text);
  if (session.asked === 'erase' && NOT.test(text))
    return deskReply(said, { about: 'erase-not', text: wording.NOT_ERASED });
  if (!sure && !isOwnDataOrder(text)) return null;
  if (person === null) return deskReply(said, { about: 'my-data', text: wording.NO_DATA });
  if (SHOW.test(text)) {
    return deskReply(said, { about: 'my-data', text: wording.myData(await whatIsKept(book, person)) });
  }
  // Whoever is on duty is refused: then there is nothing to confirm.
  if (!sure && person.role === 'villager') {
    const options = [wording.CONFIRM_ERASE];
    return deskReply(said, { about: 'erase-confirm', text: wording.ERASE_SURE, options, asked: 'erase' });
  }
  const result = await erasePerson(book, person, person.id, said.input.messageId);
  if (!result.ok) return deskReply(said, { about: 'erase-refused', text: result.message });
  const done = wording.erased(result.removed, result.kept);
  return deskReply({ ...said, session: newDeskSession(null) }, { about: 'erased', text: done });
}
