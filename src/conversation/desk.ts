import { localDate } from '../clock/clock.ts';
import type { RemindJob } from '../job/job.ts';
import { normalise } from '../language/language.ts';
import { type Book, type Person, personOf } from '../register/register.ts';
import type { ReportJob } from '../report/report.ts';
import { liveAccount, touchAccount } from '../storage/storage.ts';
import { answerFor, answerSession } from './answering.ts';
import { bindAccount, bindCodeIn } from './binding.ts';
import { deskReply, type Said } from './desk-said.ts';
import { readDeskSession } from './desk-session.ts';
import { groupTalk } from './group-talk.ts';
import { issueCode } from './issuing.ts';
import type { Reply } from './message.ts';
import type { MessageResult, Turn } from './message-turn.ts';
import { ownData } from './own-data.ts';
import { preferredChannel } from './preferred.ts';
import { readsAsReport } from './reads-as-report.ts';
import { jobTurn } from './report-turn.ts';
import type { TurnData } from './turn.ts';
import * as wording from './wording.ts';

export interface DeskParts {
  /** The data in service; one message is worked on with one version. */
  data: () => TurnData;
  /** What the village book is opened with. */
  book: Pick<Book, 'kind' | 'secrets'>;
  report: ReportJob;
  /** Left out: nothing is reminded of. */
  remind?: RemindJob;
}

/** One message's straight line: a group? → who is this → 绑定 → 发码 → 我的信息 → 用微信提醒我 → the reminding job → the report job → the answer. */
export function createDesk({ data, book, report, remind }: DeskParts): Turn {
  return async (input, db) => {
    const current = data();
    const person = await personOf(db, input.channel, input.sender);
    const said: Said = {
      input,
      text: normalise(input.text),
      person,
      session: readDeskSession(input.session, person?.id ?? null),
      data: current,
      book: { ...book, db, now: input.at.toISOString() },
    };
    if (input.group !== null) return groupTalk(said);
    await noteHeardFrom(said);
    return withRefused(said, await workOn(said, report, remind ?? null));
  };
}

async function workOn(said: Said, report: ReportJob, remind: RemindJob | null): Promise<MessageResult> {
  const { input, text, person } = said;
  const code = bindCodeIn(text);
  if (code !== null) return bindAccount(said, code);
  const issued = await issueCode(said);
  if (issued !== null) return issued;
  const own = await ownData(said);
  if (own !== null) return own;
  const preferred = await preferredChannel(said);
  if (preferred !== null) return preferred;
  if (text === '' && input.attachments.length === 0 && input.refused.length > 0)
    return deskReply(said, { about: 'file-refused', text: wording.FILES_REFUSED });
  const worked = person === null ? null : await workOnBook(said, person, report, remind);
  return worked ?? answer(said);
}

/** The jobs that work on the village book: a word for a duty first, for it is short and nothing else. */
async function workOnBook(
  said: Said,
  person: Person,
  report: ReportJob,
  remind: RemindJob | null,
): Promise<MessageResult | null> {
  const reminded = remind === null ? null : await jobTurn(remind, 'remind', said, person);
  if (reminded !== null) return reminded;
  const reported = await jobTurn(report, 'report', said, person);
  if (reported === null || remind === null) return reported;
  const { book, input } = said;
  const after = await remind.after({
    db: book.db,
    book,
    at: input.at,
    asOf: localDate(input.at),
    actor: person,
  });
  return { ...reported, notices: [...(reported.notices ?? []), ...after] };
}

/** What came with the message and could not be kept is told, whatever else the reply is about. */
function withRefused({ input }: Said, result: MessageResult): MessageResult {
  if (input.refused.length === 0 || result.reply === null) return result;
  const lines = input.refused.map(wording.fileRefused);
  return { ...result, reply: { ...result.reply, text: [result.reply.text, ...lines].join('\n') } };
}

/** The account is alive, and this is where it can be written to. */
async function noteHeardFrom({ person, input, book }: Said): Promise<void> {
  if (person === null) return;
  const { channel, sender, chat } = input;
  const account = await liveAccount(book.db, { channel, platformUserId: sender });
  if (account !== undefined) await touchAccount(book.db, account.id, { at: book.now, chat });
}

async function answer(said: Said): Promise<MessageResult> {
  const { input, text, session } = said;
  if (text === '' && input.attachments.length > 0) {
    return deskReply(said, { about: 'attachment-alone', text: wording.ATTACHMENT_ALONE });
  }
  const result = await answerFor(said, await answerSession(said), input.text);
  const kept = { ...result, session: { ...session, answer: result.session, asked: null } };
  return said.person === null && readsAsReport(text, input.at) ? bindFirst(said, kept, result.reply) : kept;
}

/** Somebody unknown wants to report: the answer stays where there is one, else nothing was asked. */
function bindFirst(said: Said, answered: MessageResult, reply: Reply): MessageResult {
  if (reply.kind !== 'answer') return deskReply(said, { about: 'bind-first', text: wording.BIND_FIRST });
  return { ...answered, reply: { ...reply, text: `${reply.text}\n${wording.BIND_TO_REPORT}` } };
}
