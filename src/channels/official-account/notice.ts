import type { Clock } from '../../clock/clock.ts';
import { localDate } from '../../clock/clock.ts';
import { endConsent, giveBackConsent, type Storage, takeConsent } from '../../storage/storage.ts';
import type { Outgoing, SendResult } from '../channel.ts';
import type { Api } from '../tencent/api.ts';
import { OFFICIAL_ACCOUNT } from './name.ts';
import { outcomeOf, windowShut } from './outcome.ts';
import type { NoticeTemplate, NoticeValue } from './settings.ts';

/** The platform refuses longer values of the fields that hold words. */
const WORDS = 20;
const REFUSED_BY_PERSON = 43_101;

/**
 * Reaches a person who has not written lately, by the notice that he agreed to: a few words, and he writes for the rest.
 * Without his consent nothing leaves.
 */
export function createNotice({
  api,
  storage,
  clock,
  template,
}: {
  api: Api;
  storage: Storage;
  clock: Clock;
  template: NoticeTemplate;
}): (message: Outgoing) => Promise<SendResult> {
  return async ({ chat, text }) => {
    const now = clock.now();
    const consent = { channel: OFFICIAL_ACCOUNT, chat, template: template.id };
    if (!(await takeConsent(storage.db, consent))) return windowShut('he agreed to no notice');
    const asked = await api.post('/cgi-bin/message/subscribe/bizsend', {
      touser: chat,
      template_id: template.id,
      ...(template.page === null ? {} : { page: template.page }),
      data: Object.fromEntries(
        [...template.fields].map(([name, value]) => [name, { value: shownAs(value, text, now) }]),
      ),
    });
    if (asked.ok) return { kind: 'sent', messageId: null };
    const { fault } = asked;
    if (fault.kind === 'errcode' && fault.code === REFUSED_BY_PERSON) {
      await endConsent(storage.db, consent);
      return windowShut('he refuses notices');
    }
    // One that may have arrived has used the consent up.
    if (fault.kind !== 'unknown') await giveBackConsent(storage.db, consent);
    return outcomeOf(fault, now);
  };
}

function shownAs(value: NoticeValue, text: string, now: Date): string {
  if (value.kind === 'fixed') return value.text;
  if (value.kind === 'words') return firstWords(text);
  const [year, month, day] = localDate(now).split('-').map(Number);
  const date = `${year}年${month}月${day}日`;
  return value.kind === 'day' ? date : `${date} ${hourOf(now)}`;
}

function hourOf(now: Date): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
}

function firstWords(text: string): string {
  const line = [...text.replace(/\s+/g, ' ').trim()];
  return line.length <= WORDS ? line.join('') : `${line.slice(0, WORDS - 1).join('')}…`;
}
