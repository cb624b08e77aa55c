import type { Contact, Wechaty } from 'wechaty';
import type { Identity } from './identity.ts';
import type { BotSettings, FromBot, SendOrder } from './protocol.ts';

export type Result = Extract<FromBot, { type: 'sent' }>['result'];

/** A file on its way out, as wechaty wants it. */
export type FileOf = (picture: { name: string; base64: string }) => Parameters<Contact['say']>[0];

export interface Delivery {
  /** Hands one message to WeChat. Throws what wechaty throws. */
  deliver(order: SendOrder, identity: Identity<Contact>): Promise<Result>;
  /** Who asked in a group, by message: the answer is addressed to him. */
  noteAsker(messageId: string, contactId: string): void;
}

const ASKERS = 1000;
const INCOMPLETE_MS = 60_000;
const LATER_LOGIN_MS = 10 * 60_000;

export function createDelivery(parts: {
  bot: Wechaty;
  puppet: BotSettings['puppet'];
  fileOf: FileOf;
  trouble: (what: string) => void;
}): Delivery {
  const { bot, puppet, fileOf, trouble } = parts;
  const askers = new Map<string, string>();

  /** Who asked, to be addressed with the answer; nobody where that is not known any more. */
  async function askerOf(messageId: string | null): Promise<Contact[]> {
    const id = messageId === null ? undefined : askers.get(messageId);
    const asker = id === undefined ? undefined : await bot.Contact.find({ id });
    return asker === undefined ? [] : [asker];
  }

  /** With the web protocol that id names nobody any more; at a gateway the other account may log in again. */
  function anotherLogin(): Result {
    const reason = 'a contact of another log-in';
    if (puppet === 'wechat4u') return { kind: 'blocked', reason };
    return { kind: 'later', afterMs: LATER_LOGIN_MS, scope: 'chat', reason };
  }

  return {
    async deliver({ chat, text, picture, inReplyTo }, identity) {
      const named = await identity.named(chat);
      if (named === 'later') {
        const reason = 'the contact list is not complete yet';
        return { kind: 'later', afterMs: INCOMPLETE_MS, scope: 'chat', reason };
      }
      if (named === 'gone') return anotherLogin();
      const room = 'room' in named ? await bot.Room.find({ id: named.room }) : null;
      const target = 'contact' in named ? named.contact : room;
      if (target === null || target === undefined) return anotherLogin();
      let messageId: string | null = null;
      if (text !== '') {
        const asker = await askerOf(inReplyTo);
        messageId = idOf(room ? await room.say(text, ...asker) : await target.say(text));
      }
      if (picture !== null) {
        try {
          const shown = await target.say(fileOf(picture));
          messageId ??= idOf(shown);
        } catch (error) {
          // The words have arrived: sending both again would be worse than a missing picture.
          if (text === '') throw error;
          trouble('a picture could not be sent');
        }
      }
      return { kind: 'sent', messageId };
    },
    noteAsker(messageId, contactId) {
      askers.set(messageId, contactId);
      const oldest = askers.keys().next().value;
      if (askers.size > ASKERS && oldest !== undefined) askers.delete(oldest);
    },
  };
}

/** A message's id; most puppets tell none of what is sent. */
function idOf(message: unknown): string | null {
  return typeof message === 'object' && message !== null && 'id' in message ? String(message.id) : null;
}
