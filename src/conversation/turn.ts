import {
  type Answerer,
  type Asked,
  type Finding,
  plainReply,
  type Reply,
  wording,
} from '../answer/answer.ts';
import { normalise } from '../language/language.ts';
import { type Knowledge, NOTHING_TOLD, type OutsideMatter, type Policy } from '../policies/policies.ts';
import { leansBack } from './follow-up.ts';
import { type Intents, type TalkIntent, talkOf, withoutMarks } from './intents.ts';
import { type Resolved, resolvePending } from './pending.ts';
import { type PlaceReading, readPlaces } from './places.ts';
import { readSession, type Session } from './session.ts';
import { askedOf, findInContext, type Question, understand, withToldBefore } from './understand.ts';

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

/** A policy match surer than this outweighs a word of small talk or of another matter in the message. */
const OUTWEIGHS_TALK = 0.3;
/** Without the words of abuse, what is left is a question sooner. */
const OUTWEIGHS_INSULT = 0.2;

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

  const resolved = resolvePending(data, session, text, standard);
  if (resolved) return fromResolved(data, resolved, input.asOf);

  const talk = talkOf(data.intents, text);
  if (talk?.whole || talk?.intent.id === 'talk-injection')
    return talkReply(data, session, talk.intent, input.asOf);
  // 什么破玩意，我卖8头猪到底补多少钱: the anger is passed over, the question answered.
  const matter =
    talk?.intent.id === 'talk-insult' ? data.standard(withoutMarks(talk.intent, text)) : standard;
  if (talk && matter.length < SHORTEST_MATTER) return talkReply(data, session, talk.intent, input.asOf);

  const moved = placed(session, readPlaces(data.knowledge.regions, text, session.region), matter);
  if (moved.kind === 'replied') return moved.result;
  return ask(
    data,
    moved.session,
    { standard: moved.standard, region: moved.region, asOf: input.asOf },
    talk?.intent ?? null,
  );
}

/** Fewer characters than this ask for nothing. */
const SHORTEST_MATTER = 4;

function fromResolved(data: TurnData, resolved: Resolved, asOf: string): TurnResult {
  const { session } = resolved;
  switch (resolved.kind) {
    case 'policy':
      return answered(
        data,
        session,
        resolved.policy,
        askedOf(data, session, { standard: resolved.standard, region: resolved.region, asOf }),
      );
    case 'ask':
      return ask(data, session, { standard: resolved.standard, region: resolved.region, asOf }, null);
    case 'placed':
      return done(session, plainReply('other', wording.placeNoted(resolved.path.split('/').at(-1) ?? '')));
    case 'refused': {
      const asked = askedOf(data, session, { standard: '', region: resolved.region, asOf });
      const reply = plainReply('unknown', wording.noneOfThem(data.answerer.office(asked, null)));
      return { ...done(session, reply), openQuestion: { region: resolved.region, reason: 'choices' } };
    }
  }
}

type Placed =
  | { kind: 'go on'; session: Session; region: string | null; standard: string }
  | { kind: 'replied'; result: TurnResult };

/** What the places in the message change: the home, only this question, or nothing. */
function placed(session: Session, place: PlaceReading, standard: string): Placed {
  switch (place.kind) {
    case 'none': {
      const { last } = session;
      // 我问的是我们这儿: the last question again, for home.
      if (
        last &&
        last.region !== session.region &&
        /^我(?:们)?(?:问|说)的?(?:是)?(?:我|我们|咱)?(?:家)?(?:这|这里|这儿|这边|本地|当地)/.test(standard)
      ) {
        return { kind: 'go on', session, region: session.region, standard: last.text };
      }
      // 她住院花了1万, after 我老婆在全南: still about her place.
      const stays =
        last !== null &&
        last.region !== session.region &&
        (leansBack(standard) || /^(?:他|她|他们|那边|那里|那儿)/.test(standard));
      return { kind: 'go on', session, region: stays ? last.region : session.region, standard };
    }
    case 'for-this':
      return {
        kind: 'go on',
        session,
        region: place.path,
        standard: place.only && session.last ? session.last.text : standard,
      };
    case 'ambiguous': {
      const asking: Session = { ...session, pending: { kind: 'place', text: standard, paths: place.paths } };
      const options = place.paths.map((label) => ({ label, citations: [] }));
      return {
        kind: 'replied',
        result: done(asking, {
          ...plainReply('question', wording.ambiguousPlace(place.name, place.paths)),
          options,
        }),
      };
    }
    case 'home': {
      const home = { ...session, region: place.path };
      if (!place.only) return { kind: 'go on', session: home, region: place.path, standard };
      // 我是全南的, after a question: the same question for that place.
      if (session.last)
        return { kind: 'go on', session: home, region: place.path, standard: session.last.text };
      return {
        kind: 'replied',
        result: done(home, plainReply('other', wording.placeNoted(place.path.split('/').at(-1) ?? ''))),
      };
    }
  }
}

