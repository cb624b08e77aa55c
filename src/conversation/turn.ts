import {
  type Answerer,
  type Asked,
  type Finding,
  plainReply,
  type Reply,
  readTold,
  wording,
} from '../answer/answer.ts';
import { normalise } from '../language/language.ts';
import { type Knowledge, NOTHING_TOLD, type Policy, type Told } from '../policies/policies.ts';
import { categoryToldIn } from './category.ts';
import { continues, corrected, inYears, isOnlyFigures, leansBack, mergeTold, pickChoice } from './follow-up.ts';
import { aspectsOf, type Intents, type TalkIntent, talkOf } from './intents.ts';
import { type PlaceReading, readPlaces } from './places.ts';
import { readSession, type Session } from './session.ts';

/** What one message comes to: the reply, and what is remembered. */
export interface TurnResult {
  session: Session;
  reply: Reply;
  /** The question goes on the list that the clerk works off. */
  openQuestion?: { region: string | null; reason: 'unknown' | 'choices' };
}

/** One person's message, with what is remembered of him. */
export interface TurnInput {
  /** As stored, of whatever shape. */
  session: unknown;
  text: string;
  /** ISO day. */
  asOf: string;
}

/** What a turn works with: one version of the data. */
export interface TurnData {
  knowledge: Knowledge;
  intents: Intents;
  answerer: Answerer;
  standard: (text: string) => string;
  /** Where people live who have not said it; null: ask. */
  defaultRegion: string | null;
}

/** A policy match surer than this outweighs a word of small talk, of abuse or of another matter in the message. */
const OUTWEIGHS_TALK = 0.3;
/** A match weaker than this is tried again together with what was said before. */
const WEAK = 0.3;
/** 后面还有两句是什么 cannot stand by itself, unless it happens to be very like something. */
const SURE_ALONE = 0.6;

/**
 * One message's straight line, without a database: an open question? → talk? → place → follow-up → find → reply.
 * Pure: the same input gives the same result.
 */
export function takeTurn(data: TurnData, input: TurnInput): TurnResult {
  const session = readSession(input.session, data.defaultRegion);
  const text = normalise(input.text);
  const standard = data.standard(input.text);
  if (text === '' || /^[^\p{L}\p{N}]+$/u.test(text))
    return done(session, plainReply('other', wording.EMPTY_MESSAGE));

  const answered = answerPending(data, session, text, standard, input.asOf);
  if (answered) return answered;

  const talk = talkOf(data.intents, text);
  if (talk?.whole) return talkReply(data, session, talk.intent, input.asOf);
  if (talk && talk.intent.id === 'talk-injection') return talkReply(data, session, talk.intent, input.asOf);

  const place = readPlaces(data.knowledge.regions, text, session.region);
  const moved = placed(session, place, standard);
  if (moved.reply) return moved.reply;
  return ask(data, moved.session, {
    standard,
    region: moved.region,
    asOf: input.asOf,
    talk: talk?.intent ?? null,
  });
}

/** 1, 第二个 or a word picks a choice; a place answers 您家在哪个县. */
function answerPending(
  data: TurnData,
  session: Session,
  text: string,
  standard: string,
  asOf: string,
): TurnResult | null {
  const { pending } = session;
  if (pending === null) return null;
  const free = { ...session, pending: null };
  if (pending.kind === 'choices') {
    const policies = pending.policies.flatMap(
      (id) => data.knowledge.policies.find((policy) => policy.id === id) ?? [],
    );
    const index = pickChoice(
      text,
      policies.map((policy) => policy.name),
    );
    const policy = index === null ? undefined : policies[index];
    if (!policy) return null;
    return answered(
      data,
      free,
      policy,
      askedOf(data, free, { standard: pending.text, region: pending.region, asOf }),
    );
  }
  if (pending.kind === 'place') {
    const index = pickChoice(text, pending.paths);
    const path = index === null ? undefined : pending.paths[index];
    if (!path) return null;
    const home = { ...free, region: path };
    return pending.text === null
      ? done(home, plainReply('other', wording.placeNoted(path)))
      : ask(data, home, { standard: pending.text, region: path, asOf, talk: null });
  }
  const place = readPlaces(data.knowledge.regions, text, null);
  if (place.kind === 'home' && (place.only || standard.length <= 14)) {
    return ask(
      data,
      { ...free, region: place.path },
      { standard: pending.text, region: place.path, asOf, talk: null },
    );
  }
  return null;
}

