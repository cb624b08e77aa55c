import { createAnswerer, readTold } from '../../src/answer/answer.ts';
import { Ranking } from '../../src/answer/ranking.ts';
import { newSession, type TurnData, type TurnResult, takeTurn } from '../../src/conversation/conversation.ts';
import { aspectsOf } from '../../src/conversation/intents.ts';
import { type Contender, type Question, timed } from './contender.ts';

/** The whole reply, as a message gets it: reading, finding, computing, wording. */
export async function wholeReply(data: TurnData): Promise<Contender> {
  const { made: answerer, ms } = await timed(() => createAnswerer(data.knowledge));
  const own = { ...data, answerer };
  const before = new Map<string, unknown>();
  /** What is remembered when the last message comes; played once, so that only the last message is timed. */
  const sessionOf = ({ case: { id, turns }, region, category, asOf }: Question): unknown => {
    if (!before.has(id)) {
      let session: unknown = { ...newSession(region), category };
      for (const text of turns?.slice(0, -1) ?? []) session = takeTurn(own, { session, text, asOf }).session;
      before.set(id, session);
    }
    return before.get(id);
  };
  const play = (question: Question): TurnResult =>
    takeTurn(own, { session: sessionOf(question), text: question.text, asOf: question.asOf });
  return {
    name: '村口, whole reply',
    note: 'the message as the bot takes it, with the turns before it; timed from the text of the message to the text of the reply; top-1 counts choices and “I do not know” as misses',
    buildMs: ms,
    find(question) {
      const { reply } = play(question);
      const policy = reply.kind === 'answer' ? reply.policies[0] : undefined;
      return policy === undefined ? null : { policy, score: 1 };
    },
    replies: { by: 'own', reply: (question) => play(question).reply },
  };
}

/** The ranking by itself, without the step that decides whether to answer. */
export async function rankingAlone(data: TurnData): Promise<Contender> {
  const { made: ranking, ms } = await timed(() => new Ranking(data.knowledge, data.standard));
  return {
    name: '村口, ranking alone',
    note: 'characters, sounds and phrases; ranks the own place and all others in one pass; no reply, so not judged whole',
    buildMs: ms,
    find({ text, asOf, documents }) {
      const standard = data.standard(text);
      const aspects = aspectsOf(data.intents, standard);
      const asked = { standard, context: null, aspects, told: readTold(standard, asOf), asOf };
      const [best] = ranking.rank(asked, new Set(documents)).own;
      return best ? { policy: best.policy.id, score: best.score } : null;
    },
    replies: { by: 'none' },
  };
}