function ask(data: TurnData, session: Session, question: Question, talk: TalkIntent | null): TurnResult {
  const { asked, policy } = understand(data, session, question);
  const remembered = remember({ ...session, category: asked.category }, asked, policy?.id ?? null);
  if (policy) return answered(data, remembered, policy, asked);
  if (asked.region === null) return withoutPlace(data, remembered, asked, talk);
  if (data.answerer.documentsOf(asked.region).length === 0 && talk === null) {
    const reply = plainReply(
      'unknown',
      wording.noDocuments(asked.region.split('/').at(-1) ?? '', coveredPlaces(data)),
    );
    return { ...done(remembered, reply), openQuestion: { region: asked.region, reason: 'unknown' } };
  }
  const finding = findInContext(data, session, asked);
  const outweighs =
    finding.found.kind === 'policy' &&
    finding.found.score >= (talk?.id === 'talk-insult' ? OUTWEIGHS_INSULT : OUTWEIGHS_TALK);
  if (talk && !outweighs) return talkReply(data, session, talk, question.asOf);
  return fromFinding(data, session.last, remembered, finding.asked, finding.found);
}

function fromFinding(
  data: TurnData,
  before: Session['last'],
  session: Session,
  asked: Asked,
  finding: Finding,
): TurnResult {
  const openQuestion = { region: asked.region, reason: 'unknown' as const };
  switch (finding.kind) {
    case 'policy':
      return answered(
        data,
        session,
        finding.policy,
        withToldBefore(before, finding.policy, asked),
        finding.also,
      );
    case 'choices': {
      const policies = finding.policies.map((policy) => policy.id);
      const pending = { kind: 'choices' as const, text: asked.standard, region: asked.region, policies };
      return done({ ...session, pending }, data.answerer.choices(finding.policies));
    }
    case 'silent':
      return { ...done(session, data.answerer.silent(asked, finding)), openQuestion };
    case 'outside':
      return done(session, outsideReply(finding.matter));
    case 'nothing':
      return {
        ...done(session, data.answerer.silent(asked, { kind: 'silent', near: [], best: null })),
        openQuestion,
      };
  }
}

/** The place is not known: ask for it where any document has the matter, else say that none has. */
function withoutPlace(data: TurnData, session: Session, asked: Asked, talk: TalkIntent | null): TurnResult {
  const matter = talk === null ? data.answerer.findOutside(asked) : null;
  if (matter) return done(session, outsideReply(matter));
  const matches = data.answerer.findAnywhere(asked);
  const best = matches[0];
  if (talk && (!best || best.score < OUTWEIGHS_TALK)) return talkReply(data, session, talk, asked.asOf);
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

function outsideReply({ name, office }: OutsideMatter): Reply {
  return office === null
    ? plainReply('other', wording.ONLY_POLICIES)
    : plainReply('unknown', wording.outsideLine(name, office));
}

function coveredPlaces(data: TurnData): string[] {
  return [...data.knowledge.documents.values()].map((document) => document.region.split('/').at(-1) ?? '');
}

function answered(
  data: TurnData,
  session: Session,
  policy: Policy,
  asked: Asked,
  also: readonly Policy[] = [],
): TurnResult {
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