/** What the places in the message change: the home, only this question, or nothing. */
function placed(
  session: Session,
  place: PlaceReading,
  standard: string,
): { session: Session; region: string | null; reply?: TurnResult } {
  switch (place.kind) {
    case 'none':
      return { session, region: session.region };
    case 'for-this':
      return { session, region: place.path };
    case 'ambiguous': {
      const asking: Session = { ...session, pending: { kind: 'place', text: standard, paths: place.paths } };
      const reply = {
        ...plainReply('question', wording.ambiguousPlace(place.name, place.paths)),
        options: place.paths.map((label) => ({ label, citations: [] })),
      };
      return { session, region: session.region, reply: done(asking, reply) };
    }
    case 'home': {
      const home = { ...session, region: place.path };
      if (!place.only) return { session: home, region: place.path };
      // 我是全南的, after a question: the same question for that place.
      if (session.last)
        return { session: { ...home, last: { ...session.last, region: place.path } }, region: place.path };
      return {
        session: home,
        region: place.path,
        reply: done(home, plainReply('other', wording.placeNoted(place.path.split('/').at(-1) ?? ''))),
      };
    }
  }
}

interface Question {
  standard: string;
  region: string | null;
  asOf: string;
  talk: TalkIntent | null;
}

function ask(data: TurnData, session: Session, question: Question): TurnResult {
  const { asked, policy } = understand(data, session, question);
  const remembered = remember({ ...session, category: asked.category }, asked, policy?.id ?? null);
  if (policy) return answered(data, remembered, policy, asked);
  if (asked.region === null) return withoutPlace(data, remembered, asked, question);
  if (data.answerer.documentsOf(asked.region).length === 0 && question.talk === null) {
    const reply = plainReply(
      'unknown',
      wording.noDocuments(asked.region.split('/').at(-1) ?? '', coveredPlaces(data)),
    );
    return { ...done(remembered, reply), openQuestion: { region: asked.region, reason: 'unknown' } };
  }
  const finding = findInContext(data, session, asked);
  if (question.talk && !(finding.found.kind === 'policy' && finding.found.score >= OUTWEIGHS_TALK)) {
    return talkReply(data, session, question.talk, question.asOf);
  }
  return fromFinding(data, session.last, remembered, finding.asked, finding.found);
}

/** Aspects, figures and category of the message, and the policy where the message can only be about the last one. */
function understand(
  data: TurnData,
  session: Session,
  question: Question,
): { asked: Asked; policy: Policy | null } {
  const { last } = session;
  const asked = askedOf(data, session, question);
  if (!last) return { asked, policy: null };
  const known = data.knowledge.policies.find((policy) => policy.id === last.policy) ?? null;
  // Only a place was said: the last question again, there.
  if (question.region !== session.last?.region || question.standard === '') return { asked, policy: null };
  const fixed = corrected(question.standard, last);
  if (fixed) {
    const again = askedOf(data, session, { ...question, standard: fixed.text });
    // 不是25只是35只 puts a number right; 不是羊是牛 keeps the numbers.
    const counts = readTold(question.standard, question.asOf).counts.length > 0 ? again.told.counts : fixed.counts;
    const told = { ...mergeTold(again.told, last.told), counts };
    return { asked: { ...again, told, aspects: again.aspects.length > 0 ? again.aspects : last.aspects }, policy: null };
  }
  if (known && isOnlyFigures(question.standard)) {
    const aspects = asked.aspects.length > 0 ? asked.aspects : last.aspects;
    const told = withoutOldThings(asked.told, last.told);
    const again = { ...asked, standard: last.text, aspects, told };
    if (data.answerer.computes(known, again)) return { asked: again, policy: known };
    // 2020年呢 after a question on 2018 asks for another entry; so does 那读高中呢 after one on cattle.
    if (asked.told.calendarYears.length > 0) return { asked: { ...again, standard: inYears(last.text, asked.told.calendarYears) }, policy: null };
    if (asked.told.stages.length === 0) return { asked: again, policy: known };
  }
  if (leansBack(question.standard)) {
    return {
      asked: {
        ...asked,
        aspects:
          asked.aspects.filter((aspect) => aspect !== 'what').length > 0 ? asked.aspects : last.aspects,
      },
      policy: null,
    };
  }
  return { asked, policy: null };
}

/** Figures said now replace those said before; years and the side of the bill go on. */
function withoutOldThings(now: Told, before: Told): Told {
  const fresh =
    now.counts.length > 0 || now.stages.length > 0 || now.persons !== null || now.money.length > 0;
  return fresh
    ? mergeTold(now, { ...before, counts: [], stages: [], persons: null })
    : mergeTold(now, before);
}

