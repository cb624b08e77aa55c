import {
  CHANGE_KINDS,
  isWithin,
  type Knowledge,
  type Opening,
  type OpeningQuestion,
  openingsFor,
  type Policy,
  type PolicyDocument,
  ruleDay,
  type Standing,
  standingOf,
} from '../../policies/policies.ts';
import type { ChangeFacts, HouseholdFacts } from './facts.ts';
import { type Figure, figureOf } from './figure.ts';

/** What a change means for one policy of the place. */
export interface Verdict {
  policy: Policy;
  document: PolicyDocument;
  standing: Standing;
  /** `unknown` is never a no: either one question decides, or somebody has to look. */
  kind: 'fits' | 'fails' | 'unknown';
  /** Failed: what the policy wants, and what is the case. */
  failed: { wants: string; is: string } | null;
  /** Unknown: the question that decides next. */
  question: OpeningQuestion | null;
  /** Unknown: what nobody can tell from here. */
  toCheck: string[];
  figure: Figure | null;
  /** What to hand in, and by when; null: the document does not say. */
  papers: string[] | null;
  deadline: string | null;
}

/**
 * The policies of a place that a change may open, with what is known for and against each: those that fit first, then
 * those of which something is not known, then those that fail. Pure; `day` is the day on which it is asked.
 */
export function openPolicies(
  knowledge: Knowledge,
  region: string,
  change: ChangeFacts,
  household: HouseholdFacts,
  day: string,
): Verdict[] {
  const served = openingsFor(knowledge, (place) => isWithin(region, place));
  const verdicts = served.flatMap(({ document: id, questions, rows }) => {
    const document = knowledge.documents.get(id);
    if (document === undefined) return [];
    return rows
      .filter((row) => isAbout(row, change))
      .flatMap((row): Verdict[] => {
        const policy = knowledge.policies.find((candidate) => candidate.id === row.policy);
        return policy === undefined
          ? []
          : [judge({ row, questions, policy, document, change, household, day })];
      });
  });
  const order = { fits: 0, unknown: 1, fails: 2 };
  return onePerPolicy(verdicts.sort((a, b) => order[a.kind] - order[b.kind]));
}

/** The one question that decides most; null where none is open. */
export function questionOf(verdicts: readonly Verdict[]): OpeningQuestion | null {
  const asked = verdicts.flatMap(({ question }) => (question === null ? [] : [question]));
  const count = (id: string): number => asked.filter((question) => question.id === id).length;
  return [...asked].sort((a, b) => count(b.id) - count(a.id))[0] ?? null;
}

/** Does the row speak of such a change? What the report does not tell is no reason to leave it out. */
function isAbout(row: Opening, change: ChangeFacts): boolean {
  if (!row.changes.some((word) => CHANGE_KINDS[word] === change.kind)) return false;
  if (row.stages.length > 0 && (change.stage === null || !row.stages.includes(change.stage))) return false;
  const said = wordsOf(change);
  if (row.words.length > 0 && !row.words.some((word) => said.includes(word))) return false;
  if (row.notWords.some((word) => said.includes(word))) return false;
  if (row.members.length > 0 && (change.member === null || !row.members.includes(change.member)))
    return false;
  return row.fromAmount === null || (change.amount ?? 0) >= row.fromAmount;
}

function wordsOf(change: ChangeFacts): string {
  return change.note ?? change.words ?? '';
}

interface Case {
  row: Opening;
  questions: readonly OpeningQuestion[];
  policy: Policy;
  document: PolicyDocument;
  change: ChangeFacts;
  household: HouseholdFacts;
  day: string;
}

function judge(asked: Case): Verdict {
  const { row, policy, document, change, household, day } = asked;
  const failed = failedOf(asked);
  const question = failed === null ? openQuestion(asked) : null;
  const toCheck = failed === null ? uncheckedOf(asked) : [];
  const kind = failed !== null ? 'fails' : question !== null || toCheck.length > 0 ? 'unknown' : 'fits';
  return {
    policy,
    document,
    standing: standingOf(document, day),
    kind,
    failed,
    question,
    toCheck,
    figure: kind === 'fails' ? null : figureOf(policy, change, household, ruleDay(document, day)),
    papers: row.papers ?? policy.details.papers ?? null,
    deadline: row.deadline ?? policy.details.when?.join('；') ?? null,
  };
}

