import { describe, expect, it, vi } from 'vitest';
import {
  createOfficialAccountChannel,
  officialAccountSettings,
} from '../../../src/channels/official-account/official-account.ts';
import { pngOf } from '../picture.ts';
import { TEMPLATE } from './fake-official-account.ts';
import { openStage, outgoing, text } from './stage.ts';

const SEND = '/cgi-bin/message/custom/send';
const HOUR = 3_600_000;
const picture = { name: '图.png', mime: 'image/png', bytes: pngOf(4, 4) };
const NOTICE = {
  OFFICIAL_ACCOUNT_NOTICE_TEMPLATE: TEMPLATE,
  OFFICIAL_ACCOUNT_NOTICE_FIELDS: 'thing1=正文,time2=时间，date3=日期,thing4=村口提醒',
};

describe('what WeChat answers', () => {
  it.each([
    [43_004, { kind: 'blocked' }],
    [40_003, { kind: 'blocked' }],
    [45_015, { kind: 'later', afterMs: null, scope: 'chat' }],
    [45_047, { kind: 'later', afterMs: null, scope: 'chat' }],
    [45_011, { kind: 'later', afterMs: 60_000, scope: 'channel' }],
    // It is nine in the morning in China: fifteen hours and a minute.
    [45_009, { kind: 'later', afterMs: 15 * HOUR + 60_000, scope: 'channel' }],
    [-1, { kind: 'later', scope: 'channel' }],
    [48_001, { kind: 'never' }],
  ])('%i means %j', async (errcode, result) => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode });
    expect(await channel.send(outgoing())).toMatchObject(result);
    expect(fake.shown).toEqual([]);
  });

  it('a server that is not on the list of addresses: the operator is told which', async () => {
    const { fake, channel } = await openStage();
    const errmsg = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1';
    fake.fail({ path: '/cgi-bin/stable_token', errcode: 40_164, errmsg, times: 2 });
    expect(await channel.check?.()).toMatchObject({ ok: false, say: expect.stringContaining('203.0.113.7') });
    expect(await channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' });
    expect((await channel.send(outgoing())).kind).toBe('sent');
  });

  it('a token is fetched once for all, renewed early, and once where it was refused', async () => {
    const { fake, channel, clock } = await openStage();
    const fetched = () => fake.calls.filter((path) => path === '/cgi-bin/stable_token').length;
    await Promise.all([1, 2, 3, 4].map((at) => channel.send(outgoing({ id: `m${at}` }))));
    expect(fetched()).toBe(1);
    clock.advance(116 * 60_000);
    await channel.send(outgoing());
    expect(fetched()).toBe(2);
    fake.tokens.clear();
    expect((await channel.send(outgoing())).kind).toBe('sent');
    expect(fetched()).toBe(3);
  });

  it('of a picture and its words, the picture is shown once', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode: -1, after: 1 });
    expect((await channel.send(outgoing({ picture }))).kind).toBe('later');
    expect((await channel.send(outgoing({ picture }))).kind).toBe('sent');
    expect(fake.shown.map((one) => one.picture !== null)).toEqual([true, false]);
    const pdf = { name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('x') };
    expect((await channel.send(outgoing({ picture: pdf }))).kind).toBe('never');
  });
});

