import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { nearest } from './data-files/data-files.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const YES = ['true', '是', 'yes', '1', 'on'];
const NO = ['false', '否', 'no', '0', 'off'];

const DEMO_REGION = '内蒙古自治区/鄂尔多斯市/杭锦旗';

/** Every setting with its help text; README and .env.example tell the same. Nothing else reads the environment. */
const settings = z.object({
  DATABASE_URL: z
    .string()
    .default('sqlite:data/cunkou.db')
    .describe(
      'Where messages are kept: sqlite:PATH (from the project root) or postgres://user:password@host/database.',
    ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for the whole network.'),
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
    .describe('Place whose people use the web chat: path, or a name that only one place has.'),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs cookies, 32 characters or more. Left out: made once and kept in data/secret.'),
  DATA_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional()
    .describe(
      'Encrypts phone numbers, 64 hexadecimal digits. Left out: made once and kept in data/data-key.',
    ),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people type where a proxy stands in front.'),
  TRUST_PROXY: z
    .stringbool({ truthy: YES, falsy: NO })
    .default(false)
    .describe('true only behind a proxy of ours that sets X-Forwarded-For.'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least level that is logged.'),
});

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
}

/** What right looks like, for the operator. DATABASE_URL is looked at where the database is opened. */
const RIGHT: { [Field in keyof typeof settings.shape]?: (given: string) => string } = {
  PORT: () => '要写 0 到 65535 之间的整数，例如 8080；写 0 就随便找一个空的',
  SECRET: () => '至少要 32 个字符；不写这一项就自动造一个',
  DATA_KEY: () => '要写 64 位十六进制数（用 openssl rand -hex 32 造一个）；不写这一项就自动造一个',
  PUBLIC_URL: () => '要写完整的网址，例如 https://cunkou.example.cn；前面没有反向代理就不写',
  TRUST_PROXY: () =>
    `只能写 true（${YES.slice(1).join('、')} 也行）或者 false（${NO.slice(1).join('、')} 也行）`,
  LOG_LEVEL: (given) => {
    const guess = nearest(given.toLowerCase(), LOG_LEVELS);
    return `${guess === null ? '' : `是不是“${guess}”？`}只能写：${LOG_LEVELS.join('、')}`;
  },
};

const SECRETS = new Set(['SECRET', 'DATA_KEY', 'DATABASE_URL']);

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
  if (!result.success) {
    const fields = new Set(result.error.issues.map((issue) => String(issue.path[0])));
    throw new Error(
      `设置有错：\n${[...fields].map((field) => refusal(field, given[field] ?? '')).join('\n')}`,
    );
  }
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
  });
}

function refusal(field: string, given: string): string {
  const written = SECRETS.has(field)
    ? `写的有 ${given.length} 个字符（内容不显示）`
    : `写的是“${given.replace(/\/\/[^/@]*@/, '//***@').slice(0, 60)}”`;
  const right = field in RIGHT ? RIGHT[field as keyof typeof RIGHT]?.(given) : undefined;
  return `${field}：${written}，${right ?? '这样写不行，请对照 .env.example 改'}。`;
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
