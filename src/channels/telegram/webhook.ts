import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import type { Log } from '../../log/log.ts';
import type { Intake } from './intake.ts';
import { TELEGRAM } from './settings.ts';

/** What the platform has to say with each delivery. Made from the token, so that it needs no setting and never changes alone. */
export function webhookSecret(token: string): string {
  return createHmac('sha256', token).update('cunkou webhook').digest('base64url');
}

/** Keeps what the platform delivers, then says so; what could not be kept is delivered again. */
export function createWebhook({ intake, log, secret }: { intake: Intake; log: Log; secret: string }): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    if (!sameText(c.req.header('x-telegram-bot-api-secret-token') ?? '', secret)) return c.body(null, 401);
    const update: unknown = await c.req.json().catch(() => null);
    // The platform would repeat what is refused: what can never be read is taken and left.
    if (!isUpdate(update)) {
      log.error({ channel: TELEGRAM }, 'a delivery is no update; left out');
      return c.body(null, 200);
    }
    try {
      await intake.keep([update]);
      return c.body(null, 200);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      log.error({ channel: TELEGRAM, reason }, 'a delivery could not be kept; it will come again');
      return c.body(null, 500);
    }
  });
  return app;
}

function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' && value !== null && 'update_id' in value && typeof value.update_id === 'number'
  );
}
