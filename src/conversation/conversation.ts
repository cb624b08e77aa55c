/** One message's way from what was received to what is answered. */
export { categoryFrom } from './category.ts';
export { channelName } from './channel-words.ts';
export { type DataLoad, loadTurnData } from './data.ts';
export { createDesk, type DeskParts } from './desk.ts';
export { typeOf } from './file-types.ts';
export { createInbox, type Inbox, type ReplyListener } from './inbox.ts';
export { MOST_BYTES, MOST_FILES } from './incoming-files.ts';
export { codeOrderIn } from './issuing.ts';
export { createLiveData, type LiveData } from './live-data.ts';
export type { Attachment, Citation, Incoming, IncomingFile, Option, Reply, ReplyKind } from './message.ts';
export type { MessageInput, MessageResult, Turn } from './message-turn.ts';
export type { OutgoingNotice, StoredNotice } from './notices.ts';
export type { FileAsker } from './open-file.ts';
export { newSession, type Session } from './session.ts';
export type { StoredReply } from './stored-reply.ts';
export { type TurnData, type TurnInput, type TurnResult, takeTurn } from './turn.ts';
export { receiverWords } from './wording.ts';
