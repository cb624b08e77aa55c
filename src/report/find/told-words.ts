import { wordsUntil } from '../../storage/storage.ts';
import type { FiledReport } from '../filing/filing.ts';
import type { JobContext } from '../job.ts';
import type { Reading, RosterEntry } from '../reading.ts';

/** Reads a message as reports, as the parser does. */
export type ReadMessage = (message: string, sentAt: Date, roster: readonly RosterEntry[]) => Reading;

const LOOK_BACK = 12;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The words in which a filed report was told: the part of one of the sender's last messages that reads as that very
 * report. A filed report keeps no sentence, and whether 20 sheep were sold or bought stands only there.
 */
export async function toldWords(
  context: JobContext,
  report: FiledReport,
  read: ReadMessage,
): Promise<string | null> {
  const { head, group } = report.household;
  const since = new Date(context.at.getTime() - 2 * DAY_MS).toISOString();
  const said = await wordsUntil(context.db, context.messageId, { since, limit: LOOK_BACK });
  const candidates = said.length > 0 ? said : [{ text: context.raw, at: context.at.toISOString() }];
  for (const { text, at } of candidates) {
    const { reports } = read(text, new Date(at), [{ head, group }]);
    const same = reports.filter(
      (told) =>
        told.change === report.kind && (told.head === head || told.head === null || reports.length === 1),
    );
    if (same.length === 0) continue;
    return reports.length === 1 ? text : partAbout(text, head, same[0]?.note ?? null);
  }
  return null;
}

/** Of a message with several reports, the clause that names the household or the thing; null where none does. */
function partAbout(text: string, head: string, note: string | null): string | null {
  const parts = text.split(/[\n;；。！!]/);
  const named = parts.filter((part) => part.includes(head));
  const about = note === null ? named : named.filter((part) => part.includes(note));
  return about.length === 1 ? (about[0] ?? null) : null;
}