function askedOf(
  data: TurnData,
  session: Session,
  question: { standard: string; region: string | null; asOf: string },
): Asked {
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

/** The question by itself; where that is weak and something was said before, both together. */
function findInContext(data: TurnData, session: Session, asked: Asked): { asked: Asked; found: Finding } {
  const alone = data.answerer.find(asked);
  const sure = alone.kind === 'policy' && alone.score >= (continues(asked.standard) ? SURE_ALONE : WEAK);
  if (!session.last || sure) return { asked, found: alone };
  const together = { ...asked, context: session.last.text };
  const found = data.answerer.find(together);
  if (found.kind !== 'policy') return { asked, found: alone };
  if (alone.kind === 'policy' && alone.score >= found.score && !continues(asked.standard)) return { asked, found: alone };
  return { asked: together, found };
}

function fromFinding(data: TurnData, before: Session['last'], session: Session, asked: Asked, finding: Finding): TurnResult {
  const openQuestion = { region: asked.region, reason: 'unknown' as const };
  switch (finding.kind) {
    case 'policy':
      return answered(data, session, finding.policy, withPaidBefore(before, finding.policy, asked), finding.also);
    case 'choices': {
      const pending = {
        kind: 'choices' as const,
        text: asked.standard,
        region: asked.region,
        policies: finding.policies.map((policy) => policy.id),
      };
      return {
        ...done({ ...session, pending }, data.answerer.choices(finding.policies)),
        openQuestion: { region: asked.region, reason: 'choices' },
      };
    }
    case 'silent':
      return { ...done(session, data.answerer.silent(asked, finding)), openQuestion };
    case 'nothing':
      return {
        ...done(session, data.answerer.silent(asked, { kind: 'silent', near: [], best: null })),
        openQuestion,
      };
  }
}

/** 上半年领了12只的, said before, still counts against the cap of 下半年再卖15只. */
function withPaidBefore(last: Session['last'], policy: Policy, asked: Asked): Asked {
  const before = last === null ? [] : last.told.counts.filter((count) => (last.policy === policy.id && count.already) || asked.told.adds);
  if (before.length === 0 || asked.told.counts.length === 0 || asked.told.counts.some((count) => count.already)) return asked;
  return { ...asked, told: { ...asked.told, counts: [...before, ...asked.told.counts] } };
}

/** The place is not known: ask for it where any document has the matter, else say that none has. */
function withoutPlace(data: TurnData, session: Session, asked: Asked, question: Question): TurnResult {
  const matches = data.answerer.findAnywhere(asked);
  const best = matches[0];
  if (question.talk && (!best || best.score < OUTWEIGHS_TALK))
    return talkReply(data, session, question.talk, question.asOf);
  if (!best) {
    const reply = data.answerer.silent(
      { ...asked, region: '现有' },
      { kind: 'silent', near: [], best: null },
    );
    return { ...done(session, reply), openQuestion: { region: null, reason: 'unknown' } };
  }
  const names = coveredPlaces(data);
  const documents = new Set(matches.map((match) => match.policy.document));
  const reply: Reply = {
    ...plainReply('question', wording.askRegion(names)),
    options: [...data.knowledge.documents.values()].map((document) => ({
      label: document.region.split('/').at(-1) ?? '',
      citations: documents.has(document.id)
        ? matches
            .filter((match) => match.policy.document === document.id)
            .map((match) => ({ document: document.id, clause: match.policy.clauses[0] ?? '' }))
        : [],
    })),
  };
  return done({ ...session, pending: { kind: 'region', text: asked.standard } }, reply);
}

function coveredPlaces(data: TurnData): string[] {
  return [...data.knowledge.documents.values()].map((document) => document.region.split('/').at(-1) ?? '');
}

function answered(data: TurnData, session: Session, policy: Policy, asked: Asked, also: readonly Policy[] = []): TurnResult {
  return done(remember(session, asked, policy.id), data.answerer.answer(policy, asked, also));
}

function remember(session: Session, asked: Asked, policy: string | null): Session {
  return {
    ...session,
    pending: null,
    last: {
      text: asked.standard,
      region: asked.region,
      policy,
      aspects: [...asked.aspects],
      told: asked.told,
    },
  };
}

function talkReply(data: TurnData, session: Session, intent: TalkIntent, asOf: string): TurnResult {
  const { reply } = session;
  if (intent.action === '再说一遍' && reply) return done(session, reply);
  if (intent.action === '慢点说' && reply)
    return { session, reply: { ...reply, text: wording.slower(reply.text) } };
  if (intent.action === '转人工') {
    const asked: Asked = {
      standard: '',
      context: null,
      aspects: [],
      told: NOTHING_TOLD,
      category: null,
      region: session.region,
      asOf,
    };
    const about = data.knowledge.policies.find((policy) => policy.id === session.last?.policy) ?? null;
    const text = wording.handOver(data.answerer.office(asked, about));
    return {
      ...done(session, plainReply('other', text)),
      openQuestion: { region: session.region, reason: 'unknown' },
    };
  }
  return { session, reply: plainReply('other', intent.replies[0] ?? '') };
}

function done(session: Session, reply: Reply): TurnResult {
  return { session: { ...session, reply }, reply };
}
