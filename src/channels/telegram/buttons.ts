import { createHash } from 'node:crypto';
import type { CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';

/** The platform's limit of what a button carries, in bytes; about 20 Chinese characters. */
const DATA_LIMIT = 64;
/** Up to so many UTF-16 units a word leaves room for two others beside it, on the narrowest phone. */
const SHORT = 5;
const PER_ROW = 3;

/**
 * Words to press under a message. A short word travels in the button itself; of a long one only a digest does, and its
 * words are found again in the message that the button hangs under. So old buttons work after any restart.
 */
export function keyboardOf(options: readonly string[]): InlineKeyboardMarkup {
  const buttons = options.map(
    (label): InlineKeyboardButton => ({ text: label, callback_data: dataOf(label) }),
  );
  const perRow = options.every((label) => label.length <= SHORT) ? PER_ROW : 1;
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow));
  return { inline_keyboard: rows };
}

function dataOf(label: string): string {
  const whole = `=${label}`;
  if (Buffer.byteLength(whole) <= DATA_LIMIT) return whole;
  return `#${createHash('sha256').update(label).digest('base64url').slice(0, 22)}`;
}

/** The words on the button that was pressed; null where they cannot be known any more. */
export function labelOf({ data, message }: CallbackQuery): string | null {
  if (data === undefined) return null;
  if (data.startsWith('=')) return data.slice(1);
  const markup = message !== undefined && 'reply_markup' in message ? message.reply_markup : undefined;
  const pressed = markup?.inline_keyboard
    .flat()
    .find((button) => 'callback_data' in button && button.callback_data === data);
  return pressed?.text ?? null;
}
