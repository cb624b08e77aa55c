import { type Capabilities, enqueue, type OutboxItem, replyKey } from '../outbox/outbox.ts';
import type { Db, IncomingRow, Storage } from '../storage/storage.ts';
import type { StoredReply } from './stored-reply.ts';
import { furtherFile } from './wording.ts';

interface Asked {
  /** The message that it answers. */
  to: IncomingRow;
  /** Nothing may tell any more who asked, once it has been sent. */
  unlink: boolean;
  now: Date;
}

/** Takes a reply into the outbox, in the transaction that keeps it; where people come and read it, nothing need be sent. */
export async function queueReply(
  parts: { storage: Storage; capabilities?: (channel: string) => Capabilities | undefined },
  db: Db,
  reply: StoredReply,
  asked: Asked,
): Promise<void> {
  const capabilities = parts.capabilities?.(reply.channel);
  if (capabilities === undefined || capabilities.pulls) return;
  const [first = null, ...more] = reply.files;
  const item = itemOf(reply, capabilities, asked);
  const items = [
    { ...item, picture: first },
    // A message holds one picture.
    ...more.map((picture, index) => ({
      ...item,
      key: `${item.key}:${index + 2}`,
      text: furtherFile(index + 2),
      options: [],
      inReplyTo: null,
      picture,
    })),
  ];
  await enqueue(db, parts.storage.kind, items, asked.now);
}

function itemOf(reply: StoredReply, { inlineReplyMs }: Capabilities, { to, unlink, now }: Asked): OutboxItem {
  // The channel may hand it back by itself until then.
  const notBefore = inlineReplyMs === null ? now : new Date(now.getTime() + inlineReplyMs);
  return {
    key: replyKey(reply.id),
    to: { account: { channel: reply.channel, chat: reply.chat }, person: null },
    lane: 'reply',
    about: reply.about ?? reply.kind,
    text: reply.text,
    options: reply.options.map(({ label }) => label),
    notBefore: notBefore.toISOString(),
    inReplyTo: to.message_id,
    unlink,
  };
}
