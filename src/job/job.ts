import type { Book, Person } from '../register/register.ts';
import type { Db } from '../storage/storage.ts';

/** The seam between the conversation and a job that works on the village book: what the one hands in and the other gives back. */
export interface Job {
  /**
   * One private message of a bound person. Null: not the job's, let it be answered; the state then stays as it was.
   * Runs within the transaction that settles the message: all that it writes through `db` is kept with the reply, or
   * nothing is. What is expected to go wrong is a reply with a sentence; what it throws undoes the whole message.
   */
  turn(context: JobContext): Promise<JobResult | null>;
  /**
   * What has fallen due by `at` with time alone: drafts lapsed, public notices ended, visits overdue. Within one
   * transaction, every minute; run again at the same moment it gives nothing more. Finds what is due in the job's own
   * tables: a person's `state` is not seen here, so a draft that is to lapse also needs a row of its own.
   */
  due(context: DueContext): Promise<Notice[]>;
  /** The first moment later than `after` at which `due` will have something; null: none is to come. */
  nextDue(db: Db, after: Date): Promise<Date | null>;
}

export type ReportJob = Job;

/** The reminding job also hears what the reporting job has done. */
export interface RemindJob extends Job {
  /**
   * Right after a message of `actor` was worked on by the reporting job, in the same transaction: what it filed, passed,
   * returned or visited at `at` clears what was waiting for it.
   */
  after(context: DueContext & { actor: Person }): Promise<Notice[]>;
}

export interface JobContext {
  /** The transaction under way; the same as `book.db`. */
  db: Db;
  /** The village book, open at `at`. */
  book: Book;
  /** Who speaks: bound and on duty. In a group nobody gets here. */
  person: Person;
  /** The message, normalised: full-width to half-width, blanks trimmed. */
  text: string;
  /** The message as it was kept: numbers of persons and bank cards are masked already. */
  raw: string;
  /** The accepted message's id, unique; what is filed from it can name it. */
  messageId: string;
  /** When the message came in. */
  at: Date;
  /** `at` as an ISO date in China. */
  asOf: string;
  /** What the last result gave as `state`, as JSON gives it back; null at first. To be checked with zod. */
  state: unknown;
  /** Pictures and files sent with the message; `text` may then be empty. */
  attachments: readonly Attachment[];
  /** Answers a question in between with the answering job; its memory is kept with this message. */
  answer?: (text: string) => Promise<JobReply>;
}

export interface JobResult {
  reply: JobReply;
  /** Kept for the person's next message in this chat; JSON only, small. Null: nothing is open. */
  state: unknown;
  notices: readonly Notice[];
  /** Set where nothing that is kept may tell who sent the message: neither it nor its reply stays with the chat. */
  anonymous?: boolean;
}

export interface JobReply {
  /** All that a person sees on a platform without buttons. */
  text: string;
  /** Words that can be pressed instead of typed: pressing one sends it as the person's message. */
  options: readonly string[];
  /** The kind of message, one word in kebab-case, such as `report-read-back`. Left out: `report`. */
  about?: string;
  /** The ids of kept files that are shown with it. */
  files?: readonly string[];
}

export interface DueContext {
  /** The transaction under way; the same as `book.db`. */
  db: Db;
  book: Book;
  at: Date;
  /** `at` as an ISO date in China. */
  asOf: string;
}

/** A message to a person who has not just spoken. It goes to the account that suits best, and is kept where he has none. */
export interface Notice {
  /** The person's id. */
  to: string;
  text: string;
  /** As in `JobReply`. */
  options: readonly string[];
  /** As in `JobReply`, such as `report-returned`, `visit-overdue`. */
  about: string;
  /** Where the same notice may be worked out twice: the key under which it is sent once. Left out: a fresh one. */
  key?: string;
  /** UTC ISO time before which it does not leave. */
  notBefore?: string;
  /** The run or duty that it belongs to. */
  run?: string;
  /** The id of a kept file that goes with it. */
  picture?: string;
}

/** A picture or a file that came with a message. */
export interface Attachment {
  kind: 'image' | 'file' | 'voice' | 'video';
  name: string;
  /** The id under which its content is kept; left out where only its name came. */
  file?: string;
}
