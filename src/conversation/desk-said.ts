import { plainReply } from '../answer/answer.ts';
import type { Book, Person } from '../register/register.ts';
import type { DeskSession } from './desk-session.ts';
import type { MessageInput, MessageResult } from './message-turn.ts';
import type { OutgoingNotice } from './notices.ts';
import type { TurnData } from './turn.ts';

/** One message on the desk, with all that it is worked on with. */
export interface Said {
  input: MessageInput;
  /** Normalised. */
  text: string;
  person: Person | null;
  session: DeskSession;
  data: TurnData;
  /** The book, open at the moment at which the message came in. */
  book: Book;
}

/** The desk's own reply; an open report and what was talked of stay as they were. */
export function deskReply(
  said: Said,
  {
    about,
    text,
    options = [],
    asked = null,
    notices = [],
  }: {
    about: string;
    text: string;
    options?: readonly string[];
    asked?: DeskSession['asked'];
    notices?: readonly OutgoingNotice[];
  },
): MessageResult {
  const choices = options.map((label) => ({ label, citations: [] }));
  return {
    session: { ...said.session, asked },
    reply: { ...plainReply('other', text), options: choices },
    about,
    notices,
  };
}
