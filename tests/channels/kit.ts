import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Inbox } from '../../src/conversation/conversation.ts';
import type { Outgoing, SendResult } from '../../src/outbox/outbox.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { type KitBot, type KitBotOptions, startBot } from './kit-bot.ts';
import type { ChannelHarness, Fault, Heard, Platform } from './kit-harness.ts';
import { CHOICES, CHOICES_TEXT, LONG_LABEL, LONG_SENTENCES } from './kit-turn.ts';
import { pngOf } from './picture.ts';

export type { ChannelHarness, Fault, Heard, Lack, Platform, Said } from './kit-harness.ts';

/** Long enough for a busy machine; nothing that works waits for it. */
const PATIENCE = { timeout: 20_000, interval: 10 };
const PICTURE = pngOf(40, 30);
// A character outside the first plane, a family held together by joiners, markup of four kinds, figures that are no numbers.
const ODD_TEXT =
  '𠮷野家🐑👨‍👩‍👧 *星* _线_ `码` [链](http://a) <b>粗</b> &amp; ]]> \\ "引" 0110\n第二行\t制表，两万三。';
const ODD_TEXTS = ['007', '0110', '1e3', 'null', '{"a":1}', '<xml>', '/', '你好!', '１２３'];

/**
 * The contract that every channel passes: recorded payloads in, expected messages out, and every way in which a platform
 * fails. A case that a channel rules out is skipped, with the reason in its title.
 */
