import { type Asked, type Finding, readTold } from '../answer/answer.ts';
import type { Policy, Told } from '../policies/policies.ts';
import { categoryToldIn, isOnlyCategory } from './category.ts';
import {
  continues,
  corrected,
  inYears,
  isOnlyAspect,
  isOnlyFigures,
  leansBack,
  mergeTold,
} from './follow-up.ts';
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
    const aspects = again.aspects.length > 0 ? again.aspects : last.aspects;
    return {
      asked: { ...again, aspects, told: { ...mergeTold(again.told, last.told), counts: fixed.counts } },
      policy: null,
    };
  }
  const known = data.knowledge.policies.find((policy) => policy.id === last.policy) ?? null;
  // 我是脱贫户, after a question: the same matter, for such a household.
  if (known && isOnlyCategory(question.standard)) {
    return { asked: { ...asked, standard: last.text, aspects: ['who'], told: last.told }, policy: known };
  }
  if (known && isOnlyAspect(data.intents, question.standard)) {
    // The sum is told again only where a sum is asked for.
    const told = asked.aspects.includes('amount') ? mergeTold(asked.told, last.told) : asked.told;
    return { asked: { ...asked, standard: last.text, told }, policy: known };
  }
  if (known && isOnlyFigures(question.standard)) return withNewFigures(data, asked, last, known);
  // 牛呢, after a question on sheep: the same question with the other animal, without the number of sheep.
  const [thing] = asked.told.things;
  const [before] = last.told.things;
  if (leansBack(question.standard) && thing && before && thing !== before && asked.told.counts.length === 0) {
    const again = askedOf(data, session, {
      ...question,
      standard: (known?.name ?? last.text).replaceAll(before, thing),
    });
    return { asked: { ...again, aspects: last.aspects }, policy: null };
  }
  // 健康扶贫呢, after 水利扶贫归哪个厅, asks for the same side of another matter.
  const sided = asked.aspects.some((aspect) => aspect !== 'what');
  return {
    asked: leansBack(question.standard) && !sided ? { ...asked, aspects: last.aspects } : asked,
    policy: null,
  };
}

function withNewFigures(
  data: TurnData,
  asked: Asked,
  last: NonNullable<Session['last']>,
  known: Policy,
): Understood {
  const aspects = asked.aspects.length > 0 ? asked.aspects : last.aspects;
  const again = { ...asked, standard: last.text, aspects, told: withoutOldThings(asked.told, last.told) };
  const [year] = asked.told.calendarYears;
  const computing = data.answerer.computing(known, again);
  const byYear = known.standards.some((rule) => rule.rule === 'by-year');
  if (year !== undefined && !byYear) {
    // 2020年呢 after a question on 2018 asks for another entry; of an entry without a year it asks how that year stands.
    if (/20\d{2}/.test(known.name))
      return { asked: { ...again, standard: inYears(last.text, asked.told.calendarYears) }, policy: null };
    return {
      asked: { ...again, asOf: sameYear(asked.asOf, year) ? asked.asOf : `${year}-06-30` },
      policy: known,
    };
  }
  // 那3头牛呢, after sheep, is computed by the rule for cattle.
  if (computing) return { asked: again, policy: computing };
  // 那读高中呢 after a question on cattle is a question of its own.
  const ownMatter = asked.told.stages.length > 0 || asked.told.things.length > 0;
  return ownMatter ? { asked, policy: null } : { asked: again, policy: known };
}

function sameYear(day: string, year: number): boolean {
  return day.startsWith(`${year}-`);
}

/** Figures said now replace those said before; years and the side of the bill go on. */
function withoutOldThings(now: Told, before: Told): Told {
  // 已经补了15只, said after 25只: the number to be sold stays.
  if (now.counts.length > 0 && now.counts.every((count) => count.already)) {
    return mergeTold(
      { ...now, counts: [...now.counts, ...before.counts.filter((count) => !count.already)] },
      before,
    );
  }
  const fresh =
    now.counts.length > 0 || now.stages.length > 0 || now.persons !== null || now.money.length > 0;
  return mergeTold(now, fresh ? { ...before, counts: [], stages: [], persons: null } : before);
}

/**
 * The question by itself; together with what was said before where it finds nothing, leans on that, or is weak by itself
 * and goes on about the same policy.
 */
export function findInContext(
  data: TurnData,
  session: Session,
  asked: Asked,
): { asked: Asked; found: Finding } {
  const alone = data.answerer.find(asked);
  const { last } = session;
  if (!last) return { asked, found: alone };
  const goesOn = continues(asked.standard);
  const leans = goesOn || leansBack(asked.standard);
  if (alone.kind === 'policy' && alone.score >= (leans ? SURE_ALONE : WEAK_ALONE))
    return { asked, found: alone };
  const together = { ...asked, context: last.text };
  const found = data.answerer.find(together);
  const same = data.knowledge.policies.find((policy) => policy.id === last.policy);
  // 后面还有两句是什么: the rest of the very thing talked of.
  if (/^(?:后面|后头|下面|其余|剩下)/.test(asked.standard) && same && asked.region === last.region)
    return {
      asked: { ...together, standard: last.text },
      found: { kind: 'policy', policy: same, also: [], score: SURE_ALONE },
    };
  if (found.kind !== 'policy') return { asked, found: alone };
  // 手机坏了哪修 after a question on sheep is no question on sheep.
  if (alone.kind !== 'policy')
    return leans || hasFigures(asked.told) ? { asked: together, found } : { asked, found: alone };
  const better = found.score > alone.score && (leans || found.policy.id === last.policy);
  return better ? { asked: together, found } : { asked, found: alone };
}

function hasFigures({ counts, stages, money, bare, rates, years, calendarYears, persons }: Told): boolean {
  return (
    [counts, stages, money, bare, rates, calendarYears].some((list) => list.length > 0) ||
    years !== null ||
    persons !== null
  );
}

/** 上半年领了12只的, said before, still counts against the cap of 下半年再卖15只; 再加一头牛 adds to what was told. */
export function withToldBefore(last: Session['last'], policy: Policy, asked: Asked): Asked {
  const before =
    last === null
      ? []
      : last.told.counts.filter((count) => (last.policy === policy.id && count.already) || asked.told.adds);
  if (
    before.length === 0 ||
    asked.told.counts.length === 0 ||
    asked.told.counts.some((count) => count.already)
  )
    return asked;
  return { ...asked, told: { ...asked.told, counts: [...before, ...asked.told.counts] } };
}
