import { z } from 'zod';

/** Everything that is said between this process and the one that wechaty lives in, as JSON lines of the fork's pipe. */

const file = z.object({ name: z.string(), mime: z.string(), base64: z.base64() });

const botSettings = z.object({
  puppet: z.enum(['service', 'wechat4u', 'mock']),
  token: z.string().nullable(),
  endpoint: z.string().nullable(),
  /** PEM text. */
  caCert: z.string().nullable(),
  markContacts: z.boolean(),
  /** The longest file that is taken over, in bytes. */
  fileLimit: z.number(),
  /** How long one may take to come, in milliseconds. */
  fileWaitMs: z.number(),
  /** How often the gateway is asked for a sign of life, and how long it has for it, in milliseconds. */
  pingEveryMs: z.number(),
  pingWaitMs: z.number(),
  beatEveryMs: z.number(),
});

export const toBot = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), settings: botSettings }),
  z.object({
    type: z.literal('send'),
    request: z.string(),
    chat: z.string(),
    text: z.string(),
    picture: file.nullable(),
    inReplyTo: z.string().nullable(),
  }),
  z.object({ type: z.literal('befriend'), request: z.string() }),
  /** Is anybody there? Answered with `seen`. */
  z.object({ type: z.literal('look'), request: z.string() }),
  z.object({ type: z.literal('stop') }),
]);

const scope = z.enum(['chat', 'channel']);
const sendResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent'), messageId: z.string().nullable() }),
  z.object({ kind: z.literal('later'), afterMs: z.number().nullable(), scope, reason: z.string() }),
  z.object({ kind: z.literal('never'), reason: z.string() }),
  z.object({ kind: z.literal('blocked'), reason: z.string() }),
  z.object({ kind: z.literal('unknown'), reason: z.string() }),
]);

const received = z.object({
  chat: z.string(),
  messageId: z.string(),
  sender: z.string(),
  text: z.string(),
  group: z.boolean(),
  mention: z.boolean(),
  attachments: z.array(
    z.object({
      kind: z.enum(['image', 'file', 'voice', 'video']),
      name: z.string(),
      content: z.object({ mime: z.string(), base64: z.base64() }).nullable(),
    }),
  ),
});

/**
 * `connecting`: started, nothing heard yet. `scan`: waits for somebody to scan `qr`. `in`, `out`: logged in or not,
 * as far as the bot can tell. `refused`: the token is wrong. `unreachable`: no gateway there. `missing`: wechaty is
 * not installed.
 */
const state = z.enum(['connecting', 'scan', 'in', 'out', 'refused', 'unreachable', 'missing']);

export const fromBot = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state, qr: z.string().nullable() }),
  z.object({ type: z.literal('message'), message: received }),
  z.object({ type: z.literal('sent'), request: z.string(), result: sendResult }),
  z.object({ type: z.literal('friend'), request: z.string() }),
  z.object({ type: z.literal('seen'), request: z.string(), alive: z.boolean() }),
  /** `rss` in bytes. */
  z.object({ type: z.literal('beat'), rss: z.number() }),
  /** One word for the log; never what wechaty wrote, which may hold text and names. */
  z.object({ type: z.literal('trouble'), what: z.string() }),
]);

export type ToBot = z.infer<typeof toBot>;
export type FromBot = z.infer<typeof fromBot>;
export type BotSettings = z.infer<typeof botSettings>;
export type BotState = z.infer<typeof state>;
export type Received = z.infer<typeof received>;
export type SendOrder = Extract<ToBot, { type: 'send' }>;
