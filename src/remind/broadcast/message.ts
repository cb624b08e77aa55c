import { nameOfPlace } from '../../register/register.ts';
import type { BroadcastRow, Role } from '../../storage/storage.ts';
import { villageOf } from '../staff.ts';
import { filled } from './fields.ts';
import type { Recipient } from './recipients.ts';
import * as words from './wording.ts';

/** What a message to many is made of. */
export type Message = Pick<BroadcastRow, 'kind' | 'urgent' | 'text' | 'region' | 'ends_on'> & {
  options: readonly string[];
  /** Who signs it. */
  by: string;
  /** Null where it has none yet. */
  number: number | null;
};

/** The message as one recipient reads it. */
export function messageTo(message: Message, recipient: Recipient): string {
  const { kind, urgent, text, options, by, number, ends_on: endsOn } = message;
  const lines = [`${words.headOf(kind, urgent === 1)}${filled(text, recipient)}`];
  if (options.length > 0) lines.push(words.answerHow(options));
  if (kind === 'public' && endsOn !== null) lines.push(words.objectHow(number, endsOn));
  lines.push(words.signed(nameOfPlace(villageOf(message.region)), by));
  return lines.join('\n');
}

/** The kind of message in the outbox, by which it is sent and may be unsubscribed. Work is not for unsubscribing. */
export function aboutOf({ kind, urgent }: Pick<BroadcastRow, 'kind' | 'urgent'>, role: Role): string {
  if (urgent === 1) return 'disaster';
  if (role !== 'villager') return 'broadcast-work';
  if (kind === 'public') return 'public-notice';
  return kind === 'survey' ? 'broadcast-survey' : 'broadcast';
}

const STAFF = /干部|村委|嘎查委|支书|书记|主任|两委|驻村|工作队|帮扶|包联|包户|网格员/;

/** Are people asked how satisfied they are with those who would be sent to ask them? */
export function isAboutStaff({ kind, text }: Pick<BroadcastRow, 'kind' | 'text'>): boolean {
  return kind === 'survey' && STAFF.test(text);
}

/** The run of a broadcast in the outbox. */
export const runOf = (id: string): string => `broadcast:${id}`;
/** What reminds those who have not answered. */
export const urgeRunOf = (id: string): string => `${runOf(id)}:urge`;
/** What asks others to tell those who cannot be written to. */
export const callRunOf = (id: string): string => `${runOf(id)}:call`;
/** All that leaves for a broadcast. */
export const runsOf = (id: string): string[] => [runOf(id), urgeRunOf(id), callRunOf(id)];
