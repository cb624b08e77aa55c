import { parseMessage } from '../report/report.ts';
import { answerSession, answerWith } from './answering.ts';
import { bindCodeIn } from './binding.ts';
import { deskReply, type Said } from './desk-said.ts';
import type { MessageResult } from './message-turn.ts';
import { isOwnDataOrder } from './own-data.ts';
import * as wording from './wording.ts';

/** Orders about households and reports, which are for a private chat. */
const ORDER =
  /^(?:待审|通过|退回|驳回|撤回|确认|查|账|看|走访|预警|答复|我的上报|我家的账)(?:\s|\d|[:：]|$)|^(?:查|账)[\s:：]?\p{Script=Han}{2,4}(?:\s?\d{4}年?)?$/u;
/** 我们村谁是低保户, 王建国家收入多少: about persons. */
const ABOUT_PERSONS = /谁(?:家)?(?:是|有|评上|吃|拿|领)(?:了|上|着)?.{0,4}(?:户|低保|补贴|补助|五保|特困)/;

/** In a group others listen: silence, or an answer to a policy question, and never a word about a household. */
export async function groupTalk(said: Said): Promise<MessageResult> {
  const { input, session } = said;
  if (input.group?.addressed !== true) return { session: input.session, reply: null, about: 'group-talk' };
  const text = said.text.replace(/^@[^\s,，:：]{1,20}[\s,，:：]*/, '');
  if (bindCodeIn(text)) return deskReply(said, { about: 'private-only', text: wording.CODE_IN_GROUP });
  if (isPrivate(text, input.at)) return deskReply(said, { about: 'private-only', text: wording.PRIVATE_ONLY });
  const result = answerWith(said, await answerSession(said), input.text.replace(/^@[^\s,，:：]{1,20}[\s,，:：]*/, ''));
  return { ...result, session: { ...session, answer: result.session } };
}

function isPrivate(text: string, at: Date): boolean {
  return (
    bindCodeIn(text) !== null ||
    isOwnDataOrder(text) ||
    ORDER.test(text) ||
    ABOUT_PERSONS.test(text) ||
    parseMessage(text, at, []).kind === 'report'
  );
}
