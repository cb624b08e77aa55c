import { isWithin, type OpeningQuestion, officeFor, openingsFor } from '../../policies/policies.ts';
import { householdById, personsOf } from '../../register/register.ts';
import { findReport, reportFactsOf, wordsUntil } from '../../storage/storage.ts';
import { type FiledReport, toFiled, wordsOf } from '../filing/filing.ts';
import type { FollowUpParts } from '../follow-up.ts';
import type { JobContext, JobResult, Notice } from '../job.ts';
import { facts, KIND_WORDS } from '../wording.ts';
import {
  BENEFIT_PERIOD,
  BENEFIT_WAY,
  keepFact,
  keepQuestion,
  MONEY_WAY,
  NO,
  openQuestionsOf,
  YES,
} from './answers.ts';
import { changeFacts, householdFacts } from './gather.ts';
import { answerTo, openPolicies, questionOf, type Verdict } from './verdict.ts';
import { answerIn, benefitPeriod, benefitWay, moneyWay } from './ways.ts';
import { askLine, forCadre, forHousehold, noted, type Offices, SALE_QUESTION } from './wording.ts';

export interface AfterFiled {
  lines: string[];
  notices: Notice[];
  /** The answers to the question asked. */
  options: readonly string[];
}

/** Policies find people: what a report that has just been filed may open, for the one who filed it and for the household. */
export async function findAfterFiled(
  parts: FollowUpParts,
  context: JobContext,
  report: FiledReport,
): Promise<AfterFiled> {
  await keepTold(context, report);
  return findFor(parts, context, report, null);
}

/** `about`: the policies to be told of; null: all. */
async function findFor(
  { knowledge: current }: FollowUpParts,
  context: JobContext,
  report: FiledReport,
  about: ReadonlySet<string> | null,
): Promise<AfterFiled> {
  const knowledge = current();
  const change = changeFacts(report);
  const household = await householdFacts(context.db, report, context.asOf);
  await keepAnswered(context, report, questionsHere(knowledge, report), (question) =>
    household.answers.has(question.id) ? null : answerTo(question, change, household),
  );
  const all = openPolicies(knowledge, report.village, change, household, context.asOf);
  const verdicts = about === null ? all : all.filter(({ policy }) => about.has(policy.id));
  const offices = officesFor(knowledge, report.village);
  const question = questionOf(all);
  const lines = forCadre(verdicts, question, offices);
  let asked: Pick<OpeningQuestion, 'yes' | 'no'> | null = question;
  if (question !== null) await ask(context, report, question);
  else if (await isWayUnknown(context, report)) {
    await askSale(context, report);
    lines.push(askLine(SALE_QUESTION));
    asked = SALE_QUESTION;
  }
  const isOwn = context.person.householdId === report.household.id;
  // An answer is worth a word to the household only where it settles that something fits.
  const news = about === null ? all : verdicts.filter(({ kind }) => kind === 'fits');
  const notices = await toHousehold(context, report, forHousehold(news, whatOf(report), offices));
  return {
    lines: isOwn ? lines.map((line) => line.replaceAll('他家', '您家')) : lines,
    notices,
    options: asked === null ? [] : [asked.yes, asked.no],
  };
}

/** The policies that wait for the answer to a question. */
async function waitingFor(parts: FollowUpParts, context: JobContext, report: FiledReport, fact: string) {
  const household = await householdFacts(context.db, report, context.asOf);
  const change = changeFacts(report);
  const verdicts = openPolicies(parts.knowledge(), report.village, change, household, context.asOf);
  return new Set(verdicts.flatMap(({ policy, question }) => (question?.id === fact ? [policy.id] : [])));
}

function questionsHere(
  knowledge: ReturnType<FollowUpParts['knowledge']>,
  report: FiledReport,
): OpeningQuestion[] {
  return openingsFor(knowledge, (place) => isWithin(report.village, place)).flatMap(
    ({ questions }) => questions,
  );
}

/** What the words of the report answer is kept as an answer: it then counts as one that was given. */
async function keepAnswered(
  context: JobContext,
  report: FiledReport,
  questions: readonly OpeningQuestion[],
  answerOf: (question: OpeningQuestion) => boolean | null,
): Promise<void> {
  for (const question of questions.filter(({ about }) => about === 'change')) {
    const answer = answerOf(question);
    if (answer !== null) await keepAnswer(context, report, question, answer);
  }
}

async function keepAnswer(
  context: JobContext,
  report: FiledReport,
  question: OpeningQuestion,
  answer: boolean,
): Promise<void> {
  await keepFact(context.db, factOf(report, question), answer ? YES : NO, context.at);
  // Who sold has an income; who did not may have bought, or had lambs.
  if (answer && question.yesWords.includes('出栏'))
    await keepFact(context.db, factOf(report, { id: MONEY_WAY, about: 'change' }), 'in', context.at);
}

async function keepTold(context: JobContext, report: FiledReport): Promise<void> {
  const { words } = report;
  if (words === null) return;
  const told: [string, string | null][] =
    report.kind === 'production'
      ? [[MONEY_WAY, moneyWay(words)]]
      : report.kind === 'benefit'
        ? [
            [BENEFIT_WAY, benefitWay(words)],
            [BENEFIT_PERIOD, benefitPeriod(words)],
          ]
        : [];
  for (const [fact, value] of told)
    if (value !== null)
      await keepFact(context.db, factOf(report, { id: fact, about: 'change' }), value, context.at);
}

