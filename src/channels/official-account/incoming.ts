import type { IncomingFile } from '../../conversation/conversation.ts';
import { fieldsIn, textIn, type XmlFields } from '../tencent/xml.ts';
import { bindWith, HELLO } from './wording.ts';

/** A picture or file of a message, and where it lies. */
export interface SaidFile {
  kind: IncomingFile['kind'];
  name: string;
  /** '' where there is none. */
  mediaId: string;
  /** '' where there is none. */
  url: string;
}

/** A template, and whether the person wants it. */
export interface Consent {
  template: string;
  granted: boolean;
}

/** What a follower did, as far as it concerns us. */
export type Happened =
  | { kind: 'said'; messageId: string; text: string; file: SaidFile | null }
  | { kind: 'left' }
  | { kind: 'consents'; consents: Consent[]; at: string }
  /** A subscription notice that was taken earlier did not get through; for the log. */
  | { kind: 'notice-failed'; codes: string[] }
  | { kind: 'nothing' };

const NOTHING: Happened = { kind: 'nothing' };
const CODE = /^(?:qrscene_)?(\d{6})$/;

/** Reads one message or event, already unsealed. */
export function readHappened(fields: XmlFields): Happened {
  const type = textIn(fields, 'MsgType');
  if (type === 'event') return readEvent(fields);
  const messageId = textIn(fields, 'MsgId');
  if (messageId === '') return NOTHING;
  const said = (text: string, file: SaidFile | null = null): Happened => ({
    kind: 'said',
    messageId,
    text,
    file,
  });
  const kept = (kind: SaidFile['kind'], name = messageId): SaidFile => ({
    kind,
    name,
    mediaId: textIn(fields, 'MediaId'),
    url: textIn(fields, 'PicUrl'),
  });
  switch (type) {
    case 'text':
      return said(textIn(fields, 'Content'));
    case 'image':
      return said('', kept('image'));
    case 'voice': {
      // The platform writes down what was said, where the account has that switched on.
      const heard = textIn(fields, 'Recognition').trim();
      return heard === '' ? said('', kept('voice')) : said(heard);
    }
    case 'video':
    case 'shortvideo':
      return said('', kept('video'));
    case 'file':
      return said('', kept('file', textIn(fields, 'Title') || messageId));
    case 'location':
      return said(textIn(fields, 'Label'));
    case 'link':
      return said(textIn(fields, 'Title'));
    default:
      return NOTHING;
  }
}

function readEvent(fields: XmlFields): Happened {
  const event = textIn(fields, 'Event');
  const at = textIn(fields, 'CreateTime');
  const key = textIn(fields, 'EventKey');
  // An event has no number of its own; delivered again, it shows the same second.
  const says = (text: string): Happened => ({ kind: 'said', messageId: `${event}:${at}`, text, file: null });
  const code = CODE.exec(key)?.[1];
  switch (event) {
    case 'subscribe':
      return says(code === undefined ? HELLO : bindWith(code));
    case 'SCAN':
      return code === undefined ? NOTHING : says(bindWith(code));
    case 'CLICK':
      return key === '' ? NOTHING : says(key);
    case 'unsubscribe':
      return { kind: 'left' };
    case 'subscribe_msg_popup_event':
      return consents(fields, 'SubscribeMsgPopupEvent', at);
    case 'subscribe_msg_change_event':
      return consents(fields, 'SubscribeMsgChangeEvent', at);
    case 'subscribe_msg_sent_event': {
      const codes = lists(fields, 'SubscribeMsgSentEvent').map((one) => textIn(one, 'ErrorCode'));
      return { kind: 'notice-failed', codes: codes.filter((one) => one !== '0') };
    }
    default:
      return NOTHING;
  }
}

function consents(fields: XmlFields, name: string, seconds: string): Happened {
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return NOTHING;
  const all = lists(fields, name).map((one) => ({
    template: textIn(one, 'TemplateId'),
    granted: textIn(one, 'SubscribeStatusString') === 'accept',
  }));
  return { kind: 'consents', consents: all, at: at.toISOString() };
}

function lists(fields: XmlFields, name: string): XmlFields[] {
  return fieldsIn(fields, name).flatMap((inside) => fieldsIn(inside, 'List'));
}
