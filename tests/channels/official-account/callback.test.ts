import { describe, expect, it } from 'vitest';
import { createCallbackCipher, signatureOf } from '../../../src/channels/tencent/crypto.ts';
import { writeXml } from '../../../src/channels/tencent/xml.ts';
import { liveAccount } from '../../../src/storage/storage.ts';
import { pngOf } from '../picture.ts';
import { bindCadre } from '../tencent/bound.ts';
import { AES_KEY, APP_ID, TOKEN, US } from './fake-official-account.ts';
import { openStage, type Stage, text } from './stage.ts';

const NOW = String(Date.parse('2026-11-20T01:00:00Z') / 1000);
const OLD = String(Number(NOW) - 3600);

function signed(timestamp = NOW): Record<string, string> {
  return { signature: signatureOf([TOKEN, timestamp, 'n']), timestamp, nonce: 'n' };
}
const plain = (content = '低保') =>
  writeXml({ ToUserName: US, FromUserName: 'Uwang', CreateTime: 1, ...text('1', content) });

/** Calls the hook as whoever knows its address. */
async function ask({ channel }: Stage, query: Record<string, string>, body?: string) {
  const url = `/?${new URLSearchParams(query)}`;
  const answer = await channel.hooks?.request(url, body === undefined ? {} : { method: 'POST', body });
  return { status: answer?.status, body: await answer?.text() };
}

describe('the address of a 公众号', () => {
  it('is proved by giving the bare word back, to whoever signed', async () => {
    const stage = await openStage();
    expect(await ask(stage, { ...signed(), echostr: '5887' })).toEqual({ status: 200, body: '5887' });
    expect((await ask(stage, { ...signed(), signature: 'x', echostr: '5887' })).status).toBe(403);
    expect((await ask(stage, {})).status).toBe(403);
  });

  it('in plain mode takes what is signed and of today, and nothing else', async () => {
    const stage = await openStage();
    expect((await ask(stage, signed(), plain())).body).toContain('低保');
    expect((await ask(stage, signed(OLD), plain())).status).toBe(403);
    expect((await ask(stage, { ...signed(), nonce: 'm' }, plain())).status).toBe(403);
    expect((await ask(stage, signed(), `<!DOCTYPE x [<!ENTITY a "b">]>${plain()}`)).status).toBe(403);
    expect((await ask(stage, signed(), 'x'.repeat(200_000))).status).toBe(413);
    expect(stage.accepted).toHaveLength(1);
  });

  it('in safe mode takes nothing unsealed, whatever the call says of itself', async () => {
    const stage = await openStage({ sealed: true });
    const sealed = createCallbackCipher(AES_KEY, APP_ID).encrypt(plain());
    const body = writeXml({ ToUserName: US, Encrypt: sealed });
    const proof = { ...signed(), encrypt_type: 'aes', msg_signature: signatureOf([TOKEN, NOW, 'n', sealed]) };
    expect((await ask(stage, signed(), plain())).status).toBe(403);
    expect((await ask(stage, { ...signed(), encrypt_type: 'raw' }, plain())).status).toBe(403);
    expect((await ask(stage, { ...proof, msg_signature: 'x' }, body)).status).toBe(403);
    expect((await ask(stage, { ...proof, signature: 'x' }, body)).status).toBe(403);
    const other = createCallbackCipher(AES_KEY, 'wxother').encrypt(plain());
    const wrong = { ...proof, msg_signature: signatureOf([TOKEN, NOW, 'n', other]) };
    expect((await ask(stage, wrong, writeXml({ Encrypt: other }))).status).toBe(403);
    expect(stage.accepted).toEqual([]);
    // In 兼容模式 both stand in the call: only the sealed one counts.
    const both = body.replace('</xml>', '<Content>假的</Content></xml>');
    const answer = await ask(stage, proof, both);
    expect([answer.status, stage.accepted[0]?.text]).toEqual([200, '低保']);
    expect(answer.body).toMatch(/^<xml><Encrypt>/);
  });

  it('logs neither words nor persons of what it refused or could not keep', async () => {
    const stage = await openStage({
      between: (inbox) => ({ ...inbox, accept: () => Promise.reject(new Error('赵有财')) }),
    });
    await ask(stage, signed(), plain('赵有财病了'));
    await ask(stage, {}, plain('赵有财病了'));
    const logged = stage.logged();
    expect(logged).toContain('message could not be kept');
    for (const word of ['赵有财', 'Uwang', TOKEN]) expect(logged).not.toContain(word);
  });
});

