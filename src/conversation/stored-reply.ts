import { z } from 'zod';
import type { NewReply, ReplyRow } from '../storage/storage.ts';
import type { Reply } from './message.ts';

/** A reply as it was committed, with what it was computed from. */
export interface StoredReply extends Reply {
  id: string;
  /** The feed's cursor; grows within a chat. */
  seq: number;
  /** The id under which the message that it answers was accepted. */
  incomingId: string;
  channel: string;
  chat: string;
  knowledgeVersion: string;
  /** The local date on which it is right. */
  asOf: string;
  /** UTC ISO time. */
  createdAt: string;
  /** The kind of message, where `kind` does not say it all. */
  about?: string;
  /** The ids of the kept files that are shown with it. */
  files: readonly string[];
}

const citation = z.object({ document: z.string(), clause: z.string() });
const content = z.object({
  kind: z.enum(['answer', 'choices', 'question', 'unknown', 'other']),
  options: z.array(z.object({ label: z.string(), citations: z.array(citation) })),
  citations: z.array(citation),
  policies: z.array(z.string()),
  status: z.enum(['in_force', 'expired', 'not_yet', 'unclear']).nullable(),
});

const fileIds = z.array(z.string());

/** Reads a row of the table `replies`. Throws ZodError when it was not written by `toReplyRow`. */
export function toStoredReply(row: ReplyRow): StoredReply {
  return {
    ...content.parse({
      kind: row.kind,
      options: JSON.parse(row.options),
      citations: JSON.parse(row.citations),
      policies: JSON.parse(row.policies),
      status: row.status,
    }),
    text: row.text,
    amount: row.amount,
    id: row.id,
    seq: row.seq,
    incomingId: row.incoming_id,
    channel: row.channel,
    chat: row.chat,
    knowledgeVersion: row.kb_version,
    asOf: row.as_of,
    createdAt: row.created_at,
    ...(row.about === null ? {} : { about: row.about }),
    files: fileIds.parse(JSON.parse(row.files)),
  };
}

/** Writes a reply as a row of the table `replies`. */
export function toReplyRow(reply: Omit<StoredReply, 'seq'>): NewReply {
  return {
    id: reply.id,
    incoming_id: reply.incomingId,
    channel: reply.channel,
    chat: reply.chat,
    kind: reply.kind,
    text: reply.text,
    options: JSON.stringify(reply.options),
    citations: JSON.stringify(reply.citations),
    policies: JSON.stringify(reply.policies),
    amount: reply.amount,
    status: reply.status,
    kb_version: reply.knowledgeVersion,
    as_of: reply.asOf,
    created_at: reply.createdAt,
    about: reply.about ?? null,
    files: JSON.stringify(reply.files),
  };
}
