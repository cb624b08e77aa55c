import { z } from 'zod';

const YES = ['true', '是', 'yes', '1', 'on'];
const NO = ['false', '否', 'no', '0', 'off'];

const API_ROOT = 'https://qyapi.weixin.qq.com';

/** The settings of 企业微信, by their names in the environment. Without WECOM_CORP_ID the app is off, without WECOM_ROBOTS the robots. */
export const wecomSettings = z.object({
  WECOM_CORP_ID: z
    .string()
    .optional()
    .describe('企业ID (ww…), from 我的企业 in the console. Left out: no 企业微信 app.'),
  WECOM_AGENT_ID: z.coerce.number().int().positive().optional().describe('AgentId of the self-built app.'),
  WECOM_SECRET: z.string().optional().describe('Secret of the app.'),
  WECOM_TOKEN: z.string().optional().describe('Token of 接收消息; the callback is PUBLIC_URL/hooks/wecom.'),
  WECOM_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional()
    .describe('EncodingAESKey of 接收消息, 43 characters.'),
  WECOM_ACCOUNTS: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      'The corp’s upper limit of accounts. 企业微信 sends 200 messages a day for each; what is more waits for the next day. Left out: not watched.',
    ),
  WECOM_CARDS: z
    .stringbool({ truthy: YES, falsy: NO })
    .default(false)
    .describe(
      'true: short choices come as cards with buttons. Who reads 企业微信 inside WeChat cannot see cards.',
    ),
  WECOM_ROBOTS: z
    .string()
    .regex(/^\s*[^=,，\s]+=[\w-]+(?:\s*[,，]\s*[^=,，\s]+=[\w-]+)*\s*$/)
    .optional()
    .describe(
      'Group robots as NAME=KEY, several with commas; KEY is in the robot’s webhook address and secret.',
    ),
  WECOM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default(API_ROOT)
    .describe('Address of the 企业微信 interface; another one only behind a proxy of one’s own.'),
});

export type WecomSettings = z.output<typeof wecomSettings>;

/** Never shown to anybody. */
export const WECOM_SECRETS = ['WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY', 'WECOM_ROBOTS'] as const;

/** What right looks like, for the operator. */
export const WECOM_RIGHT: Partial<Record<keyof WecomSettings, string>> = {
  WECOM_AGENT_ID: '要写自建应用详情里的 AgentId，是个整数，例如 1000002',
  WECOM_AES_KEY: '要写“接收消息”里的 EncodingAESKey，正好 43 个字母和数字',
  WECOM_ACCOUNTS: '要写企业的账号上限，是个整数，例如 200；不知道就不写',
  WECOM_CARDS: '只能写 true 或者 false',
  WECOM_ROBOTS: '要写成“名字=key”，几个用逗号隔开，例如 锡尼镇群=693a91f6-…；key 在机器人的 webhook 网址里',
  WECOM_API_ROOT: '要写完整的网址，一般不用写',
};

/** What the app is built from; null: it is off. */
export function wecomConfig(settings: WecomSettings): WecomSettings | null {
  return settings.WECOM_CORP_ID === undefined ? null : settings;
}

/** What the group robots are built from; null: there are none. */
export function wecomRobotConfig(settings: WecomSettings): WecomSettings | null {
  return wecomRobots(settings).size === 0 ? null : settings;
}

/** What the app cannot do without. */
export interface WecomLogin {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  aesKey: string;
  /** Without a slash at the end. */
  root: string;
}

/** Null, or the log-in; the names of what is missing where some of it is. */
export function wecomLogin(settings: WecomSettings): WecomLogin | { missing: string[] } {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_AES_KEY } = settings;
  const needed = { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_AES_KEY };
  if (!WECOM_CORP_ID || !WECOM_AGENT_ID || !WECOM_SECRET || !WECOM_TOKEN || !WECOM_AES_KEY)
    return { missing: Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name])) };
  return {
    corpId: WECOM_CORP_ID,
    agentId: WECOM_AGENT_ID,
    secret: WECOM_SECRET,
    token: WECOM_TOKEN,
    aesKey: WECOM_AES_KEY,
    root: withoutSlash(settings.WECOM_API_ROOT),
  };
}

/** Robot name → key. */
export function wecomRobots({ WECOM_ROBOTS }: WecomSettings): ReadonlyMap<string, string> {
  const pairs = (WECOM_ROBOTS ?? '').split(/[,，]/).flatMap((pair) => {
    const [name, key] = pair.trim().split('=');
    return name && key ? [[name, key] as const] : [];
  });
  return new Map(pairs);
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
