import { type Api, InputFile } from 'grammy';
import type { Clock } from '../../clock/clock.ts';
import type { Outgoing, OutgoingFile, SendResult } from '../../outbox/outbox.ts';
import { keyboardOf } from './buttons.ts';
import { createGroupPace } from './group-pace.ts';
import { outcomeOf, troubleOf } from './outcome.ts';

/** What may stand under a picture, in UTF-16 units. */
const CAPTION_LIMIT = 1024;
/** Pictures whose text has still to follow; a sender that is told “later” comes back with the same id. */
const REMEMBERED = 1000;

/** Sends one message to one chat. Never throws. */
export function createSender({ api, clock }: { api: Api; clock: Clock }): {
  send(message: Outgoing): Promise<SendResult>;
} {
  const groups = createGroupPace(clock);
  const pictureSent = new Set<string>();
  let limited = { chat: '', until: 0 };

  async function send(message: Outgoing): Promise<SendResult> {
    const waitMs = groups.take(message.chat);
    if (waitMs > 0)
      return { kind: 'later', afterMs: waitMs, scope: 'chat', reason: '20 a minute in a group' };
    try {
      return { kind: 'sent', messageId: await deliver(message) };
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.movedTo !== null && trouble.movedTo !== message.chat)
        return send({ ...message, chat: trouble.movedTo });
      return outcomeOf(trouble, trouble.code === 429 ? scopeOf(message.chat, trouble.retryAfter) : 'channel');
    }
  }

  /** The platform does not say whether one chat or the whole bot is meant: a second chat within the time tells. */
  function scopeOf(chat: string, retryAfter: number | null): 'chat' | 'channel' {
    const now = clock.now().getTime();
    const scope = limited.until > now && limited.chat !== chat ? 'channel' : 'chat';
    limited = { chat, until: now + (retryAfter ?? 0) };
    return scope;
  }

  async function deliver(message: Outgoing): Promise<string> {
    const { id, chat, text, options, picture, inReplyTo } = message;
    const other = {
      // In a group it must be seen who is answered. A press has no message of its own to answer to.
      ...(chat.startsWith('-') && inReplyTo !== null && /^\d+$/.test(inReplyTo)
        ? { reply_parameters: { message_id: Number(inReplyTo), allow_sending_without_reply: true } }
        : {}),
      ...(options.length > 0 ? { reply_markup: keyboardOf(options) } : {}),
    };
    if (picture !== null && text.length <= CAPTION_LIMIT)
      return sendPicture(chat, picture, text === '' ? other : { ...other, caption: text });
    if (picture !== null && !pictureSent.has(id)) {
      await sendPicture(chat, picture, {});
      rememberPicture(id);
    }
    const sent = await api.sendMessage(chat, text, { ...other, link_preview_options: { is_disabled: true } });
    pictureSent.delete(id);
    return String(sent.message_id);
  }

  async function sendPicture(
    chat: string,
    { mime, name, bytes }: OutgoingFile,
    other: Parameters<Api['sendPhoto']>[2] & Parameters<Api['sendDocument']>[2],
  ): Promise<string> {
    // grammY writes the name into a header as it is.
    const file = () => new InputFile(bytes, name.replace(/[\r\n";]/g, '_'));
    if (/^image\/(?:jpeg|png|webp)$/.test(mime)) {
      try {
        return String((await api.sendPhoto(chat, file(), other)).message_id);
      } catch (error) {
        // Too long, too narrow, too large for a photo: as a file it still arrives.
        if (!/PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|too big/i.test(troubleOf(error).reason))
          throw error;
      }
    }
    return String((await api.sendDocument(chat, file(), other)).message_id);
  }

  function rememberPicture(id: string): void {
    pictureSent.add(id);
    const [oldest] = pictureSent;
    if (pictureSent.size > REMEMBERED && oldest !== undefined) pictureSent.delete(oldest);
  }

  return { send };
}
