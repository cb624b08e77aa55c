import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteConsentsOf, noteConsent } from '../../storage/storage.ts';
import type { ChannelParts } from '../channel.ts';
import type { Api } from '../tencent/api.ts';
import { BODY_BYTES, createSealedCallback } from '../tencent/callback.ts';
import { createCallbackCipher, sameSignature, signatureOf } from '../tencent/crypto.ts';
import { forgetAccount } from '../tencent/forget-account.ts';
import { readXml, textIn, writeXml, type XmlFields } from '../tencent/xml.ts';
import { type Consent, type Happened, readHappened } from './incoming.ts';
import type { InlineAnswers } from './inline.ts';
import { fetchFile } from './media.ts';
import { OFFICIAL_ACCOUNT } from './name.ts';
import type { NoticeTemplate, OfficialAccountLogin } from './settings.ts';
import { plainText } from './text.ts';

export interface HooksParts extends Omit<ChannelParts, 'settings' | 'replies'> {
  login: OfficialAccountLogin;
  api: Api;
  inline: InlineAnswers;
  template: NoticeTemplate | null;
  /** Nothing more is taken in. */
  closed: () => boolean;
}

/** Stops the platform from bringing the message again. */
const TAKEN = 'success';
/** A plain call proves its time only, and not what stands in it: an old one is not taken for a new one. */
const FRESH_MS = 10 * 60_000;

/** What WeChat calls for a 公众号. */
export function createHooks(parts: HooksParts): Hono {
  const { inbox, storage, clock, log, login, api, inline, template, closed } = parts;
  const { token, appId, aesKey, root } = login;
  const sealed =
    aesKey === null ? null : createSealedCallback({ token, cipher: createCallbackCipher(aesKey, appId) });
  const hooks = new Hono();

  hooks.get('/', (c) => (isSigned(c) ? c.text(c.req.query('echostr') ?? '') : c.body(null, 403)));

  hooks.post('/', bodyLimit({ maxSize: BODY_BYTES }), async (c) => {
    if (closed()) return c.body(null, 503);
    const fields = isSigned(c) ? opened(c, await c.req.text()) : null;
    if (fields === null) {
      log.warn({ channel: OFFICIAL_ACCOUNT }, 'a call that is not from the platform was refused');
      return c.body(null, 403);
    }
    try {
      return await answer(c, fields, readHappened(fields));
    } catch (error) {
      log.error({ error: errorName(error), channel: OFFICIAL_ACCOUNT }, 'message could not be kept');
      // The platform brings it again.
      return c.body(null, 503);
    }
  });
  return hooks;

  function isSigned(c: Context): boolean {
    const { signature, timestamp = '', nonce = '' } = c.req.query();
    return sameSignature(signature, signatureOf([token, timestamp, nonce]));
  }

  /** Where there is a key, nothing unsealed is taken, whatever the call says of itself. */
  function opened(c: Context, body: string): XmlFields | null {
    if (sealed !== null) return sealed.open(c, body);
    const sentAt = Number(c.req.query('timestamp')) * 1000;
    return Math.abs(clock.now().getTime() - sentAt) <= FRESH_MS ? readXml(body) : null;
  }

  async function answer(c: Context, fields: XmlFields, happened: Happened): Promise<Response> {
    const user = textIn(fields, 'FromUserName');
    if (user === '') return c.text(TAKEN);
    switch (happened.kind) {
      case 'said':
        return said(c, user, textIn(fields, 'ToUserName'), happened);
      case 'left':
        await left(user);
        return c.text(TAKEN);
      case 'consents':
        await consented(user, happened.consents, happened.at);
        return c.text(TAKEN);
      case 'notice-failed':
        if (happened.codes.length > 0)
          log.warn({ channel: OFFICIAL_ACCOUNT, codes: happened.codes }, 'a notice did not get through');
        return c.text(TAKEN);
      case 'nothing':
        return c.text(TAKEN);
    }
  }

  async function said(
    c: Context,
    user: string,
    us: string,
    { messageId, text, file }: Happened & { kind: 'said' },
  ): Promise<Response> {
    const key = `${user}\n${messageId}`;
    const outgoing = await inline.answer(key, async () => {
      const attachments = file === null ? [] : [await fetchFile(api, file, root)];
      const message = { channel: OFFICIAL_ACCOUNT, chat: user, sender: user, messageId, text, attachments };
      return (await inbox.accept({ ...message, receivedAt: clock.now().toISOString() })).id;
    });
    if (outgoing === null) return c.text(TAKEN);
    whenOver(c, (arrived) => inline.answered(key, arrived));
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    const xml = writeXml({
      ToUserName: user,
      FromUserName: us,
      CreateTime: timestamp,
      MsgType: 'text',
      Content: plainText(outgoing.text),
    });
    c.header('Content-Type', 'application/xml; charset=utf-8');
    const nonce = randomBytes(8).toString('hex');
    return c.body(sealed === null ? xml : sealed.seal(xml, { timestamp, nonce }));
  }

  async function left(user: string): Promise<void> {
    await forgetAccount(storage, { channel: OFFICIAL_ACCOUNT, platformUserId: user }, clock.now());
    await deleteConsentsOf(storage.db, { channel: OFFICIAL_ACCOUNT, chat: user });
  }

  async function consented(user: string, consents: readonly Consent[], at: string): Promise<void> {
    const ours = consents.find((one) => one.template === template?.id);
    if (template === null || ours === undefined) return;
    const key = { channel: OFFICIAL_ACCOUNT, chat: user, template: template.id };
    await noteConsent(storage.db, { ...key, granted: ours.granted, lasting: template.lasting, at });
  }
}

/** Tells whether the answer has wholly left, once the request is over. */
function whenOver(c: Context, tell: (arrived: boolean) => void): void {
  // Without a server around it there is no line that could break.
  const { outgoing }: Partial<HttpBindings> = c.env ?? {};
  if (outgoing === undefined) tell(true);
  else if (outgoing.destroyed) tell(false);
  else outgoing.once('close', () => tell(outgoing.writableFinished));
}

/** An error's message may hold what a person wrote. */
function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
