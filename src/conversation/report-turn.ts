import { plainReply } from '../answer/answer.ts';
import { localDate } from '../clock/clock.ts';
import type { Job } from '../job/job.ts';
import type { Person } from '../register/register.ts';
import type { JobReply } from '../report/report.ts';
import { answerFor, answerSession } from './answering.ts';
import type { Said } from './desk-said.ts';
import type { Option, Reply } from './message.ts';
import type { MessageResult } from './message-turn.ts';
import { readSession } from './session.ts';
import type { TurnResult } from './turn.ts';

/** A job's turn with a message of a bound person; null where it is not the job's. `part`: where its state is kept. */
export async function jobTurn(
  job: Job,
  part: 'report' | 'remind',
  said: Said,
  person: Person,
): Promise<MessageResult | null> {
  const { input, text, session, data, book } = said;
  let answer = await answerSession(said);
  const answers: TurnResult[] = [];
  const result = await job.turn({
    db: book.db,
    book,
    person,
    text,
    raw: input.text,
    messageId: input.messageId,
    at: input.at,
    asOf: localDate(input.at),
    state: session[part],
    attachments: input.attachments,
    answer: async (question) => {
      const answered = await answerFor(said, answer, question);
      answers.push(answered);
      answer = answered.session;
      return toJobReply(answered.reply);
    },
  });
  if (result === null) return null;
  const answered = answers.at(-1);
  const reply = toReply(result.reply, answered?.reply ?? null);
  const known = readSession(answer, data.defaultRegion);
  // 再说一遍 repeats what was said last; a choice that was open before is none any more.
  const remembered =
    result.anonymous === true
      ? known
      : { ...known, reply, pending: answered === undefined ? null : known.pending };
  return {
    session: { ...session, answer: remembered, [part]: result.state, asked: null },
    reply,
    about: result.reply.about ?? part,
    notices: result.notices,
    files: result.reply.files ?? [],
    anonymous: result.anonymous ?? false,
    ...(answered?.openQuestion === undefined ? {} : { openQuestion: answered.openQuestion }),
  };
}

function toJobReply({ kind, text, options }: Reply): JobReply {
  return { text, options: options.map(({ label }) => label), about: kind };
}

/** What the job says, with the sources of the answer that it holds. */
function toReply(said: JobReply, answered: Reply | null): Reply {
  const options = said.options.map(
    (label): Option => answered?.options.find((option) => option.label === label) ?? { label, citations: [] },
  );
  return { ...(answered ?? plainReply('other', '')), text: said.text, options };
}
