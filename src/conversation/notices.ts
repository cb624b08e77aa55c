import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { maskNumbers } from '../language/language.ts';
import type { Notice } from '../report/report.ts';
import {
  accountsOf,
  type ChatKey,
  type DatabaseKind,
  type Db,
  findPerson,
  insertNotice,
  type NoticeRow,
} from '../storage/storage.ts';
import { cleanText } from './clean-text.ts';

/** A message to a person who has not just spoken. */
export interface OutgoingNotice extends Notice {
  /** To this account alone, also where its link has just ended. Left out: to every live account of the person. */
  account?: ChatKey;
}

/** A notice as it was committed, to one account. */
export interface StoredNotice {
  id: string;
  /** The feed's cursor. */
  seq: number;
  personId: string;
  channel: string;
  chat: string;
  text: string;
  options: string[];
  about: string;
  /** UTC ISO time. */
  createdAt: string;
}

/** Told after each commit, once for each account. */
export type NoticeListener = (notice: StoredNotice) => void;

/**
 * Keeps notices in the transaction under way, one row for each live account; who has none is noted as `no_account`.
 * Gives those that have somewhere to go. The last thing that a transaction does.
 */
export async function storeNotices(
  db: Db,
  kind: DatabaseKind,
  notices: readonly OutgoingNotice[],
  now: Date,
): Promise<StoredNotice[]> {
  const stored: StoredNotice[] = [];
  for (const notice of notices) {
    const accounts = await accountsFor(db, notice);
    const row = {
      person_id: notice.to,
      text: cleanText(maskNumbers(notice.text)),
      options: JSON.stringify(notice.options),
      about: notice.about,
      created_at: now.toISOString(),
      sent_at: null,
    };
    if (accounts.length === 0) {
      const nowhere = { channel: '', chat: '', state: 'no_account' } as const;
      await insertNotice(db, kind, { ...row, ...nowhere, id: randomUUID() });
    }
    for (const { channel, chat } of accounts) {
      const placed = { ...row, id: randomUUID(), channel, chat, state: 'waiting' } as const;
      const { seq } = await insertNotice(db, kind, placed);
      stored.push(toStoredNotice({ ...placed, seq }));
    }
  }
  return stored;
}

async function accountsFor(db: Db, { to, account }: OutgoingNotice): Promise<ChatKey[]> {
  if (account !== undefined) return [account];
  const person = await findPerson(db, to);
  return person?.active === 1 ? accountsOf(db, to) : [];
}

const labels = z.array(z.string());

/** Reads a row of the table `notices`. */
export function toStoredNotice(row: NoticeRow): StoredNotice {
  return {
    id: row.id,
    seq: row.seq,
    personId: row.person_id,
    channel: row.channel,
    chat: row.chat,
    text: row.text,
    options: labels.parse(JSON.parse(row.options)),
    about: row.about,
    createdAt: row.created_at,
  };
}