export function describeChannel(name: string, harness: ChannelHarness): void {
  const { capabilities, lacks } = harness;
  const noGroups = capabilities.groups ? undefined : 'no groups';

  describe(`channel kit: ${name}`, () => {
    let folder: string;
    let storage: Storage;
    let platform: Platform;
    let bot: KitBot;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'cunkou-kit-'));
      storage = await openStorage(`sqlite:${join(folder, 'kit.db')}`);
      platform = await harness.openPlatform();
    });
    afterEach(async () => {
      await bot.stop();
      await platform.close();
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function start(options: KitBotOptions = {}): Promise<void> {
      bot = await startBot(harness, platform, storage, options);
    }
    /** The same database, opened anew, as after a crash or an update. */
    async function restart(): Promise<void> {
      await bot.stop();
      await storage.close();
      storage = await openStorage(`sqlite:${join(folder, 'kit.db')}`);
      await start();
    }
    const textsTo = (chat: string): string[] =>
      platform.heard().flatMap((heard) => (heard.chat === chat ? [heard.text] : []));
    const hears = (chat: string, texts: readonly string[]): Promise<void> =>
      vi.waitFor(() => expect(textsTo(chat)).toEqual(texts), PATIENCE);
    const sendTo = (chat: string, more: Partial<Outgoing> = {}): Promise<SendResult> =>
      bot.channel.send({ ...NOTICE, chat: platform.chatOf(chat), ...more });

    function test(title: string, run: () => Promise<void>, without?: string): void {
      if (without === undefined) it(title, run);
      else it.skip(`${title} [skipped: ${without}]`, run);
    }

    test('a text comes in and is answered in its own chat', async () => {
      await start();
      await platform.say({ id: 'm1', person: '王秀英', text: '低保多少钱' });
      await platform.say({ id: 'm2', person: '李大山', text: '低保多少钱' });
      await hears('王秀英', ['1：低保多少钱']);
      await hears('李大山', ['1：低保多少钱']);
      const [first, second] = bot.accepted;
      expect(new Set([first?.chat, second?.chat]).size).toBe(2);
      expect(new Set([first?.sender, second?.sender]).size).toBe(2);
      expect(first).toMatchObject({ text: '低保多少钱', receivedAt: expect.stringMatching(/^20.*Z$/) });
      expect(first?.group ?? false).toBe(false);
    });

    test('odd characters, markup and figures come in and leave untouched', async () => {
      await start();
      const texts = [ODD_TEXT, ...ODD_TEXTS];
      for (const [at, text] of texts.entries()) await platform.say({ id: `m${at}`, person: '王秀英', text });
      await hears(
        '王秀英',
        texts.map((text, at) => `${at + 1}：${text}`),
      );
    });

    test('one person’s messages are answered in their order', async () => {
      await start();
      const numbers = Array.from({ length: 20 }, (_, at) => at + 1);
      for (const number of numbers)
        await platform.say({ id: `m${number}`, person: '王秀英', text: `第${number}句` });
      await hears(
        '王秀英',
        numbers.map((number) => `${number}：第${number}句`),
      );
    });

    test('a long text leaves in parts of the platform’s size, cut at sentence ends', async () => {
      await start();
      await platform.say({ id: 'm1', person: '王秀英', text: '长' });
      await vi.waitFor(() => expect(textsTo('王秀英').join('')).toContain(LONG_SENTENCES.at(-1)), PATIENCE);
      const { limit, unit } = capabilities.text;
      for (const part of textsTo('王秀英')) {
        expect(unit === 'bytes' ? Buffer.byteLength(part) : part.length).toBeLessThanOrEqual(limit);
        expect(part).not.toContain('\ufffd');
      }
      // Whatever counts the parts, each sentence is there whole, once, in order.
      const sentences = textsTo('王秀英').flatMap((part) => part.match(/第\d+条，[^。]*。/g) ?? []);
      expect(sentences).toEqual(LONG_SENTENCES);
    });

    test('choices can be read, and pressed where there are buttons', async () => {
      await start();
      await platform.say({ id: 'm1', person: '王秀英', text: '选' });
      await hears('王秀英', [CHOICES_TEXT]);
      if (capabilities.buttons > 0) expect(platform.heard()[0]?.options).toEqual(CHOICES);
      await platform.say({ id: 'm2', person: '王秀英', text: '2' });
      await hears('王秀英', [CHOICES_TEXT, '2：2']);
    });

    test(
      'a pressed button says its words, also twice and after a restart',
      async () => {
        await start();
        await platform.say({ id: 'm1', person: '王秀英', text: '选' });
        await hears('王秀英', [CHOICES_TEXT]);
        const choices = platform.heard()[0] as Heard;
        await platform.press('p1', '王秀英', choices, '低保');
        await platform.press('p2', '王秀英', choices, LONG_LABEL);
        await platform.press('p2', '王秀英', choices, LONG_LABEL);
        await hears('王秀英', [CHOICES_TEXT, '2：低保', `3：${LONG_LABEL}`]);
        await restart();
        await platform.press('p3', '王秀英', choices, LONG_LABEL);
        await hears('王秀英', [CHOICES_TEXT, '2：低保', `3：${LONG_LABEL}`, `4：${LONG_LABEL}`]);
      },
      capabilities.buttons === 0 ? 'no buttons' : lacks.press,
    );

    test(
      'a picture comes in with its text and its bytes',
      async () => {
        await start();
        await platform.say({ id: 'm1', person: '王秀英', text: '', picture: PICTURE });
        await hears('王秀英', ['1：[image]']);
        const [file] = bot.accepted[0]?.attachments ?? [];
        expect(file).toMatchObject({ kind: 'image', content: { mime: expect.stringMatching(/^image\//) } });
        expect(Buffer.from(file?.content?.bytes ?? []).equals(PICTURE)).toBe(true);
      },
      capabilities.pictures.in ? undefined : 'no pictures come in',
    );

    test(
      'a picture that cannot be fetched does not lose its message',
      async () => {
        await start();
        await platform.say({ id: 'm1', person: '王秀英', text: '', picture: PICTURE, pictureGone: true });
        await hears('王秀英', ['1：[image]']);
        expect(bot.accepted[0]?.attachments?.[0]?.content).toBeUndefined();
      },
      capabilities.pictures.in ? lacks.pictureGone : 'no pictures come in',
    );

    test(
      'a picture leaves with its text',
      async () => {
        await start();
        const picture = { name: '通知.png', mime: 'image/png', bytes: PICTURE };
        expect((await sendTo('王秀英', { text: '照片见图', picture })).kind).toBe('sent');
        const heard = platform.heard();
        expect(heard.map(({ text }) => text).join('')).toBe('照片见图');
        const pictures = heard.flatMap((message) => (message.picture === null ? [] : [message.picture]));
        expect(pictures.map((bytes) => Buffer.from(bytes).equals(PICTURE))).toEqual([true]);
      },
      capabilities.pictures.out ? undefined : 'no pictures leave',
    );

    test(
      'a group is answered only where it addresses the bot',
      async () => {
        await start();
        const group = '锡尼镇干部群';
        await platform.say({ id: 'm1', person: '王秀英', group, text: '今天开会' });
        await platform.say({ id: 'm2', person: '李大山', group, mention: true, text: '低保多少钱' });
        await hears(group, ['1：低保多少钱']);
        await platform.say({ id: 'm3', person: '王秀英', group, text: '我也去' });
        await platform.say({ id: 'm4', person: '王秀英', text: '低保多少钱' });
        await hears('王秀英', ['1：低保多少钱']);
        expect(textsTo(group)).toEqual(['1：低保多少钱']);
        const asked = bot.accepted.find(({ group: inGroup, mention }) => inGroup && mention);
        const alone = bot.accepted.find(({ group: inGroup }) => inGroup !== true);
        expect(asked?.chat).not.toBe(alone?.chat);
        expect(asked?.sender).not.toBe(alone?.sender);
      },
      noGroups,
    );

    test(
      'a message delivered twice is answered once',
      async () => {
        await start();
        const said = { id: 'm1', person: '王秀英', text: '低保' };
        await platform.say(said);
        await platform.say(said);
        await hears('王秀英', ['1：低保']);
        await platform.say(said);
        await platform.say({ id: 'm2', person: '王秀英', text: '五保' });
        await hears('王秀英', ['1：低保', '2：五保']);
      },
      lacks.redelivery,
    );

    test(
      'a message delivered again after a restart is not answered again',
      async () => {
        await start();
        const said = { id: 'm1', person: '王秀英', text: '低保' };
        await platform.say(said);
        await hears('王秀英', ['1：低保']);
        await restart();
        await platform.say(said);
        await platform.say({ id: 'm2', person: '王秀英', text: '五保' });
        await hears('王秀英', ['1：低保', '2：五保']);
      },
      lacks.redelivery,
    );

    test('a message that was kept and not worked on is answered after the crash, once', async () => {
      // What dies after the message was kept never comes back from `settle`.
      await start({ between: (inbox) => ({ ...inbox, settle: () => new Promise(() => undefined) }) });
      const said = { id: 'm1', person: '王秀英', text: '低保' };
      await platform.say(said);
      await vi.waitFor(() => expect(bot.accepted).toHaveLength(1), PATIENCE);
      await restart();
      if (lacks.redelivery === undefined) await platform.say(said);
      await platform.say({ id: 'm2', person: '王秀英', text: '五保' });
      await hears('王秀英', ['1：低保', '2：五保']);
    });

    test(
      'a message that could not be kept is not acknowledged, and comes again',
      async () => {
        let faults = 2;
        const between = (inbox: Inbox): Inbox => ({
          ...inbox,
          accept(incoming) {
            faults -= 1;
            return faults >= 0 ? Promise.reject(new Error('disk full')) : inbox.accept(incoming);
          },
        });
        await start({ between });
        await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
        await hears('王秀英', ['1：低保']);
        expect(faults).toBeLessThan(0);
      },
      lacks.redelivery,
    );

    test('while one person’s message takes long, others are answered', async () => {
      const slow = gate();
      const between = (inbox: Inbox): Inbox => {
        const slowIds = new Set<string>();
        return {
          ...inbox,
          async accept(incoming) {
            const kept = await inbox.accept(incoming);
            if (incoming.text === '慢') slowIds.add(kept.id);
            return kept;
          },
          async settle(id) {
            if (slowIds.has(id)) await slow.opened;
            return inbox.settle(id);
          },
        };
      };
      await start({ between });
      await platform.say({ id: 'm1', person: '王秀英', text: '慢' });
      for (let at = 0; at < 5; at += 1)
        await platform.say({ id: `n${at}`, person: `村民${at}`, text: '低保' });
      for (let at = 0; at < 5; at += 1) await hears(`村民${at}`, ['1：低保']);
      expect(textsTo('王秀英')).toEqual([]);
      slow.open();
      await hears('王秀英', ['1：慢']);
    });

    test('it stops with messages in flight, and loses none', async () => {
      // A turn that never ends must not keep the service from stopping.
      await start({ between: (inbox) => ({ ...inbox, settle: () => new Promise(() => undefined) }) });
      for (let at = 0; at < 10; at += 1)
        await platform.say({ id: `m${at}`, person: `村民${at}`, text: '低保' });
      await vi.waitFor(() => expect(bot.accepted).toHaveLength(10), PATIENCE);
      await restart();
      for (let at = 0; at < 10; at += 1) await hears(`村民${at}`, ['1：低保']);
    });

    describe('sending, where the platform', () => {
      async function sendInto(fault: Fault): Promise<SendResult> {
        await start();
        platform.fail(fault);
        return sendTo('王秀英');
      }

      test(
        'says “too many, wait”, waits the platform’s own time',
        async () => {
          expect(await sendInto({ kind: 'rateLimited', afterMs: 2000 })).toMatchObject({
            kind: 'later',
            afterMs: 2000,
          });
          expect(textsTo('王秀英')).toEqual([]);
          expect((await sendTo('王秀英')).kind).toBe('sent');
          expect(textsTo('王秀英')).toEqual([NOTICE.text]);
        },
        lacks.rateLimited,
      );

      test(
        'says “too many, wait” to a reply, sends it then, once',
        async () => {
          await start();
          platform.fail({ kind: 'rateLimited', afterMs: 1000 });
          await platform.say({ id: 'm1', person: '王秀英', text: '低保' });
          await platform.say({ id: 'm2', person: '王秀英', text: '五保' });
          await hears('王秀英', ['1：低保', '2：五保']);
        },
        lacks.rateLimited,
      );

      test(
        'says that the person blocked us, gives that account up',
        async () => {
          expect((await sendInto({ kind: 'forbidden' })).kind).toBe('blocked');
          expect((await sendTo('李大山')).kind).toBe('sent');
          expect(textsTo('王秀英')).toEqual([]);
        },
        lacks.forbidden,
      );

      test(
        'is broken, tries again later',
        async () => {
          expect((await sendInto({ kind: 'serverError' })).kind).toBe('later');
          expect((await sendTo('王秀英')).kind).toBe('sent');
          expect(textsTo('王秀英')).toEqual([NOTICE.text]);
        },
        lacks.serverError,
      );

      test(
        'hangs up with the message in its hands, says that nobody knows',
        async () => {
          expect((await sendInto({ kind: 'hangUp' })).kind).toBe('unknown');
          expect(textsTo('王秀英')).toEqual([NOTICE.text]);
          expect((await sendTo('李大山')).kind).toBe('sent');
        },
        lacks.hangUp,
      );

      test(
        'never answers, says after a while that nobody knows',
        async () => {
          expect((await sendInto({ kind: 'noAnswer' })).kind).toBe('unknown');
          expect((await sendTo('李大山')).kind).toBe('sent');
        },
        lacks.noAnswer,
      );

      test(
        'refuses inside a 200, does not take that for sent',
        async () => {
          const result = await sendInto({ kind: 'errorInside200' });
          expect(['never', 'blocked', 'later']).toContain(result.kind);
          expect(textsTo('王秀英')).toEqual([]);
          expect((await sendTo('王秀英')).kind).toBe('sent');
        },
        lacks.errorInside200,
      );

      test('is gone, never throws', async () => {
        await start();
        await platform.close();
        expect(['later', 'unknown']).toContain((await sendTo('王秀英')).kind);
      });

      test('is given nonsense, never throws', async () => {
        await start();
        for (const chat of ['', '0', 'nobody', '../..', '-', '9'.repeat(150), '\u0000'])
          expect((await bot.channel.send({ ...NOTICE, chat })).kind).toMatch(/^(never|blocked|sent|later)$/);
      });
    });

    test(
      'the check says how it stands, in Chinese, and never throws',
      async () => {
        await start();
        const well = await bot.channel.check?.();
        expect(well).toMatchObject({ ok: true, say: expect.stringMatching(/\p{Script=Han}/u) });
        await platform.close();
        const ill = await bot.channel.check?.();
        expect(ill).toMatchObject({ ok: false, say: expect.stringMatching(/\p{Script=Han}/u) });
        for (const secret of harness.secrets) expect(`${well?.say}${ill?.say}`).not.toContain(secret);
      },
      lacks.check,
    );

    test('the log holds no words, no names, no ids of persons and no token', async () => {
      await start();
      await platform.say({ id: 'm1', person: '王秀英', text: '三组赵有财病了' });
      await hears('王秀英', ['1：三组赵有财病了']);
      if (lacks.hangUp === undefined) platform.fail({ kind: 'hangUp' });
      await sendTo('王秀英');
      await platform.close();
      await sendTo('王秀英');
      await bot.stop();
      const logged = bot.logged();
      const sender = bot.accepted[0]?.sender ?? '';
      for (const word of ['王秀英', '赵有财', NOTICE.text, sender, ...harness.secrets])
        expect(logged).not.toContain(word);
    });
  });
}

const NOTICE: Outgoing = {
  id: 'notice-1',
  chat: '',
  text: '明天上午九点开会',
  options: [],
  picture: null,
  inReplyTo: null,
  lane: 'reminder',
};

function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
