import { plainReply } from '../answer/answer.ts';
import type { Said } from './desk-said.ts';
import { memberHint } from './member-hint.ts';
import type { Reply } from './message.ts';
import { openMatters } from './open-matters.ts';
import { readSession } from './session.ts';
import * as wording from './wording.ts';
import { type WorkWord, workWord } from './work-words.ts';

/** How many matters are named at once. */
const SHOWN = 5;
/** Words that are nobody's question about a policy: with nothing open, that is said. */
const ONLY_OF_WORK: readonly WorkWord[] = ['decide', 'done', 'state', 'why', 'take-back', 'come'];

/**
 * What a bound person in a private chat means by a word of work that no job took: which matter of his it may be, or
 * how to report. Null: it is a question, to be answered out of the policies.
 */
export async function workReply(said: Said, session: unknown, text: string): Promise<Reply | null> {
  const { person, book, data, input } = said;
  if (person === null || input.group !== null) return null;
  const word = workWord(text);
  if (word === null) return memberHint(said, text);
  if (word === 'report') return plainReply('other', wording.howToReport(person.role === 'villager'));
  if (word === 'plainly') {
    const last = readSession(session, data.defaultRegion).reply;
    return last?.kind === 'unknown' ? plainReply('other', wording.NOT_FOUND_PLAINLY) : null;
  }
  const matters = await openMatters(book.db, person, word);
  if (matters.length === 0)
    return ONLY_OF_WORK.includes(word) ? plainReply('other', wording.NO_SUCH_MATTER) : null;
  const shown = matters.slice(0, SHOWN);
  return {
    ...plainReply('other', wording.whichMatter(shown, matters.length - shown.length)),
    options: [...new Set(shown.flatMap(({ send }) => send))]
      .slice(0, SHOWN)
      .map((label) => ({ label, citations: [] })),
  };
}
