import { z } from 'zod';
import {
  categoryFrom,
  newSession,
  type Reply,
  type TurnData,
  takeTurn,
} from '../../src/conversation/conversation.ts';
import { resolveRegion } from '../../src/policies/policies.ts';

/** A string that must stand in the reply, or alternatives. */
type Must = string | Must[];
const must: z.ZodType<Must> = z.lazy(() => z.union([z.string(), z.array(must)]));
const caseSchema = z.object({
  id: z.string(),
  text: z.string().optional(),
  turns: z.array(z.string()).optional(),
  region: z.string().optional(),
  as_of: z.string().optional(),
  facts: z.object({ category: z.string().optional() }).loose().optional(),
  gold: z.object({
    kind: z.array(z.string()),
    clauses: z.array(z.object({ document: z.string(), clause: z.string() })).default([]),
    must: z.array(must).default([]),
    must_not: z.array(must).default([]),
    amount: z.number().nullish(),
    status: z.string().nullish(),
  }),
  tags: z.array(z.string()).default([]),
});

/** One question with what a right reply holds. */
export type Case = z.infer<typeof caseSchema>;

/** One question, its reply, and what is wrong with it (nothing where it is right). */
export interface Verdict {
  case: Case;
  reply: Reply;
  wrong: string[];
  ms: number;
}

export function readCases(jsonLines: string): Case[] {
  return jsonLines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => caseSchema.parse(JSON.parse(line)));
}

/** Plays a case as one person's conversation. `today` (ISO) where the case names no day. */
export function judge(data: TurnData, question: Case, today: string): Verdict {
  const began = performance.now();
  const region =
    question.region === undefined ? null : resolveRegion(data.knowledge.regions, question.region);
  const category = question.facts?.category === undefined ? null : categoryFrom(question.facts.category);
  let session: unknown = { ...newSession(region), category };
  let reply: Reply | undefined;
  for (const text of question.turns ?? [question.text ?? '']) {
    const result = takeTurn(data, { session, text, asOf: question.as_of ?? today });
    session = result.session;
    reply = result.reply;
  }
  if (!reply) throw new Error(`${question.id} has no message`);
  return { case: question, reply, wrong: faults(question.gold, reply), ms: performance.now() - began };
}

/** What is wrong with a reply, in words; nothing where it is right. */
export function faults(gold: Case['gold'], reply: Reply): string[] {
  const wrong: string[] = [];
  const text = plain(reply.text);
  if (!gold.kind.includes(reply.kind)) wrong.push(`kind ${reply.kind}, want ${gold.kind.join('/')}`);
  if (reply.kind === 'answer') {
    const cited =
      gold.clauses.length === 0 ||
      gold.clauses.some((clause) => reply.citations.some((citation) => isUnder(citation, clause)));
    if (!cited)
      wrong.push(
        `cites ${reply.citations.map((citation) => citation.clause).join(' ')}, want ${gold.clauses.map((clause) => clause.clause).join(' ')}`,
      );
    for (const part of gold.must) if (!holds(text, part)) wrong.push(`lacks ${JSON.stringify(part)}`);
    if (gold.amount != null && reply.amount !== gold.amount)
      wrong.push(`amount ${reply.amount}, want ${gold.amount}`);
    if (gold.status && reply.status !== gold.status)
      wrong.push(`status ${reply.status}, want ${gold.status}`);
  }
  for (const part of gold.must_not) if (holds(text, part)) wrong.push(`says ${JSON.stringify(part)}`);
  return wrong;
}

/** Cited at the clause or under it: 五(一)1 is under 五(一), 五(一)12 is not under 五(一)1. */
export function isUnder(
  citation: { document: string; clause: string },
  gold: { document: string; clause: string },
): boolean {
  if (citation.document !== gold.document || !citation.clause.startsWith(gold.clause)) return false;
  return !(/\d$/.test(gold.clause) && /^\d/.test(citation.clause.slice(gold.clause.length)));
}

function holds(text: string, part: Must): boolean {
  return Array.isArray(part) ? part.some((one) => holds(text, one)) : text.includes(plain(part));
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(\d)[,，](?=\d{3})/g, '$1')
    .replace(/\s+/g, '');
}
