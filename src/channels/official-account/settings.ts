import { z } from 'zod';

const YES = ['true', '是', 'yes', '1', 'on'];
const NO = ['false', '否', 'no', '0', 'off'];

const API_ROOT = 'https://api.weixin.qq.com';

/** The settings of a 公众号 or 服务号, by their names in the environment. Without OFFICIAL_ACCOUNT_APP_ID it is off. */
export const officialAccountSettings = z.object({
  OFFICIAL_ACCOUNT_APP_ID: z
    .string()
    .optional()
    .describe('AppID (wx…) of the 公众号 or 服务号. Left out: no official account.'),
  OFFICIAL_ACCOUNT_SECRET: z.string().optional().describe('AppSecret.'),
  OFFICIAL_ACCOUNT_TOKEN: z
    .string()
    .optional()
    .describe('Token of 服务器配置; the address there is PUBLIC_URL/hooks/official-account.'),
  OFFICIAL_ACCOUNT_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/)
    .optional()
    .describe(
      'EncodingAESKey, 43 characters, with 安全模式 chosen there: then nothing unsealed is taken. Left out: 明文模式, in which whoever has seen one call can make up others.',
    ),
  OFFICIAL_ACCOUNT_MENU: z
    .string()
    .optional()
    .describe('Up to three words for the menu below the chat, with commas; a pressed one says its word.'),
  OFFICIAL_ACCOUNT_NOTICE_TEMPLATE: z
    .string()
    .optional()
    .describe(
      'Template id of 订阅通知, by which reminders reach whoever agreed to it, also long after he last wrote.',
    ),
  OFFICIAL_ACCOUNT_NOTICE_FIELDS: z
    .string()
    .regex(/^\s*\w+\s*=[^=,，]+(?:[,，]\s*\w+\s*=[^=,，]+)*$/)
    .optional()
    .describe(
      'The template’s fields as NAME=VALUE with commas; 正文 stands for the message’s first words, 日期 for the day, 时间 for day and hour, anything else for itself: thing1=正文,time2=时间,thing3=村口提醒.',
    ),
  OFFICIAL_ACCOUNT_NOTICE_LASTING: z
    .stringbool({ truthy: YES, falsy: NO })
    .default(false)
    .describe(
      'true: the template is 长期订阅 (open to 政务民生), one consent is for all messages. Else one consent is for one.',
    ),
  OFFICIAL_ACCOUNT_NOTICE_PAGE: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Page that such a notice opens, for example the web chat.'),
  OFFICIAL_ACCOUNT_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default(API_ROOT)
    .describe('Address of the WeChat interface; another one only behind a proxy of one’s own.'),
});

export type OfficialAccountSettings = z.output<typeof officialAccountSettings>;

/** Never shown to anybody. */
export const OFFICIAL_ACCOUNT_SECRETS = [
  'OFFICIAL_ACCOUNT_SECRET',
  'OFFICIAL_ACCOUNT_TOKEN',
  'OFFICIAL_ACCOUNT_AES_KEY',
] as const;

/** What right looks like, for the operator. */
export const OFFICIAL_ACCOUNT_RIGHT: Partial<Record<keyof OfficialAccountSettings, string>> = {
  OFFICIAL_ACCOUNT_AES_KEY: '要写“服务器配置”里的 EncodingAESKey，正好 43 个字母和数字',
  OFFICIAL_ACCOUNT_NOTICE_FIELDS:
    '要写成“栏目=内容”，几个用逗号隔开，例如 thing1=正文,time2=时间；内容可以写正文、日期、时间，或者照原样显示的字',
  OFFICIAL_ACCOUNT_NOTICE_LASTING: '只能写 true 或者 false',
  OFFICIAL_ACCOUNT_NOTICE_PAGE: '要写完整的网址，例如 https://cunkou.example.cn；没有就不写',
  OFFICIAL_ACCOUNT_API_ROOT: '要写完整的网址，一般不用写',
};

/** What the channel is built from; null: it is off. */
export function officialAccountConfig(settings: OfficialAccountSettings): OfficialAccountSettings | null {
  return settings.OFFICIAL_ACCOUNT_APP_ID === undefined ? null : settings;
}

/** What the account cannot do without. */
export interface OfficialAccountLogin {
  appId: string;
  secret: string;
  token: string;
  /** Null: plain mode. */
  aesKey: string | null;
  /** Without a slash at the end. */
  root: string;
}

/** The log-in, or the names of what is missing. */
export function officialAccountLogin(
  settings: OfficialAccountSettings,
): OfficialAccountLogin | { missing: string[] } {
  const { OFFICIAL_ACCOUNT_APP_ID, OFFICIAL_ACCOUNT_SECRET, OFFICIAL_ACCOUNT_TOKEN } = settings;
  const needed = { OFFICIAL_ACCOUNT_APP_ID, OFFICIAL_ACCOUNT_SECRET, OFFICIAL_ACCOUNT_TOKEN };
  if (!OFFICIAL_ACCOUNT_APP_ID || !OFFICIAL_ACCOUNT_SECRET || !OFFICIAL_ACCOUNT_TOKEN)
    return { missing: Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name])) };
  return {
    appId: OFFICIAL_ACCOUNT_APP_ID,
    secret: OFFICIAL_ACCOUNT_SECRET,
    token: OFFICIAL_ACCOUNT_TOKEN,
    aesKey: settings.OFFICIAL_ACCOUNT_AES_KEY ?? null,
    root: settings.OFFICIAL_ACCOUNT_API_ROOT.replace(/\/+$/, ''),
  };
}

/** What a field of a 订阅通知 shows. */
export type NoticeValue = { kind: 'words' | 'day' | 'moment' } | { kind: 'fixed'; text: string };

/** The subscription notice. Null: there is none. */
export interface NoticeTemplate {
  id: string;
  fields: ReadonlyMap<string, NoticeValue>;
  /** One consent is for all messages, not for one. */
  lasting: boolean;
  page: string | null;
}

const PLACEHOLDERS: Readonly<Record<string, NoticeValue>> = {
  正文: { kind: 'words' },
  日期: { kind: 'day' },
  时间: { kind: 'moment' },
};

export function noticeTemplate(settings: OfficialAccountSettings): NoticeTemplate | null {
  const { OFFICIAL_ACCOUNT_NOTICE_TEMPLATE: id, OFFICIAL_ACCOUNT_NOTICE_FIELDS: fields } = settings;
  if (id === undefined || fields === undefined) return null;
  const pairs = fields.split(/[,，]/).map((pair) => {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    return [name, PLACEHOLDERS[value] ?? { kind: 'fixed' as const, text: value }] as const;
  });
  return {
    id,
    fields: new Map(pairs),
    lasting: settings.OFFICIAL_ACCOUNT_NOTICE_LASTING,
    page: settings.OFFICIAL_ACCOUNT_NOTICE_PAGE ?? null,
  };
}
