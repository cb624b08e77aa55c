import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChannelSettings } from './channels/channels.ts';
// The settings alone: through the channels' front doors every short command would load all that they are made of.
import {
  OFFICIAL_ACCOUNT_RIGHT,
  OFFICIAL_ACCOUNT_SECRETS,
  officialAccountConfig,
  officialAccountSettings,
} from './channels/official-account/settings.ts';
import {
  TELEGRAM_RIGHT,
  TELEGRAM_SECRETS,
  telegramConfig,
  telegramSettings,
} from './channels/telegram/settings.ts';
import { WIDGET_SITES_RIGHT, widgetSettings } from './channels/web/widget.ts';
import {
  WECHATY_RIGHT,
  WECHATY_SECRETS,
  wechatyConfig,
  wechatySettings,
} from './channels/wechaty/settings.ts';
import {
  WECOM_RIGHT,
  WECOM_SECRETS,
  wecomConfig,
  wecomRobotConfig,
  wecomSettings,
} from './channels/wecom/settings.ts';
import { notWritten, SETTING_WORDS } from './commands/settings-words.ts';
import { nearest } from './data-files/data-files.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const YES = ['true', '是', 'yes', '1', 'on'];
const NO = ['false', '否', 'no', '0', 'off'];

const DEMO_REGION = '内蒙古自治区/鄂尔多斯市/杭锦旗';

/** Our own settings. Their help texts and those of the channels make .env.example; nothing else reads the environment. */
const ownSettings = z.object({
  DATABASE_URL: z
    .string()
    .default('sqlite:data/cunkou.db')
    .describe(
      'Where messages are kept: sqlite:PATH (from the project root) or postgres://user:password@host/database.',
    ),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on: 127.0.0.1 for this computer only, 0.0.0.0 for the whole network.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of the web chat; 0 takes any free one.'),
  REGION: z
    .string()
    .default(DEMO_REGION)
    .describe(
      'Place whose people use the web chat, as in policy-kb/regions: its path, or a name that only one place has.',
    ),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Signs the visitors’ cookies; 32 characters or more. Whoever has it can read every chat. Left out: made once and kept in data/secret, readable by its owner alone.',
    ),
  DATA_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional()
    .describe(
      'Encrypts phone numbers, pictures and files and seals the audit; 64 hexadecimal digits (openssl rand -hex 32). Keep a copy apart from the database: without it they are lost and the audit cannot be verified. Left out: made once and kept in data/data-key.',
    ),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people type, where a proxy stands in front, e.g. https://cunkou.example.cn'),
  TRUST_PROXY: z
    .stringbool({ truthy: YES, falsy: NO })
    .default(false)
    .describe(
      'true only behind a proxy of yours that sets X-Forwarded-For; else anybody could claim any address.',
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('Least level that is logged: trace, debug, info, warn, error, fatal or silent.'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      'Word by which a monitor gets /metrics and the details of /readyz: “Authorization: Bearer …”; 16 characters or more. Left out: they are for this computer alone, and for nobody behind a proxy.',
    ),
});

/** What right looks like, for the operator. DATABASE_URL is looked at where the database is opened. */
const OWN_RIGHT: Partial<Record<keyof typeof ownSettings.shape, string>> = {
  PORT: '要写 0 到 65535 之间的整数，例如 8080；写 0 就随便找一个空的',
  SECRET: '至少要 32 个字符；不写这一项就自动造一个',
  DATA_KEY: '要写 64 位十六进制数（用 openssl rand -hex 32 造一个）；不写这一项就自动造一个',
  PUBLIC_URL: '要写完整的网址，例如 https://cunkou.example.cn；前面没有反向代理就不写',
  TRUST_PROXY: `只能写 true（${YES.slice(1).join('、')} 也行）或者 false（${NO.slice(1).join('、')} 也行）`,
  LOG_LEVEL: `只能写：${LOG_LEVELS.join('、')}`,
  METRICS_TOKEN: '至少要 16 个字符（用 openssl rand -hex 16 造一个）；没有监控程序就不写',
};

const settings = z.object({
  ...ownSettings.shape,
  ...widgetSettings.shape,
  ...telegramSettings.shape,
  ...wecomSettings.shape,
  ...officialAccountSettings.shape,
  ...wechatySettings.shape,
});

