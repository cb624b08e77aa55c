import { createHash } from 'node:crypto';
import { maskNumbers, maskPhones } from '../../language/language.ts';
import type { Capabilities, Channel, ChannelKind, ChannelParts, Outgoing, SendResult } from '../channel.ts';
import { askJson } from '../tencent/http.ts';
import { WECOM_ROBOT } from './name.ts';
import { outcomeOf } from './outcome.ts';
import { type WecomSettings, wecomRobots, withoutSlash } from './settings.ts';
import { ROBOT_NONE, ROBOT_OK } from './wording.ts';

/** It only says things into a group; whoever answers there is not heard. */
export const wecomRobotCapabilities: Capabilities = {
  text: { limit: 2000, unit: 'bytes' },
  buttons: 0,
  pictures: { in: false, out: true },
  groups: true,
  mayBegin: true,
  replyWindow: null,
  stableUserIds: true,
  stableMessageIds: true,
  // The platform's 20 a minute; a picture with its text is two.
  quotas: [{ per: 'chat', messages: 10, ms: 60_000 }],
  pauseMs: null,
  inlineReplyMs: null,
  pulls: false,
};

const PICTURE_BYTES = 2 * 1024 * 1024;
/** The key is wrong, or the robot was taken out of its group. */
const ROBOT_GONE = new Set([93_000, 93_004, 93_008]);

/** The robots of groups: a chat is a robot's name in the settings. Notices for everybody, never about a person. */
export function createWecomRobotChannel(
  { settings, log }: ChannelParts<WecomSettings>,
  callMs = 10_000,
): Channel {
  const robots = wecomRobots(settings);
  const root = withoutSlash(settings.WECOM_API_ROOT);
  return {
    name: WECOM_ROBOT,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    async send(message) {
      const key = robots.get(message.chat);
      if (key === undefined) return { kind: 'blocked', reason: 'no robot of that name' };
      // A whole group reads it, and screens get photographed.
      if (maskPhones(maskNumbers(message.text)) !== message.text) {
        log.error({ channel: WECOM_ROBOT }, 'a notice to a group held a person’s number and was not sent');
        return { kind: 'never', reason: 'personal data' };
      }
      return sendTo(key, message);
    },
    check: () =>
      Promise.resolve(robots.size > 0 ? { ok: true, say: ROBOT_OK } : { ok: false, say: ROBOT_NONE }),
  };

  async function sendTo(key: string, { text, picture }: Outgoing): Promise<SendResult> {
    if (picture === null) return post(key, { msgtype: 'text', text: { content: text } });
    const { bytes } = picture;
    if (!/^image\/(?:jpeg|png)$/.test(picture.mime) || bytes.length > PICTURE_BYTES)
      return { kind: 'never', reason: 'not a picture that a robot can show' };
    // The words first: where the picture fails afterwards, a second try must not say them again, so that is the end.
    const said = text === '' ? null : await post(key, { msgtype: 'text', text: { content: text } });
    if (said !== null && said.kind !== 'sent') return said;
    const base64 = Buffer.from(bytes).toString('base64');
    const md5 = createHash('md5').update(bytes).digest('hex');
    const shown = await post(key, { msgtype: 'image', image: { base64, md5 } });
    return said === null || shown.kind === 'sent'
      ? shown
      : { kind: 'unknown', reason: `words sent, picture: ${shown.reason}` };
  }

  async function post(key: string, body: object): Promise<SendResult> {
    const url = `${root}/cgi-bin/webhook/send?${new URLSearchParams({ key })}`;
    const asked = await askJson(url, { body: JSON.stringify(body), timeoutMs: callMs });
    if (asked.ok) return { kind: 'sent', messageId: null };
    const { fault } = asked;
    if (fault.kind === 'errcode' && ROBOT_GONE.has(fault.code))
      return { kind: 'blocked', reason: `errcode ${fault.code}` };
    const result = outcomeOf(fault);
    // Each robot has its own limit: the others may go on.
    return result.kind === 'later' && fault.kind === 'errcode' ? { ...result, scope: 'chat' } : result;
  }
}

/** Its line in THE list. */
export const wecomRobotKind: ChannelKind<Channel, WecomSettings> = {
  name: WECOM_ROBOT,
  capabilities: wecomRobotCapabilities,
  create: (parts) => createWecomRobotChannel(parts),
};
