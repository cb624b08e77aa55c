import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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
  REGION: z.string().default(DEMO_REGION).describe('Path of the place whose people use the web chat.'),
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
  PUBLIC_URL: z.url().optional().describe('Address that people type where a proxy stands in front.'),
  TRUST_PROXY: z
    .stringbool()
    .default(false)
    .describe('true only behind a proxy of ours that sets X-Forwarded-For.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
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

/**
 * Reads the settings from an environment. Throws an Error that names every wrong field with its help text.
 * @param root the project's root, from which a relative SQLite path and `data/` are found
 */
export function readConfig(environment: Record<string, string | undefined>, root: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = settings.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const field = String(issue.path[0]);
      const help =
        field in settings.shape
          ? settings.shape[field as keyof typeof settings.shape].description
          : undefined;
      return `${field}：${issue.message}${help ? `（${help}）` : ''}`;
    });
    throw new Error(`设置有错：\n${lines.join('\n')}`);
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

function absoluteSqlite(url: string, root: string): string {
  const path = /^sqlite:(?!:memory:|\/)(.+)$/.exec(url)?.[1];
  return path ? `sqlite:${join(root, path)}` : url;
}

/** 32 bytes of this installation's own, so that a first start needs no setting and a later one finds them again. */
function keptSecret(folder: string, name: string): string {
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(folder, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}
