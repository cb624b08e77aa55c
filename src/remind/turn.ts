import type { JobContext, JobResult } from '../job/job.ts';
import { askLater, handBack, tellsDay } from './answers/asking.ts';
import { grant, listAsks, passOn, refuse } from './answers/deciding.ts';
import { decideListed, showListed } from './answers/naming.ts';
import { acknowledge, attach, complete, mine } from './answers/own.ts';
import { settled, type Turn } from './answers/turn.ts';
import { type Answer, readAnswer, readNumbers } from './answers/words.ts';
import type { RemindPart } from './remind.ts';
import { takeRuleTurn } from './rules/turn.ts';
import { type AskedPick, keptState, readState } from './state.ts';
import { type DutyParts, tickAt } from './tick.ts';

/**
 * One message's straight line: the other parts → pictures → a rule that waits for 对 → which one was meant → a word → a
 * new rule. Null as soon as it is none of these; most messages are.
 */
export async function takeRemindTurn(
  parts: DutyParts,
  others: readonly RemindPart[],
  context: JobContext,
): Promise<JobResult | null> {
  const state = readState(context.state, context.at.toISOString());
  const turn: Turn = { context, state, tick: tickAt(parts, context) };
  // What this part has asked itself is answered first; else an order of the others may look like a rule.
  const isAsked = state.rule !== null || state.pick !== null;
  const other = isAsked ? null : await ofOthers(turn, others);
  const own = other ?? (context.person.role === 'villager' ? null : await ofStaff(turn));
  return own ?? (isAsked ? ofOthers(turn, others) : null);
}

async function ofStaff(turn: Turn): Promise<JobResult | null> {
  const { context, state } = turn;
  if (context.text.trim() === '') return context.attachments.length > 0 ? attach(turn) : null;
  const picked = state.pick === null ? null : pickedAnswer(state.pick, context);
  if (picked !== null) return obey(settled(turn), picked);
  const answer = readAnswer(context.text);
  if (answer !== null) {
    const obeyed = await obey(turn, answer);
    if (obeyed !== null) return obeyed;
  }
  return takeRuleTurn(turn);
}

/** 1 3, after it was asked which ones. */
function pickedAnswer(pick: AskedPick, { text, at }: JobContext): Answer | null {
  if (pick.number !== null)
    return tellsDay(text.trim(), at) ? { kind: 'extend', number: pick.number, rest: text.trim() } : null;
  const all = /^(?:全部|都是|所有)$/.test(text.trim());
  const { numbers, rest } = readNumbers(text);
  if (!all && (numbers.length === 0 || rest !== '')) return null;
  if (pick.word === 'ack') return { kind: 'ack', numbers, all };
  if (all) return null;
  if (pick.word === 'done') return { kind: 'done', numbers, note: pick.note };
  const [number = null, second] = numbers;
  if (second !== undefined) return null;
  return pick.word === 'extend'
    ? { kind: 'extend', number, rest: pick.note }
    : { kind: 'hand-back', number, reason: pick.note };
}

function obey(turn: Turn, answer: Answer): Promise<JobResult | null> {
  switch (answer.kind) {
    case 'mine':
      return mine(turn);
    case 'ack':
      return acknowledge(turn, answer);
    case 'done':
      return complete(turn, answer);
    case 'extend':
      return askLater(turn, answer);
    case 'hand-back':
      return handBack(turn, answer);
    case 'asks':
      return listAsks(turn);
    case 'grant':
      return grant(turn, answer.number);
    case 'refuse':
      return refuse(turn, answer);
    case 'pass-on':
      return passOn(turn, answer);
    case 'list':
      return showListed(turn);
    case 'verdict':
      return decideListed(turn, answer);
  }
}

async function ofOthers({ context, state }: Turn, others: readonly RemindPart[]): Promise<JobResult | null> {
  for (const part of others) {
    const result = await part.turn({ ...context, state: state.parts[part.name] ?? null });
    if (result === null) continue;
    return {
      ...result,
      state: keptState({ ...state, parts: { ...state.parts, [part.name]: result.state } }),
    };
  }
  return null;
}