export type SettingName = keyof typeof settings.shape;

/** A part of the settings, as .env.example shows them. */
export interface SettingsPart {
  /** As it is called in Chinese. */
  title: string;
  names: readonly SettingName[];
  /** What right looks like, by name. */
  right: Readonly<Partial<Record<SettingName, string>>>;
  /** Never shown to anybody. */
  secrets: readonly SettingName[];
  /** Settings of which one alone is a mistake: where any is written, all of `needed` have to be. */
  together: readonly { any: readonly SettingName[]; needed: readonly SettingName[] }[];
}

const namesIn = (shape: object): SettingName[] => Object.keys(shape) as SettingName[];
const without = (names: readonly SettingName[], ...left: SettingName[]): SettingName[] =>
  names.filter((name) => !left.includes(name));

const NOTICE: readonly SettingName[] = ['OFFICIAL_ACCOUNT_NOTICE_TEMPLATE', 'OFFICIAL_ACCOUNT_NOTICE_FIELDS'];

export const SETTINGS_PARTS: readonly SettingsPart[] = [
  {
    title: '村口',
    names: namesIn(ownSettings.shape),
    right: OWN_RIGHT,
    secrets: ['SECRET', 'DATA_KEY', 'DATABASE_URL', 'METRICS_TOKEN'],
    together: [],
  },
  {
    title: '网页嵌入',
    names: namesIn(widgetSettings.shape),
    right: { WIDGET_SITES: WIDGET_SITES_RIGHT },
    secrets: [],
    together: [],
  },
  {
    title: '电报（Telegram）',
    names: namesIn(telegramSettings.shape),
    right: TELEGRAM_RIGHT,
    secrets: TELEGRAM_SECRETS,
    together: [{ any: namesIn(telegramSettings.shape), needed: ['TELEGRAM_TOKEN'] }],
  },
  {
    title: '企业微信',
    names: namesIn(wecomSettings.shape),
    right: WECOM_RIGHT,
    secrets: WECOM_SECRETS,
    together: [
      {
        // Robots work without an app; both go to the same address.
        any: without(namesIn(wecomSettings.shape), 'WECOM_ROBOTS', 'WECOM_API_ROOT'),
        needed: ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'],
      },
    ],
  },
  {
    title: '公众号',
    names: namesIn(officialAccountSettings.shape),
    right: OFFICIAL_ACCOUNT_RIGHT,
    secrets: OFFICIAL_ACCOUNT_SECRETS,
    together: [
      {
        any: namesIn(officialAccountSettings.shape),
        needed: ['OFFICIAL_ACCOUNT_APP_ID', 'OFFICIAL_ACCOUNT_SECRET', 'OFFICIAL_ACCOUNT_TOKEN'],
      },
      { any: NOTICE, needed: NOTICE },
    ],
  },
  {
    title: '个人微信（wechaty）',
    names: namesIn(wechatySettings.shape),
    right: WECHATY_RIGHT,
    secrets: WECHATY_SECRETS,
    together: [{ any: namesIn(wechatySettings.shape), needed: ['WECHATY_PUPPET'] }],
  },
];

/** A setting for the reader: its English help, its Chinese one, and its default as it would be written. */
export function describeSetting(name: SettingName): { help: string; words: string; usual: string } {
  const words: Readonly<Record<SettingName, string>> = SETTING_WORDS;
  return { help: settings.shape[name].description ?? '', words: words[name], usual: usualOf(name) };
}

/** The settings, checked and derived once. */
export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly region: string;
  readonly secret: string;
  /** 32 bytes in hex. */
  readonly dataKey: string;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  readonly logLevel: z.infer<typeof settings>['LOG_LEVEL'];
  readonly metricsToken: string | null;
  /** The sites that may show the chat inside their own pages. */
  readonly widgetSites: readonly string[];
  /** Each channel's own part by its name in THE list; null: it is off. */
  readonly channels: Omit<ChannelSettings, 'web'>;
}

/**
 * Reads the settings from an environment. Throws an Error that names every wrong field, what was given (a secret only
 * by its length) and what right looks like.
 * @param root the project's root, from which a relative SQLite path and `data/` are found
 */
