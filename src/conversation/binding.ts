import { localDate } from '../clock/clock.ts';
import { releaseFor } from '../outbox/outbox.ts';
import { type BindResult, bind } from '../register/register.ts';
import { channelName } from './channel-words.ts';
import { deskReply, type Said } from './desk-said.ts';
import { newDeskSession } from './desk-session.ts';
import type { MessageResult } from './message-turn.ts';
import type { OutgoingNotice } from './notices.ts';
import * as wording from './wording.ts';

const SPOKEN_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

const BIND =
  /^(?:我要|我想|帮我|请)?(?:绑定|邦定|绑订)(?:码|账号|身份)?(?:是)?[:：,，\s]*([\d〇零一二三四五六七八九幺\s-]*)[。.!！]*$/;

/** 绑定 829134, 绑定码是829134, 绑定八二九一三四 → the code as digits; '' for 绑定 alone; null for anything else. */
export function bindCodeIn(text: string): string | null {
  const code = BIND.exec(text)?.[1];
  if (code === undefined) return null;
  return code.replace(/[\s-]/g, '').replace(/\D/g, (digit) => SPOKEN_DIGITS[digit] ?? digit);
}

/** `绑定 829134`: the account speaks for that person from now on. */
export async function bindAccount(said: Said, code: string): Promise<MessageResult> {
  const { input, book } = said;
  if (code === '') return deskReply(said, { about: 'bind-help', text: wording.HOW_TO_BIND });
  const { channel, sender, chat } = input;
  const result = await bind(book, { code, channel, platformUserId: sender, chat });
  if (!result.ok) return deskReply(said, { about: 'bind-refused', text: result.message });
  const { person } = result;
  const session = person.id === said.person?.id ? said.session : newDeskSession(person.id);
  await sendLate(said, person.id);
  const notices = noticesOfChange(said, result);
  return deskReply({ ...said, session }, { about: 'bound', text: wording.bound(person), notices });
}

/** The earlier account is told, and whoever this account spoke for until now. */
function noticesOfChange(
  { input }: Said,
  { person, previous, wasPersonId }: BindResult & { ok: true },
): OutgoingNotice[] {
  const notices: OutgoingNotice[] = [];
  if (previous !== null && previous.chat !== input.chat) {
    const { channel, chat } = previous;
    notices.push({
      to: person.id,
      text: wording.BOUND_ELSEWHERE,
      options: [],
      about: 'bound-elsewhere',
      account: { channel, chat },
    });
  }
  if (wasPersonId !== null) {
    const text = wording.accountTaken(channelName(input.channel));
    notices.push({ to: wasPersonId, text, options: [], about: 'account-taken' });
  }
  return notices;
}

/** What waited for the person while he had no account leaves now; what it asked for may long be done: no buttons. */
async function sendLate({ input, book }: Said, personId: string): Promise<void> {
  await releaseFor(book.db, personId, input.at, (text, writtenAt) => ({
    text: wording.sentLate(localDate(writtenAt), text),
    options: [],
  }));
}
