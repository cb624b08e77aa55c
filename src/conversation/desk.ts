import { normalise } from '../language/language.ts';
import { type Book, personOf } from '../register/register.ts';
import type { ReportJob } from '../report/report.ts';
import { liveAccount, touchAccount } from '../storage/storage.ts';
import { answerSession, answerWith } from './answering.ts';
import { bindAccount, bindCodeIn } from './binding.ts';
import { deskReply, type Said } from './desk-said.ts';
import { readDeskSession } from './desk-session.ts';
import { groupTalk } from './group-talk.ts';
import type { Reply } from './message.ts';
import type { MessageResult, Turn } from './message-turn.ts';
import { ownData } from './own-data.ts';
import { readsAsReport } from './reads-as-report.ts';
import { reportTurn } from './report-turn.ts';
import type { TurnData } from './turn.ts';
import * as wording from './wording.ts';

export interface DeskParts {
  /** The data in service; one message is worked on with one version. */
  data: () => TurnData;
  /** What the village book is opened with. */
  book: Pick<Book, 'kind' | 'secrets'>;
  report: ReportJob;
}

/** One message's straight line: a group? → who is this → 绑定 → 我的信息 → the report job → the answer. */
export function createDesk({ data, book, report }: DeskParts): Turn {
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

    const code = bindCodeIn(said.text);
    if (code !== null) return bindAccount(said, code);
    const own = await ownData(said);
    if (own !== null) return own;
    const reported = person === null ? null : await reportTurn(report, said, person);
    return reported ?? answer(said);
  };
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
  const result = answerWith(said, await answerSession(said), input.text);
  const kept = { ...result, session: { ...session, answer: result.session, asked: null } };
  return said.person === null && readsAsReport(text, input.at) ? bindFirst(said, kept, result.reply) : kept;
}

/** Somebody unknown wants to report: the answer stays where there is one, else nothing was asked. */
function bindFirst(said: Said, answered: MessageResult, reply: Reply): MessageResult {
  if (reply.kind !== 'answer') return deskReply(said, { about: 'bind-first', text: wording.BIND_FIRST });
  return { ...answered, reply: { ...reply, text: `${reply.text}\n${wording.BIND_TO_REPORT}` } };
}
