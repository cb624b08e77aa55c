import { answerSession, answerWith } from './answering.ts';
import { bindCodeIn } from './binding.ts';
import { deskReply, type Said } from './desk-said.ts';
import { codeOrderIn } from './issuing.ts';
import type { MessageResult } from './message-turn.ts';
import { isOwnDataOrder } from './own-data.ts';
import { readsAsReport } from './reads-as-report.ts';
import * as wording from './wording.ts';

/** Orders about households and reports, which are for a private chat. */
const ORDER =
  /^(?:待审|通过|退回|驳回|撤回|确认|换户主|查|账|看|走访|预警|答复|我的上报|我家的账)(?:\s|\d|[:：]|$)|^(?:查|账)[\s:：]?\p{Script=Han}{2,4}(?:\s?\d{4}年?)?$|^(?:看|暂停|继续|取消|催)?群发|^(?:紧急通知|发给|退订|订阅|我的订阅|标签)/u;
/** @村口 in front of what is said. */
const ADDRESS = /^@[^\s,，:：]{1,20}[\s,，:：]*/;

/** In a group others listen: silence, or an answer to a policy question, and never a word about a household. */
export async function groupTalk(said: Said): Promise<MessageResult> {
  const { input, session } = said;
  if (input.group?.addressed !== true) return { session: input.session, reply: null, about: 'group-talk' };
  const text = said.text.replace(ADDRESS, '');
  if (bindCodeIn(text)) return deskReply(said, { about: 'private-only', text: wording.CODE_IN_GROUP });
  if (isPrivate(text, input.at))
    return deskReply(said, { about: 'private-only', text: wording.PRIVATE_ONLY });
  const question = input.text.trimStart().replace(ADDRESS, '');
  const result = answerWith(said, await answerSession(said), question);
  return { ...result, session: { ...session, answer: result.session } };
}

function isPrivate(text: string, at: Date): boolean {
  if (codeOrderIn(text) !== null) return true;
  return bindCodeIn(text) !== null || isOwnDataOrder(text) || ORDER.test(text) || readsAsReport(text, at);
}
