import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createCallbackCipher, sameSignature, signatureOf } from '../../../src/channels/tencent/crypto.ts';
import { readXml, textIn, writeXml } from '../../../src/channels/tencent/xml.ts';
import type { Clock } from '../../../src/clock/clock.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { type CallAnswer, createFakeTencent, type FakeTencent } from '../tencent/fake-tencent.ts';

export const APP_ID = 'wxfakeapp00000001';
export const SECRET = 'fake-account-secret';
export const TOKEN = 'fakeAccountToken';
export const AES_KEY = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';
export const US = 'gh_fakeaccount';
export const TEMPLATE = 'tmpl-VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3';

type Fields = Parameters<typeof writeXml>[0];

/** What a follower was shown, and by which way it came. */
export interface Shown {
  to: string;
  text: string;
  picture: Buffer | null;
  way: 'passive' | 'customer' | 'notice';
}

export interface FakeOfficialAccount extends FakeTencent {
  readonly shown: Shown[];
  readonly menu: unknown[];
  /** Followers; null: everybody whose id begins with U. */
  followers: Set<string> | null;
  /** How many notices of the template somebody agreed to. */
  readonly agreed: Map<string, number>;
  /** Hands a message or event in, with the platform’s tries; shows what came back. `more`: fields as XML. */
  callback(user: string, fields: Fields, more?: string): Promise<CallAnswer[]>;
  /** One try of it, that may be given up. */
  once(user: string, fields: Fields, signal?: AbortSignal): Promise<CallAnswer>;
}

