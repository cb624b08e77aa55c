import type { Clock } from '../../clock/clock.ts';
import type { OutgoingFile } from '../../outbox/outbox.ts';
import type { Outgoing, SendResult } from '../channel.ts';
import type { Api } from '../tencent/api.ts';
import type { Fault } from '../tencent/http.ts';
import { isWindowShut, outcomeOf, windowShut } from './outcome.ts';
import { plainText } from './text.ts';

/** Remembered at most; a message is tried again within minutes, or not at all. */
const REMEMBERED = 1000;

/** Sends customer messages; a reminder that comes too late for one goes by a subscription notice. */
export function createSender({
  api,
  clock,
  notice,
}: {
  api: Api;
  clock: Clock;
  /** Null: no template is set. */
  notice: ((message: Outgoing) => Promise<SendResult>) | null;
}): (message: Outgoing) => Promise<SendResult> {
  /** Messages whose picture has left and whose text has not: a second try must not show the picture again. */
  const pictureLeft = new Set<string>();

  return async (message) => {
    if (!/^[\w-]{5,128}$/.test(message.chat)) return { kind: 'never', reason: 'not an openid' };
    const { picture } = message;
    if (picture !== null && !pictureLeft.has(message.id)) {
      const fault = await sendPicture(message, picture);
      if (fault === 'not a picture') return { kind: 'never', reason: fault };
      if (fault !== null) return other(message, fault);
      if (message.text === '') return { kind: 'sent', messageId: null };
      if (pictureLeft.size >= REMEMBERED) pictureLeft.clear();
      pictureLeft.add(message.id);
    }
    const fault = await post(message, { msgtype: 'text', text: { content: plainText(message.text) } });
    if (fault !== null) return other(message, fault);
    pictureLeft.delete(message.id);
    return { kind: 'sent', messageId: null };
  };

  async function sendPicture(
    message: Outgoing,
    picture: OutgoingFile,
  ): Promise<Fault | 'not a picture' | null> {
    if (!picture.mime.startsWith('image/')) return 'not a picture';
    const uploaded = await api.upload('/cgi-bin/media/upload', picture);
    if (uploaded.ok) return post(message, { msgtype: 'image', image: { media_id: uploaded.value.media_id } });
    // Nobody has seen it yet, whatever became of the upload.
    return uploaded.fault.kind === 'unknown' ? { ...uploaded.fault, kind: 'not-sent' } : uploaded.fault;
  }

  async function post({ chat }: Outgoing, content: object): Promise<Fault | null> {
    const asked = await api.post('/cgi-bin/message/custom/send', { touser: chat, ...content });
    return asked.ok ? null : asked.fault;
  }

  /** A reply that comes too late is of no use as a notice of twenty characters. */
  function other(message: Outgoing, fault: Fault): Promise<SendResult> | SendResult {
    if (message.lane === 'reply' || !isWindowShut(fault)) return outcomeOf(fault, clock.now());
    return notice === null || message.text === '' ? windowShut('no notice') : notice(message);
  }
}
