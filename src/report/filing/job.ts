import { findReport, isDraftOpen } from '../../storage/storage.ts';
import type { JobContext, JobResult, ReportJob } from '../job.ts';
import { withOwnMarks } from '../own-marks.ts';
import {
  alreadyOver,
  CANCELLED,
  DRAFT_GONE,
  finishFirst,
  MENDING_OVER,
  NO_HOUSEHOLD,
  NOT_PASSED,
  NOTHING_OPEN,
  NOTHING_TO_CANCEL,
  OBJECTION_REASON,
  offerLine,
  refusal,
  SURE_WORD,
} from '../wording.ts';
import { attach, withFiles } from './attach-turn.ts';
import { isLabel } from './attaching.ts';
import { reminderOf } from './card.ts';
import { isCorrection } from './correction.ts';
import {
  askedOf,
  type Draft,
  type FilingState,
  keptState,
  overNow,
  readState,
  withoutMended,
} from './draft.ts';
import { continueDraft, openDraft } from './draft-turn.ts';
import { isBareGroup, isBareNumber } from './draft-words.ts';
import { filingDue, filingNextDue } from './due.ts';
import { closeDraft } from './filing-draft.ts';
import { orderHead } from './head-order.ts';
import { joinDraft } from './join-draft.ts';
import { listNotices } from './notice-board.ts';
import { answerTo, listObjections, object } from './objecting.ts';
import { isBareYes, isNo, isSure, isYes, type Order, readOrder, type Target } from './orders.ts';
import { asHisOwn } from './own-relation.ts';
import { passAll, pending } from './pending.ts';
import { rosterFor } from './reading-in.ts';
import { passSure, reviewAll } from './review.ts';
import { mine, redo, show } from './show.ts';
import { findTarget } from './targets.ts';
import { type FilingParts, reply, type Turn } from './turn.ts';

/** A longer text is no reason but another matter. */
const MOST_REASON = 60;

/** The report job: drafts, orders, review, notices; the other parts hang in by their hooks. */
export function createFilingJob(parts: FilingParts): ReportJob {
  return {
    turn: (context) => takeFilingTurn(parts, context),
    due: (context) => filingDue(parts, context),
    nextDue: (db, after) => filingNextDue(parts, db, after),
  };
}

/** One message's straight line: attachments → sure? → an order → the open draft → other parts → a new report → answer. */
async function takeFilingTurn(parts: FilingParts, context: JobContext): Promise<JobResult | null> {
  const { state, gone } = await currentState(context);
  const turn: Turn = { context, parts, state };
  const sure = state.sure !== null && context.at.toISOString() <= state.sure.until ? state.sure : null;
  const settled: Turn = { ...turn, state: { ...state, sure: null, over: null, wants: null, aside: false } };
  if (context.attachments.length > 0 && isLabel(context.text))
    return attach({ ...settled, state: { ...settled.state, over: state.over } });
  if (sure !== null && isSure(context.text)) return passSure(settled, sure.ids);
  if (sure !== null && isYes(context.text))
    return reply({ ...settled.state, sure }, SURE_WORD, { options: ['确定', '不'], about: 'report-sure' });
  if (sure !== null && isNo(context.text)) return reply(settled.state, NOT_PASSED);
  const order = readOrder(context.text);
  if (order !== null) return withReminder(settled, await obey(aside(settled), order));
  const reasoned = state.wants === null ? null : await withReason(settled, state.wants);
  if (reasoned !== null) return withReminder(settled, reasoned);
  const over = state.over !== null && context.at.toISOString() <= state.over.until ? state.over : null;
  if (over !== null && state.draft === null && isBareYes(context.text))
    return reply({ ...settled.state, over }, alreadyOver(over.filed), { about: 'report-over' });
  if (gone && (isYes(context.text) || isCorrection(context.text))) return reply(settled.state, DRAFT_GONE);
  const result =
    settled.state.draft === null
      ? await withoutDraft(settled)
      : await withDraft(settled, settled.state.draft, state);
  if (result === null && settled.state.draft === null && isBareYes(context.text))
    return reply({ ...settled.state, offer: null }, NOTHING_OPEN, { about: 'report-over' });
  return result ?? forgetting(settled, state);
}

/** A reply that is not about the draft. */
function aside(turn: Turn): Turn {
  return { ...turn, state: { ...turn.state, aside: true } };
}

