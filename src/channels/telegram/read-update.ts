import type { CallbackQuery, Message, MessageEntity, Update } from 'grammy/types';
import type { Incoming, IncomingFile } from '../../conversation/conversation.ts';
import { labelOf } from './buttons.ts';
import { COMMANDS } from './wording.ts';

/** Who the bot is on the platform. */
export interface Me {
  id: number;
  username: string;
}

/** A file that still lies on the platform. */
export interface FileThere extends Pick<IncomingFile, 'kind' | 'name'> {
  fileId: string;
  mime: string;
  /** Bytes, where the platform tells. */
  size: number | null;
}

/** What an update says to us. */
export interface SaidThere {
  message: Omit<Incoming, 'channel' | 'receivedAt' | 'attachments'>;
  files: readonly FileThere[];
  /** The press of a button wants to be acknowledged under this id. */
  pressId: string | null;
}

/** Asked for by name: what is edited afterwards is not heard, because what was read back and filed must stand. */
export const UPDATES_WANTED = ['message', 'callback_query'] as const;

/** Null where nobody says anything: somebody joined, a picture was pinned, another bot talks. */
export function readUpdate(update: Update, me: Me): SaidThere | null {
  if (update.callback_query) return readPress(update.callback_query);
  const { message } = update;
  if (message?.from === undefined || !isTalk(message)) return null;
  // An anonymous administrator speaks through a bot of the platform's own; other bots would talk with us for ever.
  if (message.from.is_bot && message.sender_chat === undefined) return null;
  const group = isGroup(message);
  const { text, mentioned } = addressed(message, me);
  const replied = message.reply_to_message?.from?.id === me.id;
  return {
    message: {
      chat: String(message.chat.id),
      messageId: String(message.message_id),
      sender: String(message.from.id),
      text: asWords(text),
      ...(group ? { group, mention: mentioned || replied } : {}),
    },
    files: filesOf(message),
    pressId: null,
  };
}

/** A pressed button says its words, or nothing where they are lost. Pressing it, in a group too, addresses the bot. */
function readPress(query: CallbackQuery): SaidThere | null {
  const { message } = query;
  if (message === undefined) return null;
  const text = labelOf(query) ?? '';
  return {
    message: {
      chat: String(message.chat.id),
      messageId: `press-${query.id}`,
      sender: String(query.from.id),
      text,
      ...(isGroup(message) ? { group: true, mention: true } : {}),
    },
    files: [],
    pressId: query.id,
  };
}

function isGroup({ chat }: { chat: Message['chat'] }): boolean {
  return chat.type === 'group' || chat.type === 'supergroup';
}

const TALK = [
  'text',
  'photo',
  'document',
  'voice',
  'video',
  'video_note',
  'audio',
  'sticker',
  'location',
  'contact',
  'poll',
  'dice',
] as const;

function isTalk(message: Message): boolean {
  const known = message.chat.type === 'private' || isGroup(message);
  return known && message.is_automatic_forward !== true && TALK.some((kind) => message[kind] !== undefined);
}

/** The text without our name in it, and whether that name, or a command of ours, was there. */
function addressed(message: Message, me: Me): { text: string; mentioned: boolean } {
  const text = message.text ?? message.caption ?? message.sticker?.emoji ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const wordsOf = ({ offset, length }: MessageEntity): string => text.slice(offset, offset + length);
  const own = `@${me.username}`.toLowerCase();
  let rest = text;
  let mentioned = false;
  // From the end, so that what is cut out moves nothing that is still to be looked at.
  for (const entity of [...entities].sort((a, b) => b.offset - a.offset)) {
    const words = wordsOf(entity).toLowerCase();
    const named =
      (entity.type === 'mention' && words === own) ||
      (entity.type === 'text_mention' && entity.user.id === me.id);
    const command = entity.type === 'bot_command' && entity.offset === 0;
    if (named) rest = rest.slice(0, entity.offset) + rest.slice(entity.offset + entity.length);
    // /help@another_bot is another's.
    mentioned ||= named || (command && (!words.includes('@') || words.endsWith(own)));
  }
  return { text: rest === text ? text : rest.trim(), mentioned };
}

const COMMAND = /^\/([a-z]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i;

/** A command stands for words that the conversation knows. `/start 829134` comes from a link with a bind code in it. */
function asWords(text: string): string {
  const [, name, rest = ''] = COMMAND.exec(text) ?? [];
  const known = COMMANDS.find(({ command }) => command === name?.toLowerCase());
  if (known === undefined) return text;
  const words = rest.trim();
  if (known.command === 'start') return /^\d+$/.test(words) ? `绑定 ${words}` : known.says;
  return words === '' ? known.says : `${known.says} ${words}`;
}

function filesOf(message: Message): FileThere[] {
  const { photo, document, voice, video, video_note: round, audio } = message;
  // The platform makes several sizes of a photo; the last is the largest.
  const largest = photo?.at(-1);
  const found: (FileThere | null)[] = [
    largest ? fileThere('image', '照片.jpg', 'image/jpeg', largest) : null,
    document
      ? fileThere(
          document.mime_type?.startsWith('image/') ? 'image' : 'file',
          document.file_name ?? '文件',
          document.mime_type ?? 'application/octet-stream',
          document,
        )
      : null,
    voice ? fileThere('voice', '语音.ogg', voice.mime_type ?? 'audio/ogg', voice) : null,
    video ? fileThere('video', video.file_name ?? '视频.mp4', video.mime_type ?? 'video/mp4', video) : null,
    round ? fileThere('video', '视频.mp4', 'video/mp4', round) : null,
    audio ? fileThere('file', audio.file_name ?? '录音', audio.mime_type ?? 'audio/mpeg', audio) : null,
  ];
  return found.filter((file) => file !== null);
}

function fileThere(
  kind: FileThere['kind'],
  name: string,
  mime: string,
  { file_id: fileId, file_size: size }: { file_id: string; file_size?: number },
): FileThere {
  return { kind, name, mime, fileId, size: size ?? null };
}