describe('the 48 hours', () => {
  it('and five messages are WeChat’s: then the person has to write first', async () => {
    const { fake, channel, clock } = await openStage({ window: true });
    expect(await channel.send(outgoing())).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('write first'),
    });
    await fake.callback('Uwang', text('1', '你好'));
    for (let at = 0; at < 5; at += 1)
      expect((await channel.send(outgoing({ id: `m${at}` }))).kind).toBe('sent');
    expect((await channel.send(outgoing())).kind).toBe('later');
    await fake.callback('Uwang', text('2', '你好'));
    clock.advance(49 * HOUR);
    expect((await channel.send(outgoing())).kind).toBe('later');
  });

  it('over, a reminder goes by the notice that the person agreed to, once for each consent', async () => {
    const { fake, channel, storage } = await openStage({ window: true, settings: NOTICE });
    expect((await channel.send(outgoing())).kind).toBe('later');
    expect(await channel.mayBeginIn?.(storage.db, 'Uwang')).toBe(false);
    await agree(fake, 'accept', '1795136400');
    // Delivered again, it is the same consent.
    await agree(fake, 'accept', '1795136400');
    expect(await channel.mayBeginIn?.(storage.db, 'Uwang')).toBe(true);
    const words = '三组王建国家的走访明天到期，请在明天下午五点以前去一趟，去过了回复“走访 12”';
    expect((await channel.send(outgoing({ text: words }))).kind).toBe('sent');
    expect(fake.shown).toEqual([
      {
        to: 'Uwang',
        text: 'thing1=三组王建国家的走访明天到期，请在明天下… time2=2026年11月20日 09:00 date3=2026年11月20日 thing4=村口提醒',
        picture: null,
        way: 'notice',
      },
    ]);
    expect((await channel.send(outgoing())).kind).toBe('later');
    expect(await channel.mayBeginIn?.(storage.db, 'Uwang')).toBe(false);
    expect(await storage.db.selectFrom('notice_consents').selectAll().execute()).toHaveLength(1);
  });

  it('over, a reply is not squeezed into a notice', async () => {
    const { fake, channel } = await openStage({ window: true, settings: NOTICE });
    await agree(fake, 'accept', '1795136400');
    expect((await channel.send(outgoing({ lane: 'reply' }))).kind).toBe('never');
    expect(fake.shown).toEqual([]);
  });

  it('a consent that was not used is kept: the notice surely did not leave', async () => {
    const { fake, channel } = await openStage({ window: true, settings: NOTICE });
    await agree(fake, 'accept', '1795136400');
    fake.fail({ path: '/cgi-bin/message/subscribe/bizsend', errcode: -1 });
    expect((await channel.send(outgoing())).kind).toBe('later');
    fake.fail({ path: '/cgi-bin/message/subscribe/bizsend', taken: 'drop' });
    expect((await channel.send(outgoing())).kind).toBe('unknown');
    expect((await channel.send(outgoing())).kind).toBe('later');
    expect(fake.shown).toHaveLength(1);
  });

  it('a lasting consent is for all, until it is taken back', async () => {
    const settings = { ...NOTICE, OFFICIAL_ACCOUNT_NOTICE_LASTING: 'true' };
    const { fake, channel, storage } = await openStage({ window: true, settings });
    await agree(fake, 'accept', '1795136400');
    fake.agreed.set('Uwang', 9);
    for (let at = 0; at < 3; at += 1) expect((await channel.send(outgoing())).kind).toBe('sent');
    await agree(fake, 'reject', '1795136500', 'change');
    expect((await channel.send(outgoing())).kind).toBe('later');
    await agree(fake, 'accept', '1795136600');
    fake.agreed.set('Uwang', 0);
    // WeChat knows better than we do: the person refused it elsewhere.
    expect((await channel.send(outgoing())).kind).toBe('later');
    expect(await channel.mayBeginIn?.(storage.db, 'Uwang')).toBe(false);
  });

  it('and a consent end when the person leaves', async () => {
    const { fake, channel, storage } = await openStage({ window: true, settings: NOTICE });
    await agree(fake, 'accept', '1795136400');
    await fake.callback('Uwang', { MsgType: 'event', Event: 'unsubscribe' });
    expect(await channel.mayBeginIn?.(storage.db, 'Uwang')).toBe(false);
  });

  it('a notice that failed later on is told to the operator, without whom it was for', async () => {
    const { fake, logged } = await openStage({ settings: NOTICE });
    const List = { TemplateId: TEMPLATE, MsgID: '1', ErrorCode: '2', ErrorStatus: 'failed' };
    const event = { MsgType: 'event', Event: 'subscribe_msg_sent_event', SubscribeMsgSentEvent: { List } };
    await fake.callback('Uwang', event);
    expect(logged()).toContain('did not get through');
    expect(logged()).not.toContain('Uwang');
  });
});

describe('the start', () => {
  it('makes the menu where words are set', async () => {
    const { fake } = await openStage({ settings: { OFFICIAL_ACCOUNT_MENU: '低保，医保,帮助' } });
    await vi.waitFor(() => expect(fake.menu).toHaveLength(1), { timeout: 20_000, interval: 10 });
    const button = ['低保', '医保', '帮助'].map((word) => ({ type: 'click', name: word, key: word }));
    expect(fake.menu).toEqual([{ button }]);
  });

  it('is refused with half the settings, which are named', async () => {
    const settings = officialAccountSettings.parse({ OFFICIAL_ACCOUNT_APP_ID: 'wx1' });
    const half = createOfficialAccountChannel({ settings } as Parameters<
      typeof createOfficialAccountChannel
    >[0]);
    await expect(half.start()).rejects.toThrow('缺：OFFICIAL_ACCOUNT_SECRET、OFFICIAL_ACCOUNT_TOKEN');
    expect((await half.send(outgoing())).kind).toBe('later');
    expect(await half.check?.()).toMatchObject({ ok: false });
  });

  it('in plain mode is warned of by the check', async () => {
    const open = await openStage();
    const sealed = await openStage({ sealed: true });
    expect((await open.channel.check?.())?.say).toContain('安全模式');
    expect((await sealed.channel.check?.())?.say).not.toContain('安全模式');
  });
});

/** What the person pressed, about our template and another one. */
async function agree(
  fake: Awaited<ReturnType<typeof openStage>>['fake'],
  word: 'accept' | 'reject',
  seconds: string,
  how: 'popup' | 'change' = 'popup',
): Promise<void> {
  if (word === 'accept' && !fake.agreed.has('Uwang')) fake.agreed.set('Uwang', 1);
  const name = how === 'popup' ? 'SubscribeMsgPopupEvent' : 'SubscribeMsgChangeEvent';
  const lists = [
    `<List><TemplateId>${TEMPLATE}</TemplateId><SubscribeStatusString>${word}</SubscribeStatusString></List>`,
  ];
  if (how === 'popup')
    lists.unshift(
      '<List><TemplateId>other</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List>',
    );
  await fake.callback(
    'Uwang',
    { MsgType: 'event', Event: `subscribe_msg_${how}_event`, CreateTime: Number(seconds) },
    `<${name}>${lists.join('')}</${name}>`,
  );
}