/** The reason that was asked for when a report was to be returned, rejected or objected to. */
async function withReason(
  turn: Turn,
  { order, targets }: NonNullable<FilingState['wants']>,
): Promise<JobResult | null> {
  const { text, raw, attachments } = turn.context;
  if (text === '' || attachments.length > 0 || isYes(text) || /[?？]|吗$|怎么|多少|什么时候/.test(text))
    return null;
  if (isNo(text) || text.length > MOST_REASON) return null;
  const others = await ordersOfOthers(aside(turn));
  if (others !== null) return others;
  const { reports } = turn.parts.read(raw, turn.context.at, await rosterFor(turn));
  if (reports.some(({ head }) => head !== null)) return null;
  const reason = withOwnMarks(raw.trim());
  if (order === 'return' || order === 'reject') return reviewAll(aside(turn), order, targets, reason);
  const [target] = targets;
  return target === undefined ? null : object(aside(turn), target, reason, order === 'object-anonymously');
}

/** What an order came to; where it was only the reason that lacked, the next message may tell it. */
function orAskingWhy(
  result: JobResult,
  order: NonNullable<FilingState['wants']>['order'],
  targets: Target[],
): JobResult {
  const asks = targets.some(
    ({ number }) =>
      result.reply.text.includes(refusal(number, { why: 'no-reason' }, 'filed')) ||
      result.reply.text === OBJECTION_REASON(number),
  );
  return asks
    ? { ...result, state: keptState({ ...readState(result.state), wants: { order, targets } }) }
    : result;
}

/** Null would leave what waited for 确定 or 上报 waiting: the message is answered here, and that is forgotten. */
async function forgetting({ context, state }: Turn, before: FilingState): Promise<JobResult | null> {
  if (before.sure === null && before.offer === null && before.over === null && before.wants === null)
    return null;
  const answered = await context.answer?.(context.text);
  if (answered === undefined) return null;
  const { text, options, about } = answered;
  return reply({ ...state, offer: null, over: null }, text, { options, about: about ?? 'answer' });
}

async function withDraft(turn: Turn, draft: Draft, before: FilingState): Promise<JobResult | null> {
  const attached = withFiles(turn, draft);
  const here: Turn = { ...turn, state: { ...turn.state, draft: attached } };
  // 5组 behind 查 王建国 answers what was asked there.
  const isChoice = before.aside && (isBareNumber(turn.context.text) || isBareGroup(turn.context.text));
  const chosen = isChoice ? await ordersOfOthers(aside(here)) : null;
  if (chosen !== null) return withReminder(here, chosen);
  const continued = await continueDraft(here, attached, isChoice);
  if (continued !== null) return continued;
  const others = await ordersOfOthers(aside(here));
  if (others !== null) return withReminder(here, others);
  const joined = await joinDraft(here, attached, turn.context.raw);
  if (joined !== null) return joined;
  if (turn.context.attachments.length > 0) return attach(turn);
  const answered = await turn.context.answer?.(turn.context.text);
  if (answered === undefined) return null;
  return reply(aside(here).state, `${answered.text}${reminderOf(attached)}`, {
    options: answered.options,
    about: answered.about ?? 'answer',
  });
}

async function withoutDraft(turn: Turn): Promise<JobResult | null> {
  const { context, state } = turn;
  const others = await ordersOfOthers(turn);
  if (others !== null) return others;
  if (context.person.role === 'villager') return ofVillager(turn);
  const opened = await openDraft(turn, context.raw);
  if (opened !== null) return opened;
  return context.attachments.length > 0 && state.last !== null ? attach(turn) : null;
}

/** A villager's words are a report only where he says so; else he is answered, and offered to report it. */
async function ofVillager(turn: Turn): Promise<JobResult | null> {
  const { context, state } = turn;
  if (
    state.offer !== null &&
    (/^(?:上报|报|要报|报给村里|申请)$/.test(context.text) || isYes(context.text))
  ) {
    const said = context.book.secrets.open(state.offer, offerPlace(context));
    const opened = said.ok
      ? await openDraft({ ...turn, state: { ...state, offer: null } }, asHisOwn(said.text))
      : null;
    if (opened !== null) return opened;
  }
  const still: Turn = { ...turn, state: { ...state, offer: null } };
  const opened = await openDraft(still, asHisOwn(saidToReport(context.raw)));
  if (opened === null) return null;
  if (/上报|申请|报告|报一下|登记|反映|想报|要报/.test(context.text)) return opened;
  const draft = readState(opened.state).draft;
  // Of another household nothing is said, and none of it is answered as if it were his own.
  if (draft === null) return opened.reply.text === NO_HOUSEHOLD ? null : opened;
  await closeDraft(turn, draft);
  const answered = await context.answer?.(context.text);
  if (answered === undefined) return null;
  return reply(
    { ...still.state, offer: context.book.secrets.seal(context.raw, offerPlace(context)) },
    `${answered.text}\n${offerLine}`,
    {
      options: [...answered.options, '上报'],
      about: answered.about ?? 'answer',
    },
  );
}

/** What was said may hold a phone number: it waits sealed. */
function offerPlace({ person }: JobContext): string {
  return `report-offer:${person.id}`;
}

