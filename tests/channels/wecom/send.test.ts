import { describe, expect, it } from 'vitest';
import { pngOf } from '../picture.ts';
import { SECRET } from './fake-wecom.ts';
import { openStage, outgoing } from './stage.ts';

const SEND = '/cgi-bin/message/send';
const picture = { name: '通知.png', mime: 'image/png', bytes: pngOf(4, 4) };
const count = (calls: readonly string[], path: string): number => calls.filter((one) => one === path).length;

describe('the access token', () => {
  it('is fetched once, however many messages wait for it', async () => {
    const { fake, channel } = await openStage();
    const all = Array.from({ length: 20 }, (_, at) =>
      channel.send(outgoing({ id: `m${at}`, text: `第${at}条` })),
    );
    for (const result of await Promise.all(all)) expect(result.kind).toBe('sent');
    expect(count(fake.calls, '/cgi-bin/gettoken')).toBe(1);
  });

  it('is renewed before it runs out', async () => {
    const { fake, channel, clock } = await openStage();
    await channel.send(outgoing({ text: '一' }));
    clock.advance(110 * 60_000);
    await channel.send(outgoing({ text: '二' }));
    expect(count(fake.calls, '/cgi-bin/gettoken')).toBe(1);
    clock.advance(6 * 60_000);
    await channel.send(outgoing({ text: '三' }));
    expect(count(fake.calls, '/cgi-bin/gettoken')).toBe(2);
  });

  it.each([40_014, 42_001])('that the platform takes no longer (%i) is renewed once', async (errcode) => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode });
    expect((await channel.send(outgoing())).kind).toBe('sent');
    expect(count(fake.calls, '/cgi-bin/gettoken')).toBe(2);
    expect(fake.shown).toHaveLength(1);
  });

  it('that is refused again is not asked for a third time', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode: 42_001, times: 9 });
    expect(await channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' });
    expect(count(fake.calls, SEND)).toBe(2);
  });

  it('that cannot be had keeps the message: a wrong secret, no answer, no server', async () => {
    const wrong = await openStage({ WECOM_SECRET: 'another' });
    expect(await wrong.channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' });
    expect(await wrong.channel.check?.()).toMatchObject({
      ok: false,
      say: expect.stringContaining('WECOM_SECRET'),
    });
    const { fake, channel } = await openStage({}, 200);
    fake.fail({ path: '/cgi-bin/gettoken', taken: 'hang' });
    expect(await channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' });
    await fake.close();
    expect(await channel.send(outgoing())).toMatchObject({ kind: 'later', scope: 'channel' });
    expect(fake.shown).toEqual([]);
  });
});

describe('what the platform answers', () => {
  it.each([
    [81_013, 'blocked'],
    [40_003, 'blocked'],
    [60_111, 'blocked'],
    [45_009, 'later'],
    [45_033, 'later'],
    [-1, 'later'],
    [60_020, 'later'],
    [45_002, 'never'],
    [301_002, 'never'],
    [99_999, 'never'],
  ])('%i means %s', async (errcode, kind) => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode });
    expect((await channel.send(outgoing())).kind).toBe(kind);
    expect(fake.shown).toEqual([]);
  });

  it('too many calls holds the whole channel for a minute', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode: 45_009 });
    expect(await channel.send(outgoing())).toMatchObject({ afterMs: 60_000, scope: 'channel' });
  });

  it('an address that is not trusted: the operator is told which, and where', async () => {
    const { fake, channel } = await openStage();
    const errmsg =
      'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://x';
    fake.fail({ path: '/cgi-bin/agent/get', errcode: 60_020, errmsg });
    const check = await channel.check?.();
    expect(check).toMatchObject({ ok: false, say: expect.stringMatching(/203\.0\.113\.7.*可信域名/) });
    fake.fail({ path: SEND, errcode: 60_020, errmsg });
    // Nobody's reminder is lost while the new address is entered; all of them wait, not the one alone.
    expect(await channel.send(outgoing())).toEqual({
      kind: 'later',
      afterMs: null,
      scope: 'channel',
      reason: 'errcode 60020',
    });
    expect(await channel.send(outgoing())).toMatchObject({ kind: 'sent' });
    expect(await channel.check?.()).toMatchObject({ ok: true });
  });

  it('a member in `invaliduser` is out, in whatever letters', async () => {
    const { fake, channel } = await openStage();
    fake.gone.add('UWang');
    expect((await channel.send(outgoing({ chat: 'UWang' }))).kind).toBe('blocked');
    expect((await channel.send(outgoing({ chat: 'UWangxiu' }))).kind).toBe('sent');
  });

  it.each(['@all', 'Uwang|Uli', '', ' ', 'U wang'])(
    'nothing leaves for %j: one member, or nobody',
    async (chat) => {
      const { fake, channel } = await openStage();
      expect((await channel.send(outgoing({ chat }))).kind).toBe('never');
      expect(fake.calls).toEqual([]);
    },
  );
});

