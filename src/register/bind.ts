import { randomUUID } from 'node:crypto';
import {
  type AccountRow,
  accountsOf,
  addBindTry,
  bindTriesOf,
  clearBindTries,
  countBindTries,
  countCodeTry,
  endAccount,
  findBindCode,
  findPerson,
  forgetBindTries,
  insertAccount,
  liveAccount,
  lockChat,
  useBindCode,
} from '../storage/storage.ts';
import { record } from './audit.ts';
import { codeHash } from './bind-code.ts';
import { CHANNEL_TRIES, channelSince, LOOK_BACK_MS, refusedUntil } from './bind-limit.ts';
import type { Book } from './book.ts';
import { type Person, toPerson } from './person.ts';

/** A link between a person and an account of a platform. */
export interface Account {
  id: string;
  personId: string;
  channel: string;
  platformUserId: string;
  chat: string;
  boundAt: string;
  lastSeenAt: string;
}

export interface BindRequest {
  code: string;
  channel: string;
  platformUserId: string;
  chat: string;
}

export type BindRefusal = 'not-a-code' | 'wrong' | 'expired' | 'used' | 'too-many' | 'inactive';

export type BindResult =
  | {
      ok: true;
      person: Person;
      account: Account;
      /** The person's earlier account on this channel, whose link has ended: it has to be told. */
      previous: Account | null;
      /** Another person for whom this account spoke until now. */
      wasPersonId: string | null;
    }
  | { ok: false; reason: BindRefusal; message: string };

/**
 * Binds an account to the person whose code it sends. Inside a transaction: a refusal is kept as well, it counts.
 * A lost platform id is bound anew in the same way: the earlier link ends and its account is named.
 */
export async function bind(book: Book, request: BindRequest): Promise<BindResult> {
  const user = { channel: request.channel, platformUserId: request.platformUserId };
  // Two messages of one account are looked at one after the other, or both would count the same tries.
  await lockChat(book.db, book.kind, { channel: user.channel, chat: `bind ${user.platformUserId}` });
  const since = new Date(Date.parse(book.now) - LOOK_BACK_MS).toISOString();
  const until = refusedUntil(await bindTriesOf(book.db, user, since), book.now);
  if (until !== null) return refuse('too-many', tooMany(until, book.now));
  if ((await countBindTries(book.db, user.channel, channelSince(book.now))) >= CHANNEL_TRIES) {
    return refuse('too-many', '这会儿发错绑定码的人太多，绑定先停十来分钟，请过一阵再发。');
  }

  const code = request.code.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(code)) {
    return refuse('not-a-code', '绑定码是 6 个数字，请照着发，例如：绑定 829134。');
  }
  const hash = codeHash(book, code);
  const known = await findBindCode(book.db, hash);
  const wrong = async (reason: BindRefusal, message: string): Promise<BindResult> => {
    await forgetBindTries(book.db, user.channel, since);
    await addBindTry(book.db, user, book.now);
    if (known !== undefined) await countCodeTry(book.db, hash);
    await record(book, {
      actor: 'system',
      action: 'account.bind-refused',
      object: { kind: 'account', id: `${user.channel}:${user.platformUserId}` },
      detail: { reason },
    });
    return refuse(reason, message);
  };
  if (known === undefined) {
    return wrong('wrong', '这个绑定码不对。请看清楚再发一遍；还不行，请村干部重新给一个。');
  }
  if (known.used_at !== null) {
    return wrong('used', '这个绑定码已经用过了，一个码只能用一次。请村干部重新给一个。');
  }
  if (known.expires_at <= book.now || !(await useBindCode(book.db, hash, book.now))) {
    return wrong('expired', '这个绑定码过期了，一个码只管 24 小时。请村干部重新给一个。');
  }
  const row = await findPerson(book.db, known.person_id);
  if (row === undefined || row.active === 0) {
    return refuse('inactive', '这个人在册里已经停用，绑不上。请找村干部问一问。');
  }
  await clearBindTries(book.db, user);
  return link(book, toPerson(row), request);
}

async function link(book: Book, person: Person, request: BindRequest): Promise<BindResult> {
  const { channel, platformUserId, chat } = request;
  const spokeFor = await liveAccount(book.db, { channel, platformUserId });
  if (spokeFor !== undefined) await endAccount(book.db, spokeFor.id, book.now);
  const earlier = (await accountsOf(book.db, person.id)).find((account) => account.channel === channel);
  if (earlier !== undefined) await endAccount(book.db, earlier.id, book.now);
  const account: AccountRow = {
    id: randomUUID(),
    person_id: person.id,
    channel,
    platform_user_id: platformUserId,
    chat,
    bound_at: book.now,
    last_seen_at: book.now,
    dead_at: null,
    preferred: earlier?.preferred ?? 0,
  };
  await insertAccount(book.db, account);
  await record(book, {
    actor: person.id,
    action: 'account.bind',
    object: { kind: 'account', id: account.id },
    detail: { channel, ended: [spokeFor?.id, earlier?.id].filter((id) => id !== undefined) },
  });
  return {
    ok: true,
    person,
    account: toAccount(account),
    previous: earlier === undefined ? null : toAccount(earlier),
    wasPersonId: spokeFor === undefined || spokeFor.person_id === person.id ? null : spokeFor.person_id,
  };
}

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    personId: row.person_id,
    channel: row.channel,
    platformUserId: row.platform_user_id,
    chat: row.chat,
    boundAt: row.bound_at,
    lastSeenAt: row.last_seen_at,
  };
}

function tooMany(until: string, now: string): string {
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000));
  return `绑定码错的次数太多了，请过 ${minutes} 分钟再发。要是码找不到了，请村干部重新给一个。`;
}

function refuse(reason: BindRefusal, message: string): BindResult {
  return { ok: false, reason, message };
}
