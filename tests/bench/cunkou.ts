import { createAnswerer, readTold } from '../../src/answer/answer.ts';
import { Ranking } from '../../src/answer/ranking.ts';
import { newSession, type TurnData, takeTurn } from '../../src/conversation/conversation.ts';
import { aspectsOf } from '../../src/conversation/intents.ts';
import { type Contender, timed } from './contender.ts';

/** The whole reply, as a message gets it: reading, finding, computing, wording. */
export async function wholeReply(data: TurnData): Promise<Contender> {
  const { made: answerer, ms } = await timed(() => createAnswerer(data.knowledge));
  const own = { ...data, answerer };
  return {
    name: 'cunkou, whole reply',
    note: 'takeTurn; choices and “I do not know” count as not right',
    buildMs: ms,
    find({ region, category, text, asOf }) {
      const { reply } = takeTurn(own, { session: { ...newSession(region), category }, text, asOf });
      return reply.kind === 'answer' ? (reply.policies[0] ?? null) : null;
    },
  };
}

/** The ranking by itself, without the step that decides whether to answer. */
export async function rankingAlone(data: TurnData): Promise<Contender> {
  const { made: ranking, ms } = await timed(() => new Ranking(data.knowledge, data.standard));
  return {
    name: 'cunkou, ranking alone',
    note: 'characters, sounds, phrases; no word segmentation',
    buildMs: ms,
    find({ text, asOf, documents }) {
      const standard = data.standard(text);
      const aspects = aspectsOf(data.intents, standard);
      const asked = { standard, context: null, aspects, told: readTold(standard, asOf), asOf };
      return ranking.rank(asked, (policy) => documents.has(policy.document), 1)[0]?.policy.id ?? null;
    },
  };
}
