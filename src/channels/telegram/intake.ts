import type { Update } from 'grammy/types';
import type { Clock } from '../../clock/clock.ts';
import type { Inbox, IncomingFile } from '../../conversation/conversation.ts';
import type { Log } from '../../log/log.ts';
import { type FileThere, type Me, readUpdate, type SaidThere } from './read-update.ts';
import { TELEGRAM } from './settings.ts';
import { createWorkers } from './workers.ts';

/** From what the platform hands over to what is kept; the work on it begins afterwards. */
export interface Intake {
  /**
   * Resolves when all that these updates say is kept: only then may the platform forget them. Throws when some of it
   * could not be kept; what is then handed over again is kept once.
   */
  keep(updates: readonly Update[]): Promise<void>;
  /** Finite, whatever is under way. */
  stop(graceMs: number): Promise<void>;
}

export function createIntake(parts: {
  inbox: Inbox;
  clock: Clock;
  log: Log;
  me(): Promise<Me>;
  fetchFile(file: FileThere): Promise<IncomingFile>;
  acknowledgePress(pressId: string, words: string): void;
}): Intake {
  const { inbox, clock, log, fetchFile } = parts;
  const workers = createWorkers(async (id) => {
    try {
      await inbox.settle(id);
    } catch (error) {
      // The message is kept; it is worked on with the chat's next, or at the next start.
      const reason = error instanceof Error ? error.name : typeof error;
      log.error({ channel: TELEGRAM, message: id, reason }, 'a kept message could not be worked on');
    }
  });
  const lines = new Map<string, Promise<void>>();

  /** One after the other within a chat, however they come in: a picture takes longer than the word after it. */
  function inLine(chat: string, work: () => Promise<void>): Promise<void> {
    const done = (lines.get(chat) ?? Promise.resolve()).then(work);
    const quiet = done.catch(() => undefined);
    lines.set(chat, quiet);
    void quiet.then(() => {
      if (lines.get(chat) === quiet) lines.delete(chat);
    });
    return done;
  }

  async function keepAll(said: readonly SaidThere[]): Promise<void> {
    // The first that cannot be kept stops those behind it, which else would overtake it.
    for (const { message, files, pressId } of said) {
      const attachments = await Promise.all(files.map(fetchFile));
      const receivedAt = clock.now().toISOString();
      const { id } = await inbox.accept({
        ...message,
        channel: TELEGRAM,
        receivedAt,
        ...(attachments.length > 0 ? { attachments } : {}),
      });
      if (pressId !== null) parts.acknowledgePress(pressId, message.text);
      // A message that is delivered again may be one that was kept and then not worked on.
      workers.add(message.chat, id);
    }
  }

  function read(update: Update, me: Me): SaidThere | null {
    try {
      return readUpdate(update, me);
    } catch {
      // Kept back, it would come again for ever and nothing after it.
      log.error({ channel: TELEGRAM, update: update.update_id }, 'an update cannot be read; left out');
      return null;
    }
  }

  return {
    async keep(updates) {
      if (updates.length === 0) return;
      const me = await parts.me();
      const byChat = new Map<string, SaidThere[]>();
      for (const update of updates) {
        const said = read(update, me);
        if (said === null) continue;
        const { chat } = said.message;
        byChat.set(chat, [...(byChat.get(chat) ?? []), said]);
      }
      const kept = await Promise.allSettled(
        [...byChat].map(([chat, said]) => inLine(chat, () => keepAll(said))),
      );
      for (const outcome of kept) if (outcome.status === 'rejected') throw outcome.reason;
    },
    stop: (graceMs) => workers.stop(graceMs),
  };
}