export function readConfig(environment: Record<string, string | undefined>, root: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = settings.safeParse(given);
  const faults = [...(result.success ? [] : wrongOnes(result.error, given)), ...missingOnes(given)];
  if (!result.success || faults.length > 0) throw new Error(`设置有错：\n${faults.join('\n')}`);
  const raw = result.data;
  return Object.freeze({
    databaseUrl: absoluteSqlite(raw.DATABASE_URL, root),
    host: raw.HOST,
    port: raw.PORT,
    region: raw.REGION,
    secret: raw.SECRET ?? keptSecret(join(root, 'data'), 'secret'),
    dataKey: raw.DATA_KEY ?? keptSecret(join(root, 'data'), 'data-key'),
    publicUrl: raw.PUBLIC_URL ?? null,
    trustProxy: raw.TRUST_PROXY,
    logLevel: raw.LOG_LEVEL,
    metricsToken: raw.METRICS_TOKEN ?? null,
    widgetSites: raw.WIDGET_SITES,
    channels: Object.freeze({
      telegram: telegramConfig(raw),
      wecom: wecomConfig(raw),
      'wecom-robot': wecomRobotConfig(raw),
      'official-account': officialAccountConfig(raw),
      wechaty: wechatyConfig(raw),
    }),
  });
}

type Given = Readonly<Record<string, string | undefined>>;

function wrongOnes(error: z.ZodError, given: Given): string[] {
  const fields = new Set(error.issues.map((issue) => String(issue.path[0]) as SettingName));
  return [...fields].map((field) => refusal(field, given[field] ?? ''));
}

function refusal(field: SettingName, given: string): string {
  const part = SETTINGS_PARTS.find(({ names }) => names.includes(field));
  const written = part?.secrets.includes(field)
    ? `写的有 ${given.length} 个字符（内容不显示）`
    : `写的是“${given.replace(/\/\/[^/@]*@/, '//***@').slice(0, 60)}”`;
  const guess = field === 'LOG_LEVEL' ? nearest(given.toLowerCase(), LOG_LEVELS) : null;
  const right = `${guess === null ? '' : `是不是“${guess}”？`}${part?.right[field] ?? '这样写不行，请对照 .env.example 改'}`;
  return `${field}：${written}，${right}。`;
}

/** A channel that was begun and not finished: each setting that is still lacking, with what it is. */
function missingOnes(given: Given): string[] {
  // What is written as it would be without being written begins nothing.
  const isWritten = (name: SettingName): boolean => name in given && given[name] !== usualOf(name);
  const lacking = SETTINGS_PARTS.flatMap(({ title, together }) =>
    together.flatMap(({ any, needed }) =>
      any.some(isWritten) ? needed.filter((name) => !(name in given)).map((name) => ({ title, name })) : [],
    ),
  );
  if (given.WECHATY_PUPPET === 'service' && given.WECHATY_TOKEN === undefined)
    lacking.push({ title: '个人微信的 service ', name: 'WECHATY_TOKEN' });
  return lacking.map(({ title, name }) => `${name}：${notWritten(title, SETTING_WORDS[name])}`);
}

/** The default as an operator would write it; empty where there is none. */
function usualOf(name: SettingName): string {
  const usual = settings.shape[name].safeParse(undefined).data;
  return usual === undefined ? '' : String(usual);
}

function absoluteSqlite(url: string, root: string): string {
  const path = /^sqlite:(?!:memory:|\/)(.+)$/.exec(url)?.[1];
  return path ? `sqlite:${join(root, path)}` : url;
}

/** 32 bytes of this installation's own, so that a first start needs no setting and a later one finds them again. */
function keptSecret(folder: string, name: string): string {
  const path = join(folder, name);
  try {
    if (existsSync(folder)) forOwnerAlone(folder);
    if (existsSync(path)) return readFileSync(path, 'utf8').trim();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const secret = randomBytes(32).toString('hex');
    writeFileSync(path, `${secret}\n`, { mode: 0o600 });
    return secret;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Error(`${path} 读不了或者写不了（${reason}），请检查 data 文件夹的权限和磁盘空间。`, {
      cause: error,
    });
  }
}

/** What people wrote is in there. A folder of somebody else's stays as it is. */
function forOwnerAlone(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // Not ours to close.
  }
}
