import type { Outgoing } from '../channel.ts';

export const CARD_BUTTONS = 6;
const TITLE = 26;
const BODY = 112;
const LABEL = 10;
const TASK_ID = 128;

/**
 * A card with buttons, where the whole text and all words fit on one. Null: send it as text, which says what to answer.
 * A button's key is its words, so that a card from before a restart or an update is still understood.
 */
export function cardOf({ id, text, options, picture }: Outgoing): object | null {
  if (picture !== null || options.length === 0 || options.length > CARD_BUTTONS) return null;
  if (options.some((label) => label.length > LABEL)) return null;
  const [first = '', ...rest] = text.split('\n');
  const titled = first.length <= TITLE;
  const body = titled ? rest.join('\n').trim() : text;
  if (body.length > BODY) return null;
  return {
    card_type: 'button_interaction',
    main_title: { title: titled ? first : '' },
    ...(body === '' ? {} : { sub_title_text: body }),
    task_id: id.replace(/[^\w@-]/g, '_').slice(0, TASK_ID),
    button_list: options.map((label, at) => ({ text: label, key: label, style: at === 0 ? 1 : 2 })),
  };
}
