import { describe, expect, it } from 'vitest';
import type { ChannelParts } from '../../../src/channels/channel.ts';
import { createCallbackCipher, signatureOf } from '../../../src/channels/tencent/crypto.ts';
import { writeXml } from '../../../src/channels/tencent/xml.ts';
import { createWecomChannel, type WecomSettings, wecomSettings } from '../../../src/channels/wecom/wecom.ts';
import { liveAccount } from '../../../src/storage/storage.ts';
import { pngOf } from '../picture.ts';
import { bindCadre } from '../tencent/bound.ts';
import { WECOM } from '../tencent/vectors.ts';
import { openStage, type Stage } from './stage.ts';

/** The channel of the published example, around the inbox of a stage. */
async function example(stage: Stage, taken: string[]) {
  const channel = createWecomChannel({
    ...stage,
    log: { warn() {}, error() {} } as unknown as ChannelParts['log'],
    inbox: {
      accept: async ({ chat, text, messageId }: { chat: string; text: string; messageId: string }) => {
        taken.push(`${chat} ${messageId} ${text}`);
        return { id: '1', duplicate: false };
      },
      settle: async () => null,
    } as unknown as ChannelParts['inbox'],
    replies: { claim: async () => null, settle: async () => undefined },
    settings: wecomSettings.parse({
      WECOM_CORP_ID: WECOM.receiver,
      WECOM_AGENT_ID: '218',
      WECOM_SECRET: 'x',
      WECOM_TOKEN: WECOM.token,
      WECOM_AES_KEY: WECOM.key,
    }) satisfies WecomSettings,
  });
  await channel.start();
  const hooks = channel.hooks;
  if (!hooks) throw new Error('no hooks');
  return (query: Record<string, string>, body?: string) =>
    hooks.request(`/?${new URLSearchParams(query)}`, body === undefined ? {} : { method: 'POST', body });
}

const { message, echo } = WECOM;
const echoQuery = {
  msg_signature: echo.signature,
  timestamp: echo.timestamp,
  nonce: echo.nonce,
  echostr: echo.encrypted,
};
const messageQuery = {
  msg_signature: message.signature,
  timestamp: message.timestamp,
  nonce: message.nonce,
};
const messageBody = writeXml({ ToUserName: WECOM.receiver, AgentID: '218', Encrypt: message.encrypted });

describe('the callback of 企业微信, by the published example', () => {
  it('answers the address check with the bare text', async () => {
    const ask = await example(await openStage(), []);
    const answer = await ask(echoQuery);
    expect([answer.status, await answer.text()]).toEqual([200, echo.plain]);
  });

  it('takes the message and answers an empty 200', async () => {
    const taken: string[] = [];
    const ask = await example(await openStage(), taken);
    const answer = await ask(messageQuery, messageBody);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(taken).toEqual(['mycreate 4561255354251345929 hello']);
  });

  it('refuses what is not signed, or not for us, or no message', async () => {
    const taken: string[] = [];
    const ask = await example(await openStage(), taken);
    const wrong = { ...messageQuery, msg_signature: '0'.repeat(40) };
    const { msg_signature, ...unsigned } = messageQuery;
    expect(msg_signature).toBe(message.signature);
    expect((await ask({ ...echoQuery, msg_signature: '0'.repeat(40) })).status).toBe(403);
    expect((await ask({})).status).toBe(403);
    for (const [query, body] of [
      [wrong, messageBody],
      [unsigned, messageBody],
      [{ ...messageQuery, nonce: '1' }, messageBody],
      [messageQuery, messageBody.replace('RypE', 'RypF')],
      [messageQuery, `<!DOCTYPE xml>${messageBody}`],
      [messageQuery, ''],
      [messageQuery, '{}'],
    ] as const)
      expect((await ask(query, body)).status).toBe(403);
    // Well signed, and sealed for another corp.
    const sealed = createCallbackCipher(WECOM.key, 'wwother').encrypt('<xml><MsgId>1</MsgId></xml>');
    const query = { timestamp: '1', nonce: '2', msg_signature: signatureOf([WECOM.token, '1', '2', sealed]) };
    expect((await ask(query, writeXml({ Encrypt: sealed }))).status).toBe(403);
    expect((await ask(messageQuery, 'x'.repeat(200_000))).status).toBe(413);
    expect(taken).toEqual([]);
  });
});

describe('what members do', () => {
  it('is taken in as words: joining, the menu, a place, a card’s button', async () => {
    const { fake, accepted } = await openStage();
    await fake.callback('Uwang', { MsgType: 'event', Event: 'subscribe' });
    await fake.callback('Uwang', { MsgType: 'event', Event: 'click', EventKey: '待审' });
    await fake.callback('Uwang', { MsgType: 'location', MsgId: '7', Label: '锡尼镇' });
    const pressed = await fake.callback('Uwang', {
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: '对',
      TaskId: 'reply-1',
    });
    expect(accepted.map(({ text }) => text)).toEqual(['你好', '待审', '锡尼镇', '对']);
    // The card is told what was pressed.
    expect(pressed[0]?.body).toContain('<Encrypt>');
  });

  it('delivered twice is one thing, two things in one second are two', async () => {
    const { fake, accepted, storage } = await openStage();
    const click = { MsgType: 'event', Event: 'click', CreateTime: 1_795_136_400 };
    await fake.callback('Uwang', { ...click, EventKey: '待审' });
    await fake.callback('Uwang', { ...click, EventKey: '待审' });
    await fake.callback('Uwang', { ...click, EventKey: '帮助' });
    expect(accepted).toHaveLength(3);
    const kept = await storage.db.selectFrom('incoming_messages').select('text').execute();
    expect(kept.map(({ text }) => text).sort()).toEqual(['帮助', '待审'].sort());
  });

  it('that says nothing is acknowledged and left: opening the app, a sticker', async () => {
    const { fake, accepted } = await openStage();
    for (const fields of [
      { MsgType: 'event', Event: 'enter_agent' },
      { MsgType: 'event', Event: 'click', EventKey: '' },
      { MsgType: 'sticker', MsgId: '9' },
      { MsgType: 'text', Content: 'no number' },
    ])
      expect(await fake.callback('Uwang', fields)).toEqual([{ status: 200, body: '' }]);
    expect(accepted).toEqual([]);
  });

  it('in pictures is fetched by its number, and a voice is told of', async () => {
    const { fake, accepted } = await openStage();
    const bytes = pngOf(3, 3);
    fake.media.set('m-1', bytes);
    await fake.callback('Uwang', {
      MsgType: 'image',
      MsgId: '1',
      MediaId: 'm-1',
      PicUrl: 'http://10.0.0.1/x',
    });
    await fake.callback('Uwang', { MsgType: 'voice', MsgId: '2', MediaId: 'm-2' });
    const [image, voice] = accepted.map(({ attachments }) => attachments?.[0]);
    expect(image).toMatchObject({ kind: 'image', content: { mime: 'image/png' } });
    expect(Buffer.from(image?.content?.bytes ?? []).equals(bytes)).toBe(true);
    expect(voice).toEqual({ kind: 'voice', name: '2' });
  });

  it('by leaving ends the link of his account', async () => {
    const { fake, storage } = await openStage();
    await bindCadre(storage, 'wecom', 'Uwang');
    const user = { channel: 'wecom', platformUserId: 'Uwang' };
    expect(await liveAccount(storage.db, user)).toBeDefined();
    await fake.callback('Uwang', { MsgType: 'event', Event: 'unsubscribe' });
    expect(await liveAccount(storage.db, user)).toBeUndefined();
  });
});
