import { createHash, randomInt } from 'node:crypto';

/** What this file needs of a contact. */
export interface KnownContact {
  readonly id: string;
  /** The remark in our own contact list; nobody but our account can write it. */
  alias(): Promise<string | undefined>;
}

export interface ContactBook<C extends KnownContact> {
  all(): Promise<C[]>;
  find(id: string): Promise<C | undefined>;
  setAlias(contact: C, alias: string): Promise<void>;
}

/** Whom an id of ours names: somebody, nobody in this log-in (`gone`), or nobody that can be told yet (`later`). */
export type Named<C> = { contact: C } | { room: string } | 'gone' | 'later';

export interface Identity<C extends KnownContact> {
  ofContact(contact: C): Promise<string>;
  /** The same for one who speaks in a group and may be no contact of ours; he gets no remark. */
  ofMember(contact: C): string;
  ofRoom(roomId: string): string;
  named(id: string): Promise<Named<C>>;
}

const MARK = /村口-([a-z2-9]{8})$/;
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const REMARK_LENGTH = 16;
const LOOK_AGAIN_MS = 60_000;

/**
 * The ids under which the rest of the house knows people.
 *
 * A contact id of WeChat's is worth nothing by itself: the web protocol gives everybody a new one at each log-in, and
 * yesterday's may be another person's today. Our own account's id changes with them, though, so it stands in front:
 * an old binding then names nobody, and never the wrong person, who has to bind again. Gateways that keep their
 * contact ids keep their own id as well, and bindings hold.
 *
 * With `marks`, whoever writes for the first time gets a random word at the end of his remark in our contact list.
 * The remark is kept by WeChat itself and can be written by our account alone: by that word a person is known again
 * after a new log-in. One that two contacts carry is trusted for neither.
 */
export function createIdentity<C extends KnownContact>(parts: {
  /** Our own account's id in this log-in. */
  self: string;
  marks: boolean;
  book: ContactBook<C>;
  now: () => number;
}): Identity<C> {
  const { self, marks, book, now } = parts;
  const login = createHash('sha256').update(self).digest('base64url').slice(0, 10);
  const kept = new Map<string, string>();
  let byMark = new Map<string, C | 'twice'>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function lookAtAll(): Promise<void> {
    lookedAt = now();
    const found = new Map<string, C | 'twice'>();
    for (const contact of await book.all()) {
      const mark = markIn(await contact.alias());
      if (mark !== null) found.set(mark, found.has(mark) ? 'twice' : contact);
    }
    byMark = found;
  }

  async function ofContact(contact: C): Promise<string> {
    const known = kept.get(contact.id);
    if (known !== undefined) return known;
    const mark = marks ? await markOf(contact) : null;
    const id = mark === null ? `${login}~${contact.id}` : `mark~${mark}`;
    // Decided once for this log-in: an id that changes between two messages would lose a conversation.
    kept.set(contact.id, id);
    return id;
  }

  async function markOf(contact: C): Promise<string | null> {
    const remark = (await contact.alias()) ?? '';
    const there = markIn(remark);
    if (there !== null) {
      // Whether somebody else carries it too can only be told from the whole list.
      await lookAtAll();
      return byMark.get(there) === 'twice' ? null : there;
    }
    const mark = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    try {
      await book.setAlias(contact, `${remark.slice(0, REMARK_LENGTH)}村口-${mark}`);
    } catch {
      return null;
    }
    byMark.set(mark, contact);
    return mark;
  }

  return {
    ofContact,
    ofMember: ({ id }) => kept.get(id) ?? `${login}~${id}`,
    ofRoom: (roomId) => `${login}#${roomId}`,
    async named(id) {
      const mark = /^mark~(.+)$/.exec(id)?.[1];
      if (mark !== undefined) {
        if (!byMark.has(mark) && now() - lookedAt > LOOK_AGAIN_MS) await lookAtAll();
        const contact = byMark.get(mark);
        // The contact list comes in bit by bit after a log-in.
        if (contact === undefined) return 'later';
        return contact === 'twice' ? 'gone' : { contact };
      }
      const [, at, kind, rest] = /^([^~#]{10})([~#])(.+)$/.exec(id) ?? [];
      if (at !== login || rest === undefined) return 'gone';
      if (kind === '#') return { room: rest };
      const contact = await book.find(rest);
      return contact === undefined ? 'gone' : { contact };
    },
  };
}

function markIn(remark: string | undefined): string | null {
  return MARK.exec(remark ?? '')?.[1] ?? null;
}
