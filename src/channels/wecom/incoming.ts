import type { IncomingFile } from '../../conversation/conversation.ts';
import { textIn, type XmlFields } from '../tencent/xml.ts';
import { MENU_HELLO } from './wording.ts';

/** What a member did, as far as it concerns us. */
export type Happened =
  | { kind: 'said'; messageId: string; text: string; file?: { mediaId: string; kind: IncomingFile['kind'] } }
  /** `label`: the button that was pressed on a card. */
  | { kind: 'pressed'; messageId: string; label: string }
  | { kind: 'left' }
  | { kind: 'nothing' };

const NOTHING: Happened = { kind: 'nothing' };

/** Reads one decrypted message or event. */
export function readHappened(fields: XmlFields): Happened {
  const type = textIn(fields, 'MsgType');
  if (type === 'event') return readEvent(fields);
  const messageId = textIn(fields, 'MsgId');
  if (messageId === '') return NOTHING;
  if (type === 'text') return { kind: 'said', messageId, text: textIn(fields, 'Content') };
  if (type === 'location') return { kind: 'said', messageId, text: textIn(fields, 'Label') };
  if (type === 'link') return { kind: 'said', messageId, text: textIn(fields, 'Title') };
  if (type === 'image' || type === 'voice' || type === 'video' || type === 'file')
    return { kind: 'said', messageId, text: '', file: { mediaId: textIn(fields, 'MediaId'), kind: type } };
  return NOTHING;
}

function readEvent(fields: XmlFields): Happened {
  const event = textIn(fields, 'Event');
  // An event has no number of its own; delivered again, it shows the same second.
  const messageId = `${event}:${textIn(fields, 'CreateTime')}`;
  const key = textIn(fields, 'EventKey');
  if (event === 'subscribe') return { kind: 'said', messageId, text: MENU_HELLO };
  if (event === 'unsubscribe') return { kind: 'left' };
  if (event === 'click' && key !== '') return { kind: 'said', messageId: `${messageId}:${key}`, text: key };
  if (event === 'template_card_event' && key !== '')
    return { kind: 'pressed', messageId: `${messageId}:${textIn(fields, 'TaskId')}`, label: key };
  return NOTHING;
}