describe('where the line breaks with the message in its hands', () => {
  it.each(['drop', 'hang'] as const)(
    'a reminder (%s) is sent again at once and shown once',
    async (taken) => {
      const { fake, channel } = await openStage({}, 300);
      fake.fail({ path: SEND, taken });
      expect((await channel.send(outgoing())).kind).toBe('sent');
      expect(fake.shown).toHaveLength(1);
      expect(count(fake.calls, SEND)).toBe(2);
    },
  );

  it('nobody knows of a reminder whose second try tells nothing either', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, taken: 'drop' });
    fake.fail({ path: SEND, status: 500 });
    expect((await channel.send(outgoing())).kind).toBe('unknown');
  });

  it('nobody knows of a reply, and it is not sent again', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, taken: 'drop' });
    expect((await channel.send(outgoing({ lane: 'reply' }))).kind).toBe('unknown');
    expect(fake.shown).toHaveLength(1);
    expect(count(fake.calls, SEND)).toBe(1);
  });

  it('the same reply twice, to the same question twice, is shown twice', async () => {
    const { fake, channel } = await openStage();
    for (const id of ['a', 'b']) await channel.send(outgoing({ id, lane: 'reply', text: '没有待审的。' }));
    expect(fake.shown).toHaveLength(2);
  });
});

describe('a picture', () => {
  it('is shown once, also where its text had to be tried again', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: SEND, errcode: 45_009, after: 1 });
    expect((await channel.send(outgoing({ picture }))).kind).toBe('later');
    expect(fake.shown.map((one) => one.picture !== null)).toEqual([true]);
    expect((await channel.send(outgoing({ picture }))).kind).toBe('sent');
    expect(fake.shown.map((one) => one.picture !== null)).toEqual([true, false]);
  });

  it('that cannot be uploaded shows nothing, and comes later', async () => {
    const { fake, channel } = await openStage();
    fake.fail({ path: '/cgi-bin/media/upload', taken: 'drop' });
    expect(await channel.send(outgoing({ picture }))).toMatchObject({ kind: 'later' });
    expect(fake.shown).toEqual([]);
    expect((await channel.send(outgoing({ picture }))).kind).toBe('sent');
    expect(fake.shown.map((one) => one.picture?.equals(picture.bytes) ?? one.text)).toEqual([
      true,
      '明天上午九点开会',
    ]);
  });
});

describe('cards', () => {
  const asked = { text: '请核对\n三组王建国家 生病', options: ['对', '取消'] };

  it('show short choices as buttons where that is switched on', async () => {
    const { fake, channel } = await openStage({ WECOM_CARDS: 'true' });
    expect((await channel.send(outgoing(asked))).kind).toBe('sent');
    expect(fake.shown).toMatchObject([{ text: asked.text, buttons: ['对', '取消'] }]);
  });

  it('give way to text where not everything fits on one, or where they are off', async () => {
    const on = await openStage({ WECOM_CARDS: 'true' });
    const long = [
      { ...asked, text: '长'.repeat(200) },
      { ...asked, options: ['一个很长很长的按钮上的字放不下'] },
      { text: '选哪一个', options: ['1', '2', '3', '4', '5', '6', '7'] },
    ];
    for (const [at, more] of long.entries()) await on.channel.send(outgoing({ ...more, id: `l${at}` }));
    const off = await openStage();
    await off.channel.send(outgoing(asked));
    for (const { body } of [...on.fake.shown, ...off.fake.shown]) expect(body.msgtype).toBe('text');
    expect(on.fake.shown.map(({ text }) => text)).toEqual([
      `${'长'.repeat(200)}\n回复：对 / 取消`,
      `${asked.text}\n回复：一个很长很长的按钮上的字放不下`,
      '选哪一个\n回复：1 / 2 / 3 / 4 / 5 / 6 / 7',
    ]);
  });
});

describe('the settings', () => {
  it('that are half there are named to the operator, and nothing starts', async () => {
    const { channel } = await openStage();
    expect(await channel.check?.()).toMatchObject({ ok: true });
    const { createWecomChannel, wecomSettings } = await import('../../../src/channels/wecom/wecom.ts');
    const settings = wecomSettings.parse({ WECOM_CORP_ID: 'ww1', WECOM_SECRET: SECRET });
    const half = createWecomChannel({ settings } as Parameters<typeof createWecomChannel>[0]);
    await expect(half.start()).rejects.toThrow('缺：WECOM_AGENT_ID、WECOM_TOKEN、WECOM_AES_KEY');
    expect((await half.send(outgoing())).kind).toBe('later');
    expect((await half.check?.())?.say).not.toContain(SECRET);
  });
});
