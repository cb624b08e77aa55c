import type { OutgoingFile } from '../../outbox/outbox.ts';
import type { Outgoing, SendResult } from '../channel.ts';
import type { Api } from '../tencent/api.ts';
import type { Asked, JsonAnswer } from '../tencent/http.ts';
import { cardOf } from './card.ts';
import { outcomeOf } from './outcome.ts';
import { answerWith } from './wording.ts';

export interface SenderParts {
  api: Api;
  agentId: number;
  cards: boolean;
}

/** What is longer the platform cuts off. */
const TEXT_BYTES = 2048;
/** Long enough for the second try; later on, the same words may be meant. */
const CHECK_SECONDS = 60;
/** Remembered at most; a message is tried again within minutes, or not at all. */
const REMEMBERED = 1000;

/** Sends by the app to one member. */
export function createSender({
  api,
  agentId,
  cards,
}: SenderParts): (message: Outgoing) => Promise<SendResult> {
  /** Messages whose picture has left and whose text has not: a second try must not show the picture again. */
  const pictureLeft = new Set<string>();

  return async (message) => {
    // More than one person, or everybody, is never meant.
    if (!/^[^|@\s\p{Cc}][^|\s\p{Cc}]*$/u.test(message.chat)) return { kind: 'never', reason: 'not a member' };
    const { picture } = message;
    if (picture !== null && !pictureLeft.has(message.id)) {
      const result = await sendPicture(message, picture);
      if (result.kind !== 'sent' || message.text === '') return result;
      if (pictureLeft.size >= REMEMBERED) pictureLeft.clear();
      pictureLeft.add(message.id);
    }
    const card = cards ? cardOf(message) : null;
    const result = await post(
      message,
      card === null
        ? { msgtype: 'text', text: { content: withWords(message) } }
        : { msgtype: 'template_card', template_card: card },
    );
    if (result.kind === 'sent') pictureLeft.delete(message.id);
    return result;
  };

  async function sendPicture(message: Outgoing, picture: OutgoingFile): Promise<SendResult> {
    const type = picture.mime.startsWith('image/') ? 'image' : 'file';
    const uploaded = await api.upload('/cgi-bin/media/upload', picture);
    if (!uploaded.ok) {
      const result = outcomeOf(uploaded.fault);
      // Nobody has seen it yet, whatever became of the upload.
      return result.kind === 'unknown'
        ? { ...result, kind: 'later', afterMs: null, scope: 'channel' }
        : result;
    }
    return post(message, { msgtype: type, [type]: { media_id: uploaded.value.media_id } });
  }

  async function post({ chat, lane }: Outgoing, content: object): Promise<SendResult> {
    const body = { touser: chat, agentid: agentId, ...content };
    // Who asks the same thing twice gets the same words twice, and the platform's check would swallow the second. A
    // reminder nobody wants twice: under the check it can be sent again when the line breaks.
    if (lane === 'reply') return result(await api.post('/cgi-bin/message/send', body), chat);
    const checked = { ...body, enable_duplicate_check: 1, duplicate_check_interval: CHECK_SECONDS };
    const first = await api.post('/cgi-bin/message/send', checked);
    if (first.ok || first.fault.kind !== 'unknown') return result(first, chat);
    const second = await api.post('/cgi-bin/message/send', checked);
    // Not even the second has told what became of the first.
    return second.ok ? result(second, chat) : { kind: 'unknown', reason: first.fault.reason };
  }
}

function result(answered: Asked<JsonAnswer>, chat: string): SendResult {
  if (!answered.ok) return outcomeOf(answered.fault);
  const { invaliduser, unlicenseduser, msgid } = answered.value;
  // The platform gives them back in small letters.
  if (names(invaliduser, chat)) return { kind: 'blocked', reason: 'invaliduser' };
  if (names(unlicenseduser, chat)) return { kind: 'never', reason: 'unlicenseduser' };
  return { kind: 'sent', messageId: typeof msgid === 'string' ? msgid : null };
}

/** Words that were meant for buttons are said where they do not stand in the text. */
function withWords({ text, options }: Outgoing): string {
  const said = options.every((option) => text.includes(option));
  const whole = said ? text : `${text}\n${answerWith(options)}`;
  return Buffer.byteLength(whole) <= TEXT_BYTES ? whole : text;
}

function names(list: unknown, chat: string): boolean {
  return typeof list === 'string' && list.toLowerCase().split('|').includes(chat.toLowerCase());
}
