import { z } from 'zod';

const YES = ['true', '是', 'yes', '1', 'on'];
const NO = ['false', '否', 'no', '0', 'off'];

/** The settings of WeChat by wechaty, by their names in the environment. Without WECHATY_PUPPET the channel is off. */
export const wechatySettings = z.object({
  WECHATY_PUPPET: z
    .enum(['service', 'wechat4u', 'mock'])
    .optional()
    .describe(
      'How WeChat is reached: service (a paid gateway, by token), wechat4u (the web protocol; at the account’s risk) or mock (a try-out without WeChat). Left out: no WeChat.',
    ),
  WECHATY_TOKEN: z
    .string()
    .regex(/^[^_\s]+_\S+$/)
    .optional()
    .describe('The gateway’s token, NAME_REST as its seller gave it; for service only.'),
  WECHATY_ENDPOINT: z
    .string()
    .regex(/^\S+:\d{1,5}$/)
    .optional()
    .describe('Address of the gateway, host:port. Left out: looked up by the token at the seller’s.'),
  WECHATY_CA_CERT: z
    .string()
    .optional()
    .describe(
      'Path of the PEM file by which the gateway’s certificate is known. Left out: the public one of wechaty, which proves nothing; enough on the same computer.',
    ),
  WECHATY_HOME: z
    .string()
    .default('data/wechaty')
    .describe('Folder, from the project root, where wechaty keeps its log-in and what it knows of contacts.'),
  WECHATY_ACCEPT_FRIENDS: z
    .stringbool({ truthy: YES, falsy: NO })
    .default(false)
    .describe('true: requests to become a contact are accepted, slowly, and greeted.'),
  WECHATY_FRIENDS_PER_DAY: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(15)
    .describe('So many of them in a day; WeChat restricts accounts that take in many.'),
  WECHATY_MARK_CONTACTS: z
    .stringbool({ truthy: YES, falsy: NO })
    .optional()
    .describe(
      'true: who writes for the first time gets a remark such as 村口-k3m9x2p7 in the account’s contact list and is known by it after a new log-in. Left out: true for wechat4u, whose ids change at each log-in.',
    ),
  WECHATY_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(150)
    .max(4000)
    .default(500)
    .describe('Memory that the WeChat process may take before it is started anew.'),
});

export type WechatySettings = z.output<typeof wechatySettings>;

/** What right looks like, for the operator. */
export const WECHATY_RIGHT: Partial<Record<keyof WechatySettings, string>> = {
  WECHATY_PUPPET: '只能写 service、wechat4u 或者 mock；不用微信就不写',
  WECHATY_TOKEN: '要照卖家给的写，中间有下划线，例如 puppet_workpro_0a1b2c',
  WECHATY_ENDPOINT: '要写“地址:端口”，例如 127.0.0.1:8788；不知道就不写',
  WECHATY_ACCEPT_FRIENDS: '只能写 true 或者 false',
  WECHATY_FRIENDS_PER_DAY: '要写 0 到 100 之间的整数，例如 15',
  WECHATY_MARK_CONTACTS: '只能写 true 或者 false；不写就由村口看着办',
  WECHATY_MEMORY_MB: '要写 150 到 4000 之间的整数，例如 500',
};

/** Never shown to anybody. */
export const WECHATY_SECRETS: readonly (keyof WechatySettings)[] = ['WECHATY_TOKEN'];

/** What the channel is built from; null: it is off. */
export function wechatyConfig(settings: WechatySettings): WechatySettings | null {
  return settings.WECHATY_PUPPET === undefined ? null : settings;
}
