import type { JobResult } from '../../job/job.ts';
import type { Knowledge } from '../../policies/policies.ts';
import type { RemindPart } from '../remind.ts';
import { takeAfterSent } from './after-sent.ts';
import { takeAnswer } from './answering.ts';
import { answerFor } from './answering-for.ts';
import { takeDraftTurn } from './drafting.ts';
import { readBroadcastOrder } from './orders.ts';
import {
  followPublication,
  publicationsDue,
  publicationsNextDue,
  takeOpinion,
  takeOpinionAnswer,
} from './publishing.ts';
import { act, listBroadcasts, showBroadcast } from './running.ts';
import { readBroadcastState } from './state.ts';
import { changeTag, listTags, showTag } from './tagging.ts';
import type { BroadcastTurn } from './turn.ts';

/** Messages of an office or a village to many: written, confirmed by head-count, answered, tallied, published. */
export function createBroadcastPart(parts: { knowledge(): Knowledge }): RemindPart {
  return {
    name: 'broadcast',
    async turn(context) {
      const state = readBroadcastState(context.state, context.at.toISOString());
      const turn: BroadcastTurn = { context, state, calendar: parts.knowledge().calendar };
      return (
        (await takeOrder(turn)) ??
        (await takeDraftTurn(turn)) ??
        (await takeAnswer(turn)) ??
        (state.draft === null ? takeAfterSent(turn) : null)
      );
    },
    due: publicationsDue,
    nextDue: publicationsNextDue,
  };
}

/** Orders about what is there; villagers have none but their opinions. */
async function takeOrder(turn: BroadcastTurn): Promise<JobResult | null> {
  const { person, text } = turn.context;
  const order = readBroadcastOrder(text);
  if (order === null) return null;
  if (order.kind === 'opinion') return takeOpinion(turn, order);
  if (person.role === 'villager' || person.role === 'admin') return null;
  switch (order.kind) {
    case 'list':
      return listBroadcasts(turn);
    case 'show':
      return showBroadcast(turn, order.number, order.list);
    case 'tags':
      return listTags(turn);
    case 'tag-show':
      return showTag(turn, order.tag);
    case 'tag':
      return changeTag(turn, order);
    case 'answer-for':
      return answerFor(turn, order);
    case 'answer-opinion':
      return takeOpinionAnswer(turn, order);
    case 'follow':
      return followPublication(turn, order.number);
    default:
      return act(turn, order.kind, order.number);
  }
}
