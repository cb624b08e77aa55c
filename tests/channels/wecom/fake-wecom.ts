import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createCallbackCipher, signatureOf } from '../../../src/channels/tencent/crypto.ts';
import { writeXml } from '../../../src/channels/tencent/xml.ts';
import { type CallAnswer, createFakeTencent, type FakeTencent } from '../tencent/fake-tencent.ts';

export const CORP = 'wwfakecorp0001';
export const SECRET = 'fake-wecom-secret';
export const TOKEN = 'fakeWecomToken';
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const AGENT = 1_000_002;
export const ROBOT_KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

/** Text, card or picture that a member, or a group, was shown. */
export interface Shown {
  to: string;
  text: string;
  buttons: string[];
  picture: Buffer | null;
  /** As it came, for what else it says. */
  body: Record<string, unknown>;
}

export interface FakeWecom extends FakeTencent {
  readonly shown: Shown[];
  /** Sent over a member's limit: dropped without a word, as there. */
  readonly dropped: Shown[];
  /** Members that the app may write to; null: everybody whose id begins with U. */
  members: Set<string> | null;
  /** Taken, and said not to exist all the same. */
  readonly gone: Set<string>;
  /** Presses, says or does something as that member. */
  callback(user: string, fields: Record<string, string | number>): Promise<CallAnswer[]>;
}

const MINUTE_MS = 60_000;
const PER_MINUTE = 30;

const message = z.looseObject({
  touser: z.string(),
  msgtype: z.string(),
  agentid: z.number(),
  text: z.object({ content: z.string() }).optional(),
  image: z.object({ media_id: z.string() }).optional(),
  template_card: z
    .looseObject({
      card_type: z.literal('button_interaction'),
      task_id: z.string().regex(/^[\w@-]{1,128}$/),
      main_title: z.object({ title: z.string() }),
      sub_title_text: z.string().optional(),
      button_list: z
        .array(z.looseObject({ text: z.string().min(1), key: z.string().min(1).max(1024) }))
        .min(1)
        .max(6),
    })
    .optional(),
  enable_duplicate_check: z.number().optional(),
  duplicate_check_interval: z.number().optional(),
});

const robot = z.looseObject({
  msgtype: z.enum(['text', 'image']),
  text: z.object({ content: z.string() }).optional(),
  image: z.object({ base64: z.string(), md5: z.string() }).optional(),
});

/** 企业微信, as far as its papers say how it answers. */
export function createFakeWecom(options: { patienceMs?: number } = {}): FakeWecom {
  const fake = createFakeTencent(options);
  const shown: Shown[] = [];
  const dropped: Shown[] = [];
  const times = new Map<string, number[]>();
  const checked = new Map<string, number>();
  const cipher = createCallbackCipher(AES_KEY, CORP);

  const wecom: FakeWecom = Object.assign(fake, {
    shown,
    dropped,
    members: null as Set<string> | null,
    gone: new Set<string>(),
    callback(user: string, fields: Record<string, string | number>) {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const nonce = randomUUID();
      const inside = { ToUserName: CORP, FromUserName: user, CreateTime: Number(timestamp), ...fields };
      const encrypted = cipher.encrypt(writeXml({ ...inside, AgentID: AGENT }));
      const query = { msg_signature: signatureOf([TOKEN, timestamp, nonce, encrypted]), timestamp, nonce };
      return fake.call(query, writeXml({ ToUserName: CORP, AgentID: String(AGENT), Encrypt: encrypted }));
    },
  });

  fake.on('/cgi-bin/gettoken', (c) => {
    if (c.req.query('corpid') !== CORP) return { errcode: 40_013, errmsg: 'invalid corpid' };
    if (c.req.query('corpsecret') !== SECRET) return { errcode: 40_001, errmsg: 'invalid credential' };
    return fake.newToken();
  });
  fake.on('/cgi-bin/agent/get', (c) =>
    c.req.query('agentid') === String(AGENT)
      ? { errcode: 0, errmsg: 'ok', name: '村口' }
      : { errcode: 301_002, errmsg: 'not allow' },
  );

  fake.on('/cgi-bin/message/send', async (c) => {
    const raw = await c.req.text();
    const read = message.safeParse(JSON.parse(raw));
    if (!read.success) return { errcode: 40_058, errmsg: 'invalid parameter' };
    const { data } = read;
    if (data.agentid !== AGENT) return { errcode: 40_056, errmsg: 'invalid agentid' };
    const known = wecom.members === null ? data.touser.startsWith('U') : wecom.members.has(data.touser);
    // Nobody at all who could get it.
    if (!known) return { errcode: 81_013, errmsg: 'user & party & tag all invalid' };
    const text = data.text?.content ?? data.template_card?.sub_title_text ?? '';
    if (Buffer.byteLength(text) > 2048) return { errcode: 45_002, errmsg: 'content size out of limit' };
    const ok = { errcode: 0, errmsg: 'ok', invaliduser: '', msgid: randomUUID() };
    if (wecom.gone.has(data.touser)) return { ...ok, invaliduser: data.touser.toLowerCase() };
    if (data.enable_duplicate_check === 1) {
      const until = checked.get(raw) ?? 0;
      checked.set(raw, Date.now() + (data.duplicate_check_interval ?? 1800) * 1000);
      if (Date.now() < until) return ok;
    }
    const title = data.template_card?.main_title.title ?? '';
    const one: Shown = {
      to: data.touser,
      text: [title, text].filter((part) => part !== '').join('\n'),
      buttons: data.template_card?.button_list.map((button) => button.text) ?? [],
      picture: data.image === undefined ? null : (fake.media.get(data.image.media_id) ?? null),
      body: data,
    };
    (overLimit(data.touser) ? dropped : shown).push(one);
    return ok;
  });

  fake.on('/cgi-bin/webhook/send', async (c) => {
    if (c.req.query('key') !== ROBOT_KEY) return { errcode: 93_000, errmsg: 'invalid webhook url' };
    const data = robot.parse(await c.req.json());
    if (overLimit('robot', 20)) return { errcode: 45_009, errmsg: 'api freq out of limit' };
    shown.push({
      to: 'robot',
      text: data.text?.content ?? '',
      buttons: [],
      picture: data.image === undefined ? null : Buffer.from(data.image.base64, 'base64'),
      body: data,
    });
    return { errcode: 0, errmsg: 'ok' };
  });

  function overLimit(who: string, limit = PER_MINUTE): boolean {
    const now = Date.now();
    const lately = (times.get(who) ?? []).filter((at) => now - at < MINUTE_MS);
    if (lately.length >= limit) return true;
    times.set(who, [...lately, now]);
    return false;
  }

  return wecom;
}
