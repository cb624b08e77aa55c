import { type Asked, type Finding, readTold } from '../answer/answer.ts';
import type { Policy, Told } from '../policies/policies.ts';
import { categoryToldIn } from './category.ts';
import { continues, corrected, inYears, isOnlyAspect, isOnlyFigures, leansBack, mergeTold } from './follow-up.ts';
import { aspectsOf } from './intents.ts';
import type { Session } from './session.ts';
import type { TurnData } from './turn.ts';

/** A question of one turn, before it is understood. */
export interface Question {
  standard: string;
  region: string | null;
  /** ISO day. */
  asOf: string;
}

/** A question, and the policy where it can only be about the one talked of last. */
export interface Understood {
  asked: Asked;
  policy: Policy | null;
}

/** 后面还有两句是什么 cannot stand by itself, unless it happens to be very like something. */
const SURE_ALONE = 0.6;
/** Weaker than this, a question may still go on about the last policy. */
const WEAK_ALONE = 0.3;

/** What the message itself tells, without what was said before. */
export function askedOf(data: TurnData, session: Session, question: Question): Asked {
  return {
    standard: question.standard,
    context: null,
    aspects: aspectsOf(data.intents, question.standard),
    told: readTold(question.standard, question.asOf),
    category: categoryToldIn(question.standard) ?? session.category,
    region: question.region,
    asOf: question.asOf,
  };
}

/** Aspects, figures and category of the message, together with what it leans on: a correction, new figures, another side. */
export function understand(data: TurnData, session: Session, question: Question): Understood {
  const { last } = session;
  const asked = askedOf(data, session, question);
  if (!last || question.region !== last.region) return { asked, policy: null };
  const fixed = corrected(question.standard, last);
  if (fixed) {
    const again = askedOf(data, session, { ...question, standard: fixed.text });
    // 不是25只是35只 puts a number right; 不是羊是牛 keeps the numbers.
    const counts = asked.told.counts.length > 0 ? again.told.counts : fixed.counts;
    const aspects = again.aspects.length > 0 ? again.aspects : last.aspects;
    return { asked: { ...again, aspects, told: { ...mergeTold(again.told, last.told), counts } }, policy: null };
  }
  const known = data.knowledge.policies.find((policy) => policy.id === last.policy) ?? null;
  if (known && isOnlyAspect(data.intents, question.standard)) {
    return { asked: { ...asked, standard: last.text, told: mergeTold(asked.told, last.told) }, policy: known };
  }
  if (known && isOnlyFigures(question.standard)) return withNewFigures(data, asked, last, known);
  // 健康扶贫呢, after 水利扶贫归哪个厅, asks for the same side of another matter.
  const sided = asked.aspects.some((aspect) => aspect !== 'what');
  return { asked: leansBack(question.standard) && !sided ? { ...asked, aspects: last.aspects } : asked, policy: null };
}

function withNewFigures(data: TurnData, asked: Asked, last: NonNullable<Session['last']>, known: Policy): Understood {
  const aspects = asked.aspects.length > 0 ? asked.aspects : last.aspects;
  const again = { ...asked, standard: last.text, aspects, told: withoutOldThings(asked.told, last.told) };
  if (data.answerer.computes(known, again)) return { asked: again, policy: known };
  // 2020年呢 after a question on 2018 asks for another entry; so does 那读高中呢 after one on cattle.
  if (asked.told.calendarYears.length > 0) {
    return { asked: { ...again, standard: inYears(last.text, asked.told.calendarYears) }, policy: null };
  }
  return asked.told.stages.length === 0 ? { asked: again, policy: known } : { asked, policy: null };
}

/** Figures said now replace those said before; years and the side of the bill go on. */
function withoutOldThings(now: Told, before: Told): Told {
  const fresh = now.counts.length > 0 || now.stages.length > 0 || now.persons !== null || now.money.length > 0;
  return mergeTold(now, fresh ? { ...before, counts: [], stages: [], persons: null } : before);
}

/**
 * The question by itself; together with what was said before where it finds nothing, leans on that, or is weak by itself
 * and goes on about the same policy.
 */
export function findInContext(data: TurnData, session: Session, asked: Asked): { asked: Asked; found: Finding } {
  const alone = data.answerer.find(asked);
  const { last } = session;
  if (!last) return { asked, found: alone };
  const goesOn = continues(asked.standard);
  const leans = goesOn || leansBack(asked.standard);
  if (alone.kind === 'policy' && alone.score >= (leans ? SURE_ALONE : WEAK_ALONE)) return { asked, found: alone };
  const together = { ...asked, context: last.text };
  const found = data.answerer.find(together);
  const same = data.knowledge.policies.find((policy) => policy.id === last.policy);
  // 后面还有两句是什么: the rest of the very thing talked of.
  if (/^(?:后面|后头|下面|其余|剩下)/.test(asked.standard) && same && asked.region === last.region) return { asked: { ...together, standard: last.text }, found: { kind: 'policy', policy: same, also: [], score: SURE_ALONE } };
  if (found.kind !== 'policy') return { asked, found: alone };
  // 手机坏了哪修 after a question on sheep is no question on sheep.
  if (alone.kind !== 'policy') return leans || hasFigures(asked.told) ? { asked: together, found } : { asked, found: alone };
  const better = found.score > alone.score && (leans || found.policy.id === last.policy);
  return better ? { asked: together, found } : { asked, found: alone };
}

function hasFigures({ counts, stages, money, bare, rates, years, calendarYears, persons }: Told): boolean {
  return [counts, stages, money, bare, rates, calendarYears].some((list) => list.length > 0) || years !== null || persons !== null;
}

/** 上半年领了12只的, said before, still counts against the cap of 下半年再卖15只; 再加一头牛 adds to what was told. */
export function withToldBefore(last: Session['last'], policy: Policy, asked: Asked): Asked {
  const before = last === null ? [] : last.told.counts.filter((count) => (last.policy === policy.id && count.already) || asked.told.adds);
  if (before.length === 0 || asked.told.counts.length === 0 || asked.told.counts.some((count) => count.already)) return asked;
  return { ...asked, told: { ...asked.told, counts: [...before, ...asked.told.counts] } };
}