describe('what followers do', () => {
  it.each([
    [{ MsgType: 'voice', MsgId: '1', MediaId: 'm', Recognition: '低保多少钱。' }, '低保多少钱。'],
    [{ MsgType: 'location', MsgId: '1', Label: '锡尼镇' }, '锡尼镇'],
    [{ MsgType: 'link', MsgId: '1', Title: '惠农政策', Url: 'http://a' }, '惠农政策'],
    [{ MsgType: 'event', Event: 'subscribe', EventKey: '' }, '你好'],
    [{ MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_829134' }, '绑定 829134'],
    [{ MsgType: 'event', Event: 'SCAN', EventKey: '829134' }, '绑定 829134'],
    [{ MsgType: 'event', Event: 'CLICK', EventKey: '我的账' }, '我的账'],
    [{ MsgType: 'text', MsgId: '1', Content: '0110' }, '0110'],
  ])('%j says %s', async (fields, said) => {
    const { fake, accepted } = await openStage();
    await fake.callback('Uwang', fields);
    expect(accepted).toMatchObject([{ text: said, chat: 'Uwang', sender: 'Uwang', attachments: [] }]);
    // The same once more is not worked on again.
    await fake.callback('Uwang', fields);
    expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it.each([
    { MsgType: 'event', Event: 'SCAN', EventKey: 'shop-17' },
    { MsgType: 'event', Event: 'VIEW', EventKey: 'http://a' },
    { MsgType: 'event', Event: 'LOCATION' },
    { MsgType: 'text', Content: 'no number' },
    { MsgType: 'new-kind', MsgId: '1' },
  ])('%j says nothing', async (fields) => {
    const { fake, accepted } = await openStage();
    expect(await fake.callback('Uwang', fields)).toEqual([{ status: 200, body: 'success' }]);
    expect(accepted).toEqual([]);
  });

  it('in a voice that nobody wrote down, in a film, is told of', async () => {
    const { fake, accepted } = await openStage();
    await fake.callback('Uwang', { MsgType: 'voice', MsgId: '1', MediaId: 'm' });
    await fake.callback('Uwang', { MsgType: 'shortvideo', MsgId: '2', MediaId: 'm' });
    expect(accepted.map(({ attachments }) => attachments?.[0]?.kind)).toEqual(['voice', 'video']);
  });

  it('in a picture is fetched by its number where its address is no address of WeChat', async () => {
    const { fake, accepted } = await openStage();
    const bytes = pngOf(6, 6);
    fake.media.set('m-1', bytes);
    // Whoever makes up a message could else have us call machines of our own network.
    const PicUrl = fake.root.replace('127.0.0.1', 'localhost').concat('/pic/m-1');
    await fake.callback('Uwang', { MsgType: 'image', MsgId: '1', MediaId: 'm-1', PicUrl });
    const [file] = accepted[0]?.attachments ?? [];
    expect(Buffer.from(file?.content?.bytes ?? []).equals(bytes)).toBe(true);
    expect(fake.calls.some((path) => path.startsWith('/pic'))).toBe(false);
  });

  it('cannot make a link of what they typed', async () => {
    const { fake } = await openStage();
    await fake.callback('Uwang', text('1', '<a href="http://x">点我</a> <b>粗</b>'));
    expect(fake.shown[0]?.text).toContain('＜a href="http://x">点我＜/a> <b>粗</b>');
  });

  it('by leaving ends the link of their account', async () => {
    const { fake, storage } = await openStage();
    await bindCadre(storage, 'official-account', 'Uwang');
    await fake.callback('Uwang', { MsgType: 'event', Event: 'unsubscribe' });
    const user = { channel: 'official-account', platformUserId: 'Uwang' };
    expect(await liveAccount(storage.db, user)).toBeUndefined();
  });
});
