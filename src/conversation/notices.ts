import { randomUUID } from 'node:crypto';
import type { Notice } from '../job/job.ts';
import { maskNumbers } from '../language/language.ts';
import { enqueue, type OutboxItem, rulesFor } from '../outbox/outbox.ts';
import type { ChatKey, DatabaseKind, Db } from '../storage/storage.ts';
import { cleanText } from './clean-text.ts';

/** A message to a person who has not just spoken. */
export interface OutgoingNotice extends Notice {
  /** To this account alone, also where its link has just ended. Left out: to the account that suits best when it leaves. */
  account?: ChatKey;
}

/** A notice as it was taken into the outbox. */
export interface StoredNotice {
  /** The row's key in the outbox. */
  key: string;
  personId: string;
  /** The one account that it may go to; null: whichever suits best when it leaves. */
  account: ChatKey | null;
  text: string;
  options: readonly string[];
  about: string;
  /** UTC ISO time. */
  createdAt: string;
}

/** Told after each commit. */
export type NoticeListener = (notice: StoredNotice) => void;

/** Takes notices into the outbox, in the transaction under way; gives those that were not there yet. */
export async function storeNotices(
  db: Db,
  kind: DatabaseKind,
  notices: readonly OutgoingNotice[],
  now: Date,
): Promise<StoredNotice[]> {
  const items = notices.map(toItem);
  const taken = new Set(await enqueue(db, kind, items, now));
  return items
    .filter(({ key }) => taken.has(key))
    .map(({ key, to, text, options, about }) => ({
      key,
      personId: to.person ?? '',
      account: 'account' in to ? to.account : null,
      text,
      options,
      about,
      createdAt: now.toISOString(),
    }));
}

function toItem(notice: OutgoingNotice): OutboxItem {
  const { to: person, account, key, text, options, about, notBefore, run, picture } = notice;
  return {
    key: key ?? `notice:${randomUUID()}`,
    to: account === undefined ? { person } : { account, person },
    lane: rulesFor(about).lane,
    about,
    text: cleanText(maskNumbers(text)),
    options,
    picture: picture ?? null,
    run: run ?? null,
    notBefore: notBefore ?? null,
  };
}