function factOf(report: FiledReport, { id, about }: Pick<OpeningQuestion, 'id' | 'about'>) {
  return { householdId: report.household.id, reportId: report.id, fact: id, about };
}

/** Whether the sum of a sale or purchase cannot be booked either way. */
async function isWayUnknown(context: JobContext, report: FiledReport): Promise<boolean> {
  if (report.kind !== 'production' || report.amount === null) return false;
  const facts = await reportFactsOf(context.db, report.household.id);
  return !facts.some(
    ({ report_id, fact, value }) => report_id === report.id && fact === MONEY_WAY && value !== null,
  );
}

async function ask(context: JobContext, report: FiledReport, question: OpeningQuestion): Promise<void> {
  await keepQuestion(context.db, factOf(report, question), context.person.id, context.at);
}

async function askSale(context: JobContext, report: FiledReport): Promise<void> {
  await keepQuestion(
    context.db,
    factOf(report, { id: MONEY_WAY, about: 'change' }),
    context.person.id,
    context.at,
  );
}

function officesFor(knowledge: ReturnType<FollowUpParts['knowledge']>, place: string): Offices {
  return {
    of: ({ policy }: Verdict) =>
      officeFor(knowledge.regions, place, policy.category) ?? '村委会或乡镇便民服务中心',
  };
}

function whatOf(report: FiledReport): string {
  const told = facts({ ...report, phoneMasked: null }).join('，');
  return told === '' ? KIND_WORDS[report.kind] : `${KIND_WORDS[report.kind]}：${told}`;
}

async function toHousehold(context: JobContext, report: FiledReport, text: string | null): Promise<Notice[]> {
  if (text === null) return [];
  const own = await personsOf(context.db, report.household.id);
  return own
    .filter(({ id }) => id !== context.person.id)
    .map(({ id }) => ({ to: id, text, options: [], about: 'policies-found' }));
}

/** So long a plain 是 is the answer to what was asked last, where nothing else was said since. */
const JUST_NOW_MS = 10 * 60 * 1000;

/** A word that answers a question asked after filing: kept, and the policies told anew. Null: it answers none. */
export async function takeAnswer(parts: FollowUpParts, context: JobContext): Promise<JobResult | null> {
  const asked = await openQuestionsOf(context.db, context.person.id, context.at);
  for (const [index, { report_id, fact, asked_at }] of asked.entries()) {
    const row = await findReport(context.db, report_id);
    const household = row === undefined ? null : await householdById(context.db, row.household_id);
    if (row === undefined || household === null) continue;
    const report = toFiled(row, household, await wordsOf(context.db, row.id));
    const justAsked = index === 0 && asked_at !== null && (await isLastWord(context, asked_at));
    const answered = await answeredHere(parts, context, report, { fact, justAsked });
    if (answered === null) continue;
    const { question, isYes } = answered;
    const about = await waitingFor(parts, context, report, question?.id ?? fact);
    if (question !== null) await keepAnswer(context, report, question, isYes);
    else
      await keepFact(
        context.db,
        factOf(report, { id: fact, about: 'change' }),
        isYes ? 'in' : 'out',
        context.at,
      );
    const { lines, notices, options } = await findFor(parts, context, report, about);
    return {
      reply: {
        text: [noted(isYes ? answered.yes : answered.no), ...lines].join('\n'),
        options,
        about: 'policies-found',
      },
      state: context.state,
      notices,
    };
  }
  return null;
}

/** The question is what the person read last: he has said nothing else since. */
async function isLastWord({ db, messageId, at }: JobContext, askedAt: string): Promise<boolean> {
  if (at.getTime() - Date.parse(askedAt) >= JUST_NOW_MS) return false;
  const said = await wordsUntil(db, messageId, { since: askedAt, limit: 3 });
  // The message itself, and the one that was answered with the question.
  return said.slice(1).every((word) => word.at <= askedAt);
}

/** Which question a message answers: the one that was asked, else another that the lines named as open. */
async function answeredHere(
  parts: FollowUpParts,
  context: JobContext,
  report: FiledReport,
  { fact, justAsked }: { fact: string; justAsked: boolean },
): Promise<{ question: OpeningQuestion | null; isYes: boolean; yes: string; no: string } | null> {
  const all = questionsHere(parts.knowledge(), report);
  const asked = all.find(({ id }) => id === fact) ?? null;
  const first = asked ?? (fact === MONEY_WAY ? SALE_QUESTION : null);
  if (first !== null) {
    const isYes = answerIn(context.text, first, justAsked);
    if (isYes !== null) return { question: asked, isYes, yes: first.yes, no: first.no };
  }
  const household = await householdFacts(context.db, report, context.asOf);
  const verdicts = openPolicies(
    parts.knowledge(),
    report.village,
    changeFacts(report),
    household,
    context.asOf,
  );
  for (const { question } of verdicts) {
    const isYes = question === null ? null : answerIn(context.text, question);
    if (question !== null && isYes !== null) return { question, isYes, yes: question.yes, no: question.no };
  }
  return null;
}
