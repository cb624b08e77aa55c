import { z } from 'zod';

/** The name in THE list. */
export const TELEGRAM = 'telegram';

/** The channel's part of the environment; src/config.ts takes it in. */
export const telegramSettings = z.object({
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{30,}$/)
    .optional()
    .describe('Token of the Telegram bot, from @BotFather. Left out: Telegram is off.'),
  TELEGRAM_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Where Telegram delivers: the public https address followed by /hooks/telegram. Left out: the bot asks for messages itself, and needs no public address.',
    ),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .describe('Address of the Bot API: Telegram’s own, or a relay of yours where that cannot be reached.'),
  TELEGRAM_PROXY: z
    .url({ protocol: /^http$/ })
    .optional()
    .describe('HTTP proxy on the way to Telegram, such as http://127.0.0.1:7890.'),
});

/** What right looks like, for the operator. */
export const TELEGRAM_RIGHT: Partial<Record<keyof z.output<typeof telegramSettings>, string>> = {
  TELEGRAM_TOKEN: '要照 @BotFather 给的写，前面是数字，中间有冒号，例如 123456789:AAH…（后面 35 个字符）',
  TELEGRAM_WEBHOOK_URL: '要写完整的网址，例如 https://cunkou.example.cn/hooks/telegram；没有公网网址就不写',
  TELEGRAM_API_ROOT: '要写完整的网址，一般不用写',
  TELEGRAM_PROXY: '要写成 http://地址:端口，例如 http://127.0.0.1:7890；只能是 http 代理',
};

/** Never shown to anybody. */
export const TELEGRAM_SECRETS = ['TELEGRAM_TOKEN', 'TELEGRAM_PROXY'] as const;

/** What the channel is built from. */
export interface TelegramConfig {
  readonly token: string;
  /** Null: long polling. */
  readonly webhookUrl: string | null;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  readonly proxy: string | null;
  /** For tests; left out, what suits the real platform. */
  readonly timing?: Partial<TelegramTiming>;
}

/** In milliseconds. */
export interface TelegramTiming {
  /** How long a question for new messages stays open. */
  poll: number;
  /** Given up after. */
  request: number;
  /** A picture that takes longer is passed on without its bytes: others wait behind it. */
  download: number;
  /** The first pause after a failure; doubled up to 32 times that. */
  retry: number;
  /** How long `stop` waits for what is being worked on. */
  grace: number;
}

export const USUAL_TIMING: TelegramTiming = {
  poll: 25_000,
  request: 30_000,
  download: 10_000,
  retry: 1000,
  grace: 3000,
};

/** Null where no token is given: the channel is off. */
export function telegramConfig(raw: z.infer<typeof telegramSettings>): TelegramConfig | null {
  if (raw.TELEGRAM_TOKEN === undefined) return null;
  return {
    token: raw.TELEGRAM_TOKEN,
    webhookUrl: raw.TELEGRAM_WEBHOOK_URL ?? null,
    apiRoot: raw.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
    proxy: raw.TELEGRAM_PROXY ?? null,
  };
}