/** 我要上报：我媳妇住院了 → 我媳妇住院了 */
function saidToReport(raw: string): string {
  const rest = raw.replace(
    /^(?:我(?:想|要)?)?(?:上报|报告|报一下|登记|反映|想报|要报)(?:一下|一个|个)?(?:情况|事|事情)?[\s:：,，。]*/,
    '',
  );
  return rest.length >= 4 ? rest : raw;
}

async function ordersOfOthers(turn: Turn): Promise<JobResult | null> {
  for (const hook of turn.parts.hooks) {
    const result = await hook.orders?.({ ...turn.context, state: turn.state.others });
    if (result == null) continue;
    const state = { ...turn.state, others: result.state ?? null };
    const { text, options, about } = result.reply;
    return reply(state, text, { options, about: about ?? 'report', notices: result.notices });
  }
  return null;
}

/** A reply about something else while a draft waits ends with a line that says so. */
function withReminder(turn: Turn, result: JobResult): JobResult {
  const after = readState(result.state).draft;
  if (turn.state.draft === null || after?.id !== turn.state.draft.id) return result;
  return { ...result, reply: { ...result.reply, text: `${result.reply.text}${reminderOf(after)}` } };
}

async function obey(turn: Turn, order: Order): Promise<JobResult> {
  switch (order.kind) {
    case 'cancel':
      if (turn.state.draft === null) return reply(turn.state, NOTHING_TO_CANCEL);
      await closeDraft(turn, turn.state.draft);
      return reply({ ...turn.state, draft: null, over: overNow(turn.context.at, null) }, CANCELLED, {
        about: 'report-cancelled',
      });
    case 'mine':
      return mine(turn);
    case 'pending':
      return pending(turn);
    case 'show':
      return show(turn, order.targets[0]);
    case 'pass':
      return reviewAll(turn, 'pass', order.targets, order.looked);
    case 'pass-all':
      return passAll(turn);
    case 'return':
    case 'reject':
      return orAskingWhy(
        await reviewAll(turn, order.kind, order.targets, order.reason),
        order.kind,
        order.targets,
      );
    case 'withdraw':
      return withdraw(turn, order.targets);
    case 'redo':
      return order.targets[0] === undefined ? mine(turn) : redoUnlessOpen(turn, order.targets[0], order.rest);
    case 'notices':
      return listNotices(turn);
    case 'objections':
      return listObjections(turn);
    case 'object':
      return objectOrAsk(turn, order);
    case 'set-head':
      return orderHead(turn, order);
    case 'answer':
      return answerTo(turn, order.targets[0], order.text);
  }
}

async function objectOrAsk(
  turn: Turn,
  { targets, text, anonymous }: Extract<Order, { kind: 'object' }>,
): Promise<JobResult> {
  const [target] = targets;
  if (target === undefined) return listNotices(turn);
  const result = await object(turn, target, text, anonymous);
  return orAskingWhy(result, anonymous ? 'object-anonymously' : 'object', [target]);
}

/** With the report its mending ends too: a later 对 would find nothing to file. */
async function withdraw(turn: Turn, targets: readonly Target[]): Promise<JobResult> {
  const result = await reviewAll(turn, 'withdraw', targets, '');
  const { draft } = turn.state;
  if (draft === null || draft.resubmits === null) return result;
  const row = await findReport(turn.context.db, draft.resubmits);
  if (row?.state !== 'withdrawn') return result;
  const left = draft.items.filter(({ beside }) => beside);
  if (left.length === 0) await closeDraft(turn, draft);
  const kept = withoutMended(draft);
  const after = keptState({ ...readState(result.state), draft: kept });
  return { ...result, state: after, reply: { ...result.reply, text: `${result.reply.text}${MENDING_OVER}` } };
}

/** 重报 opens a draft, and there is room for one: the open one is not thrown away unasked. */
async function redoUnlessOpen(turn: Turn, target: Target, rest: string): Promise<JobResult> {
  const { draft } = turn.state;
  if (draft === null) return redo(turn, target, rest);
  const found = await findTarget(turn, target);
  if (found.ok && draft.resubmits === found.stored.row.id) return redo(turn, target, rest);
  return reply(turn.state, finishFirst(target.number), {
    options: [askedOf(draft) === null ? '对' : '取消'],
    about: 'report-open',
  });
}

/** The state as kept, without a draft whose day is over. */
async function currentState(context: JobContext): Promise<{ state: FilingState; gone: boolean }> {
  const state = readState(context.state);
  if (state.draft === null || (await isDraftOpen(context.db, state.draft.id, context.at.toISOString()))) {
    return { state, gone: false };
  }
  return { state: { ...state, draft: null }, gone: true };
}
