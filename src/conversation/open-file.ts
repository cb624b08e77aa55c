import { type Book, lookAtFile, type OpenFile, openFile, personOf } from '../register/register.ts';
import { fileFacts, findIncoming, isFileSentTo } from '../storage/storage.ts';

/** Who asks for a file: an account, and the chat in which it does. */
export interface FileAsker {
  channel: string;
  chat: string;
  sender: string;
}

/**
 * A kept picture or file for whoever may have it: what was sent from that very chat or written to the person, or goes
 * with a report about a household that he may see. Null: it is not for him, or there is none; which of the two nobody learns.
 */
export async function fileFor(book: Book, id: string, by: FileAsker): Promise<OpenFile | null> {
  return (await isOwn(book, id, by)) || (await mayLook(book, id, by)) ? openFile(book, id) : null;
}

async function isOwn({ db }: Book, id: string, { channel, chat, sender }: FileAsker): Promise<boolean> {
  const [facts] = await fileFacts(db, [id]);
  const said = facts === undefined ? undefined : await findIncoming(db, facts.incoming_id);
  return said?.channel === channel && said.chat === chat && said.sender === sender;
}

async function mayLook(book: Book, id: string, { channel, sender }: FileAsker): Promise<boolean> {
  const person = await personOf(book.db, channel, sender);
  if (person === null) return false;
  return (await isFileSentTo(book.db, id, person.id)) || lookAtFile(book, person, id);
}
