import { setTimeout as sleep } from 'node:timers/promises';
import type { FileBoxInterface } from 'file-box';
import type { Message, Wechaty } from 'wechaty';
import type { Received } from './protocol.ts';

type Kind = Received['attachments'][number]['kind'];

/** What a message of WeChat's is for us; `card` is a link, a place, a contact or a mini program. */
export type MessageKind = 'text' | Kind | 'card' | null;

const CARD = '卡片';

/** Null: nothing that anybody would expect an answer to, such as a recall, a sticker or a red envelope. */
export function kindOf(message: Message, types: Wechaty['Message']['Type']): MessageKind {
  const kinds = new Map<number, MessageKind>([
    [types.Text, 'text'],
    [types.Image, 'image'],
    [types.Attachment, 'file'],
    [types.Audio, 'voice'],
    [types.Video, 'video'],
    [types.Url, 'card'],
    [types.MiniProgram, 'card'],
    [types.Contact, 'card'],
    [types.Location, 'card'],
    [types.ChatHistory, 'card'],
  ]);
  return kinds.get(message.type()) ?? null;
}

/** The pictures and files of a message; where one cannot be fetched in time, or is too long, its name alone. */
export async function attachmentsOf(
  message: Message,
  kind: MessageKind,
  fetch: { limit: number; waitMs: number; wanted: boolean },
): Promise<Received['attachments']> {
  if (kind === null || kind === 'text') return [];
  if (kind === 'card') return [{ kind: 'file', name: CARD, content: null }];
  const nameAlone = { kind, name: kind, content: null };
  if (!fetch.wanted) return [nameAlone];
  const content = contentOf(message, kind, fetch.limit).catch(() => nameAlone);
  // Where a gateway has no file, some of them never say so.
  return [await Promise.race([content, sleep(fetch.waitMs, nameAlone, { ref: false })])];
}

async function contentOf(
  message: Message,
  kind: Kind,
  limit: number,
): Promise<Received['attachments'][number]> {
  const box = await message.toFileBox();
  const bytes = await bytesOf(box, limit);
  if (bytes === null) return { kind, name: box.name, content: null };
  const content = { mime: mimeOf(box, kind), base64: Buffer.from(bytes).toString('base64') };
  return { kind, name: box.name, content };
}

function mimeOf(box: FileBoxInterface, kind: Kind): string {
  const told = box.mediaType;
  if (told !== '' && told !== 'application/unknown' && told !== 'application/octet-stream') return told;
  return kind === 'image' ? 'image/jpeg' : 'application/octet-stream';
}

/** Null where there are more than `limit` of them. */
async function bytesOf(box: FileBoxInterface, limit: number): Promise<Uint8Array | null> {
  const stream = await box.toStream();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > limit) {
      stream.destroy();
      return null;
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
