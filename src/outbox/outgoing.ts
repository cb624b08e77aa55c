import type { OutboxRow } from '../storage/storage.ts';
import type { OutboxParts } from './parts.ts';
import { optionsOf } from './row.ts';
import type { Capabilities, Outgoing, OutgoingFile } from './sending.ts';
import { splitText } from './split-text.ts';
import { answerWith, MAYBE_TWICE } from './wording.ts';

/** A row's whole text, divided as a channel takes it. The same on every try. */
export function textParts(row: OutboxRow, { text, buttons }: Capabilities): string[] {
  const options = optionsOf(row);
  // A reply says in its text what may be answered; a notice leaves it to the buttons.
  const told = row.lane === 'reply' || options.length <= buttons || saysAll(row.text, options);
  return splitText(told ? row.text : `${row.text}\n${answerWith(options)}`, text);
}

function saysAll(text: string, options: readonly string[]): boolean {
  return options.every((option) => text.includes(option));
}

/** What of a row is to be sent next by a channel. */
export async function outgoingOf(
  row: OutboxRow,
  capabilities: Capabilities,
  loaders: Pick<OutboxParts, 'loadFile' | 'log'>,
): Promise<Outgoing> {
  const parts = textParts(row, capabilities);
  const index = Math.min(row.parts_sent, parts.length - 1);
  const [isFirst, isLast] = [index === 0, index === parts.length - 1];
  const wantsPicture = isFirst && row.picture !== null && capabilities.pictures.out;
  const mark = row.repeating === 1 ? MAYBE_TWICE : '';
  return {
    id: isFirst ? row.id : `${row.id}:${index + 1}`,
    chat: row.chat,
    text: `${mark}${parts[index] ?? row.text}`,
    options: isLast ? optionsOf(row).slice(0, capabilities.buttons) : [],
    picture: wantsPicture ? await picture(row.picture ?? '', loaders) : null,
    inReplyTo: isFirst ? row.reply_to : null,
    lane: row.lane,
  };
}

/** The words go out without a picture that cannot be read. */
async function picture(
  id: string,
  { loadFile, log }: Pick<OutboxParts, 'loadFile' | 'log'>,
): Promise<OutgoingFile | null> {
  try {
    return (await loadFile?.(id)) ?? null;
  } catch (error) {
    log.error({ err: error, file: id }, 'a picture could not be read; the message goes without it');
    return null;
  }
}