/** The first condition that is known not to be met. */
function failedOf({ row, questions, policy, change, household }: Case): Verdict['failed'] {
  for (const condition of policy.conditions) {
    if (condition.kind === '户类别' && condition.anyOf.length > 0 && household.category !== null) {
      if (!condition.anyOf.includes(household.category))
        return { wants: condition.says, is: `登记的是${household.category}` };
    }
    if (condition.kind === '年龄' && household.age !== null && !row.shown.includes('年龄')) {
      const { age } = household;
      if (
        (condition.atLeast !== null && age < condition.atLeast) ||
        (condition.atMost !== null && age > condition.atMost)
      )
        return { wants: condition.says, is: `现在${age}岁` };
    }
  }
  if (
    row.categories.length > 0 &&
    household.category !== null &&
    !row.categories.includes(household.category)
  )
    return { wants: `只给${row.categories.join('、')}`, is: `登记的是${household.category}` };
  for (const { question, wanted } of wantedAnswers(row, questions)) {
    const answer = answerTo(question, change, household);
    if (answer !== null && answer !== wanted)
      return {
        wants: `只管“${wanted ? question.yes : question.no}”的`,
        is: answer ? question.yes : question.no,
      };
  }
  return null;
}

/** The first question whose answer is not known. That a 一般户 does not enjoy 脱贫政策 needs no asking. */
function openQuestion({ row, questions, change, household }: Case): OpeningQuestion | null {
  const open = wantedAnswers(row, questions).find(
    ({ question }) => answerTo(question, change, household) === null,
  );
  return open?.question ?? null;
}

function uncheckedOf({ row, policy, household }: Case): string[] {
  const unmet = policy.conditions.filter((condition) => {
    if (row.shown.includes(condition.kind)) return false;
    if (condition.kind === '户类别' && condition.anyOf.length > 0) return household.category === null;
    if (condition.kind === '年龄') return household.age === null;
    return true;
  });
  return [...(row.toCheck === null ? [] : [row.toCheck]), ...unmet.map(({ says }) => says)];
}

function wantedAnswers(
  row: Opening,
  questions: readonly OpeningQuestion[],
): { question: OpeningQuestion; wanted: boolean }[] {
  return questions
    .filter(({ id }) => row.needsYes.includes(id) || row.needsNo.includes(id))
    .map((question) => ({ question, wanted: row.needsYes.includes(question.id) }));
}

/** As it was answered, else as the report's own words tell, else not known. */
export function answerTo(
  question: OpeningQuestion,
  change: ChangeFacts,
  household: HouseholdFacts,
): boolean | null {
  const answered = household.answers.get(question.id);
  if (answered !== undefined) return answered;
  const byCategory = categoryTells(question, household);
  if (byCategory !== null) return byCategory;
  const said = `${change.note ?? ''} ${change.words ?? ''}`;
  const no = question.noWords.some((word) => said.includes(word));
  // 没住院 says nothing of 住院.
  const rest = question.noWords.reduce((text, word) => text.replaceAll(word, ''), said);
  const yes = question.yesWords.some((word) => rest.includes(word));
  return yes === no ? null : yes;
}

/** Some questions of a household are answered by the category under which it is registered. */
function categoryTells(question: OpeningQuestion, { category }: HouseholdFacts): boolean | null {
  if (category === null || question.about !== 'household') return null;
  if (question.yesCategories.includes(category)) return true;
  return question.noCategories.includes(category) ? false : null;
}

/** A policy that two rows open is told once, as the better of the two tells it. */
function onePerPolicy(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(
    ({ policy }, index) => verdicts.findIndex((earlier) => earlier.policy.id === policy.id) === index,
  );
}
