import type { Api } from 'grammy';
import type { ChannelCheck } from '../channel.ts';
import { type Trouble, troubleOf } from './outcome.ts';
import type { TelegramConfig } from './settings.ts';
import * as wording from './wording.ts';

/** Is the token good, can the platform be reached, and do messages find us? Changes nothing. */
export async function checkTelegram(api: Api, config: TelegramConfig): Promise<ChannelCheck> {
  try {
    const { username, can_read_all_group_messages: readsGroups } = await api.getMe();
    const overheard = readsGroups ? wording.READS_GROUPS : '';
    const hook = await api.getWebhookInfo();
    if ((hook.url ?? '') !== (config.webhookUrl ?? '')) return { ok: false, say: wording.HOOK_ELSEWHERE };
    if (config.webhookUrl === null) return { ok: true, say: wording.wellPolling(username) + overheard };
    // The platform keeps its last failure for ever; only while messages wait it is one of today.
    if (hook.pending_update_count > 0 && hook.last_error_message !== undefined)
      return { ok: false, say: wording.hookFailing(hook.last_error_message) };
    return { ok: true, say: wording.wellHooked(username, hook.pending_update_count) + overheard };
  } catch (error) {
    return { ok: false, say: sentenceFor(troubleOf(error), new URL(config.apiRoot).host) };
  }
}

function sentenceFor({ code, reason }: Trouble, host: string): string {
  if (code === null) return wording.unreachable(host, reason);
  return code === 401 || code === 404 ? wording.WRONG_TOKEN : wording.refused(reason);
}