const customer = z.looseObject({
  touser: z.string(),
  msgtype: z.enum(['text', 'image']),
  text: z.object({ content: z.string().min(1) }).optional(),
  image: z.object({ media_id: z.string() }).optional(),
});
const notice = z.looseObject({
  touser: z.string(),
  template_id: z.string(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

export interface FakeOptions {
  /** Left out: plain mode. */
  sealed?: boolean;
  /** Left out: one may always write to everybody. */
  window?: boolean;
  clock?: Clock;
  patienceMs?: number;
}

/** A 公众号 at WeChat’s, as far as its papers say how it answers. */
export function createFakeOfficialAccount(options: FakeOptions = {}): FakeOfficialAccount {
  const { sealed = false, window = false, clock = systemClock } = options;
  const fake = createFakeTencent(options);
  const shown: Shown[] = [];
  const menu: unknown[] = [];
  const agreed = new Map<string, number>();
  const answered = new Set<unknown>();
  const windows = new Map<string, { until: number; left: number }>();
  const cipher = createCallbackCipher(AES_KEY, APP_ID);

  const account: FakeOfficialAccount = Object.assign(fake, {
    shown,
    menu,
    agreed,
    followers: null as Set<string> | null,
    async callback(user: string, fields: Fields, more = '') {
      const { query, body } = written(user, fields, more);
      return show(user, fields.MsgId, await fake.call(query, body));
    },
    async once(user: string, fields: Fields, signal?: AbortSignal) {
      const { query, body } = written(user, fields);
      const answer = await fake.callOnce(query, body, signal);
      show(user, fields.MsgId, [answer]);
      return answer;
    },
  });

  function written(user: string, fields: Fields, more = ''): { query: Record<string, string>; body: string } {
    const now = clock.now().getTime();
    const timestamp = String(Math.floor(now / 1000));
    if (fields.MsgType !== 'event') windows.set(user, { until: now + 48 * 3_600_000, left: 5 });
    const nonce = randomUUID();
    const signature = signatureOf([TOKEN, timestamp, nonce]);
    const own = { ToUserName: US, FromUserName: user, CreateTime: Number(timestamp), ...fields };
    const xml = writeXml(own).replace('</xml>', `${more}</xml>`);
    if (!sealed) return { query: { signature, timestamp, nonce }, body: xml };
    const encrypted = cipher.encrypt(xml);
    const msg_signature = signatureOf([TOKEN, timestamp, nonce, encrypted]);
    const query = { signature, timestamp, nonce, encrypt_type: 'aes', msg_signature };
    return { query, body: writeXml({ ToUserName: US, Encrypt: encrypted }) };
  }

  function show(user: string, messageId: unknown, answers: CallAnswer[]): CallAnswer[] {
    const last = answers.at(-1);
    if (last === undefined || last.status !== 200 || last.body === '' || last.body === 'success')
      return answers;
    const fields = readXml(sealed ? unsealed(last.body) : last.body) ?? {};
    const text = textIn(fields, 'Content');
    if (textIn(fields, 'ToUserName') !== user || textIn(fields, 'FromUserName') !== US || text === '')
      throw new Error(`an answer that WeChat would not show: ${last.body}`);
    if (Buffer.byteLength(text) > 2048) throw new Error('an answer that is too long');
    // It asks again only where it has seen no answer: a message has one.
    if (answered.has(messageId)) return answers;
    if (messageId !== undefined) answered.add(messageId);
    shown.push({ to: user, text, picture: null, way: 'passive' });
    return answers;
  }

  function unsealed(body: string): string {
    const fields = readXml(body) ?? {};
    const encrypted = textIn(fields, 'Encrypt');
    const parts = [TOKEN, textIn(fields, 'TimeStamp'), textIn(fields, 'Nonce'), encrypted];
    if (!sameSignature(textIn(fields, 'MsgSignature'), signatureOf(parts)))
      throw new Error('an answer whose signature is wrong');
    return cipher.decrypt(encrypted) ?? '';
  }

  const follows = (user: string): boolean =>
    account.followers === null ? user.startsWith('U') : account.followers.has(user);

  fake.on('/cgi-bin/stable_token', async (c) => {
    const body: unknown = await c.req.json();
    const right = { grant_type: 'client_credential', appid: APP_ID, secret: SECRET };
    const wrong = Object.entries(right).some(
      ([name, value]) => (body as Record<string, unknown>)[name] !== value,
    );
    return wrong ? { errcode: 40_125, errmsg: 'invalid appsecret' } : fake.newToken();
  });

  fake.on('/cgi-bin/message/custom/send', async (c) => {
    const read = customer.safeParse(await c.req.json());
    if (!read.success) return { errcode: 47_001, errmsg: 'data format error' };
    const { touser, text, image } = read.data;
    if (!follows(touser)) return { errcode: 43_004, errmsg: 'require subscribe' };
    if (Buffer.byteLength(text?.content ?? '') > 2048)
      return { errcode: 45_002, errmsg: 'content size out of limit' };
    const open = windows.get(touser);
    if (window) {
      if (open === undefined || clock.now().getTime() > open.until)
        return { errcode: 45_015, errmsg: 'response out of time limit or subscription is canceled' };
      if (open.left === 0) return { errcode: 45_047, errmsg: 'out of response count limit' };
      open.left -= 1;
    }
    const picture = image === undefined ? null : (fake.media.get(image.media_id) ?? null);
    shown.push({ to: touser, text: text?.content ?? '', picture, way: 'customer' });
    return { errcode: 0, errmsg: 'ok' };
  });

  fake.on('/cgi-bin/message/subscribe/bizsend', async (c) => {
    const read = notice.safeParse(await c.req.json());
    if (!read.success || read.data.template_id !== TEMPLATE)
      return { errcode: 40_037, errmsg: 'template_id' };
    const { touser, data } = read.data;
    const values = Object.entries(data);
    if (values.some(([name, { value }]) => value === '' || (name.startsWith('thing') && value.length > 20)))
      return { errcode: 47_003, errmsg: 'argument invalid' };
    const left = agreed.get(touser) ?? 0;
    if (left === 0) return { errcode: 43_101, errmsg: 'user refuse to accept the msg' };
    agreed.set(touser, left - 1);
    const text = values.map(([name, { value }]) => `${name}=${value}`).join(' ');
    shown.push({ to: touser, text, picture: null, way: 'notice' });
    return { errcode: 0, errmsg: 'ok' };
  });

  fake.on('/cgi-bin/get_api_domain_ip', () => ({ errcode: 0, errmsg: 'ok', ip_list: ['101.226.62.77'] }));
  fake.on('/cgi-bin/menu/create', async (c) => {
    menu.push(await c.req.json());
    return { errcode: 0, errmsg: 'ok' };
  });

  fake.on('/pic/:id', (c) => {
    const bytes = fake.media.get(c.req.param('id') ?? '');
    return bytes === undefined
      ? c.body(null, 404)
      : c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'image/png' });
  });

  return account;
}
