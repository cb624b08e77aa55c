import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { IncomingFile } from '../../conversation/conversation.ts';
import type { ChannelParts } from '../channel.ts';
import type { Api } from '../tencent/api.ts';
import { BODY_BYTES, createSealedCallback } from '../tencent/callback.ts';
import { createCallbackCipher } from '../tencent/crypto.ts';
import { forgetAccount } from '../tencent/forget-account.ts';
import type { UnderWay } from '../tencent/under-way.ts';
import { textIn, writeXml } from '../tencent/xml.ts';
import { type Happened, readHappened } from './incoming.ts';
import { WECOM } from './name.ts';
import type { WecomLogin } from './settings.ts';
import { chosen } from './wording.ts';

export interface HooksParts extends Omit<ChannelParts, 'settings' | 'replies'> {
  login: WecomLogin;
  api: Api;
  underWay: UnderWay;
  /** Nothing more is taken in. */
  closed: () => boolean;
}

/** The platform waits 5 seconds for the whole request. */
const MEDIA = { maxBytes: 10 * 1024 * 1024, timeoutMs: 3000 };

/** What 企业微信 calls: kept first, then acknowledged with an empty 200, then worked on. */
export function createHooks(parts: HooksParts): Hono {
  const { inbox, storage, clock, log, login, api, underWay, closed } = parts;
  const { token, corpId, aesKey } = login;
  const callback = createSealedCallback({ token, cipher: createCallbackCipher(aesKey, corpId) });
  const hooks = new Hono();

  hooks.get('/', (c) => {
    const echo = callback.echo(c);
    return echo === null ? c.body(null, 403) : c.text(echo);
  });

  hooks.post('/', bodyLimit({ maxSize: BODY_BYTES }), async (c) => {
    if (closed()) return c.body(null, 503);
    const fields = callback.open(c, await c.req.text());
    if (fields === null) {
      log.warn({ channel: WECOM }, 'a call that is not from the platform was refused');
      return c.body(null, 403);
    }
    const user = textIn(fields, 'FromUserName');
    if (user === '' || textIn(fields, 'ToUserName') !== corpId) return c.body(null, 200);
    return answer(c, user, readHappened(fields));
  });
  return hooks;

  async function answer(c: Context, user: string, happened: Happened): Promise<Response> {
    try {
      switch (happened.kind) {
        case 'nothing':
          return c.body(null, 200);
        case 'left':
          await forgetAccount(storage, { channel: WECOM, platformUserId: user }, clock.now());
          return c.body(null, 200);
        case 'pressed':
          await accept(user, happened.messageId, happened.label, []);
          return sealed(c, user, happened.label);
        case 'said': {
          const { messageId, text, file } = happened;
          await accept(user, messageId, text, file === undefined ? [] : [await fetched(file, messageId)]);
          return c.body(null, 200);
        }
      }
    } catch (error) {
      log.error({ error: errorName(error), channel: WECOM }, 'message could not be kept');
      // The platform brings it again.
      return c.body(null, 503);
    }
  }

  async function accept(
    user: string,
    messageId: string,
    text: string,
    attachments: readonly IncomingFile[],
  ): Promise<void> {
    const receivedAt = clock.now().toISOString();
    const message = { channel: WECOM, chat: user, sender: user, messageId, text, receivedAt, attachments };
    const { id } = await inbox.accept(message);
    underWay.add(
      inbox
        .settle(id)
        // It is kept: the chat's next message or the next start settles it.
        .catch((error: unknown) =>
          log.error({ error: errorName(error), id, channel: WECOM }, 'reply could not be worked out'),
        ),
    );
  }

  async function fetched(
    { mediaId, kind }: { mediaId: string; kind: IncomingFile['kind'] },
    name: string,
  ): Promise<IncomingFile> {
    if (kind !== 'image' && kind !== 'file') return { kind, name };
    const got = await api.download('/cgi-bin/media/get', { media_id: mediaId }, MEDIA);
    if (got.ok) return { kind, name, content: got.value };
    log.warn({ channel: WECOM, fault: got.fault.kind }, 'a picture or file could not be fetched');
    return { kind, name };
  }

  /** The card shows what was pressed; without this answer its buttons would go on waiting. */
  function sealed(c: Context, user: string, label: string): Response {
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    const xml = writeXml({
      ToUserName: user,
      FromUserName: corpId,
      CreateTime: timestamp,
      MsgType: 'update_button',
      Button: { ReplaceName: chosen(label) },
    });
    c.header('Content-Type', 'application/xml; charset=utf-8');
    return c.body(callback.seal(xml, { timestamp, nonce: randomBytes(8).toString('hex') }));
  }
}

/** An error's message may hold what a person wrote. */
function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
