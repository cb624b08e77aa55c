import { z } from 'zod';
import type { OutboxRow } from '../storage/storage.ts';
import type { OutboxItem } from './item.ts';

const labels = z.array(z.string());

/** The words to press under a message. Throws ZodError when the row was not written by `enqueue`. */
export function optionsOf({ options }: Pick<OutboxRow, 'options'>): string[] {
  return labels.parse(JSON.parse(options));
}

/** The channels that were given up for a message. */
export function passedOf({ passed }: Pick<OutboxRow, 'passed'>): string[] {
  return labels.parse(JSON.parse(passed));
}

/** A row as it was handed in. */
export function toItem(row: OutboxRow): OutboxItem {
  const person = row.person_id;
  const account = { channel: row.channel, chat: row.chat };
  return {
    key: row.key,
    to: row.fixed === 0 && person !== null ? { person } : { account, person },
    lane: row.lane,
    about: row.about,
    text: row.text,
    options: optionsOf(row),
    picture: row.picture,
    run: row.run,
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    hours: row.hours,
    urgent: row.urgent === 1,
    inReplyTo: row.reply_to,
  };
}
