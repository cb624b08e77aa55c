import { z } from 'zod';
import { readTold } from '../answer/answer.ts';
import { localDate, systemClock } from '../clock/clock.ts';
import { loadTurnData } from '../conversation/data.ts';
import { aspectsOf, talkOf } from '../conversation/intents.ts';
import { placesIn } from '../conversation/places.ts';
import type { TurnData } from '../conversation/turn.ts';
import { formatProblem } from '../data-files/data-files.ts';
import { findDates } from '../language/dates.ts';
import { normalise } from '../language/language.ts';
import { findMoney } from '../language/money.ts';
import { findNumbers } from '../language/numbers.ts';
import { jsonLines } from './json-lines.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  at: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional(),
});

type Line = z.infer<typeof lineSchema>;

const MOST_TOPICS = 3;

/** `understand --jsonl`: how each message is read, with the same readers that a message from a platform meets. */
export async function runUnderstand(root: string, output: (line: string) => void): Promise<number> {
  const { data, problems } = loadTurnData(root, null);
  if (!data) throw new Error(`数据有错，不能启动：\n${problems.map(formatProblem).join('\n')}`);
  let failed = false;
  // The first message would be charged with loading the calendar and the ranking.
  readMessage(data, { text: '去年腊月二十，25只羊补了多少钱' });
  for await (const line of jsonLines(process.stdin, lineSchema)) {
    if (!line.ok) {
      failed = true;
      output(JSON.stringify({ id: line.id, kind: 'error', error: line.error }));
      continue;
    }
    const began = performance.now();
    const reading = readMessage(data, line.value);
    const ms = Math.round((performance.now() - began) * 100) / 100;
    output(JSON.stringify({ id: line.value.id, ...reading, ms }));
  }
  return failed ? 1 : 0;
}

/** Everything that is read out of one message but the answer. */
export function readMessage(data: TurnData, line: Omit<Line, 'id'>) {
  const at = line.at === undefined ? systemClock.now() : new Date(line.at);
  const { text } = line;
  const standard = data.standard(text);
  const aspects = aspectsOf(data.intents, standard);
  const asOf = localDate(at);
  const talk = talkOf(data.intents, standard);
  const matches = talk?.whole
    ? []
    : data.answerer.findAnywhere({
        standard,
        context: null,
        aspects,
        told: readTold(standard, asOf),
        category: null,
        region: null,
        asOf,
      });
  const topics = [...new Set(matches.map((match) => match.policy.name))].slice(0, MOST_TOPICS);
  const found = findDates(text, at);
  const money = findMoney(text, found);
  const taken = [...found, ...money].sort((a, b) => a.start - b.start);
  const numbers = findNumbers(text, taken);
  return {
    intent: intentOf(data, talk, aspects[0]),
    topics,
    aspects,
    dates: found.map(({ end: _, direction: __, ...date }) => date),
    money: money.map(({ end: _, ...sum }) => sum),
    numbers: numbers.map(({ end: _, ...count }) => count),
    // Names of people are told by the village's roster, which this command does not have.
    people: [],
    places: placesIn(data.knowledge.regions, normalise(text)).map((place) => place.name),
  };
}

/** Talk that is the whole message, then the surest way of asking, then talk that a word gives away. */
function intentOf(
  data: TurnData,
  talk: ReturnType<typeof talkOf>,
  aspect: string | undefined,
): string | null {
  if (talk?.whole) return talk.intent.id;
  const asked = data.intents.aspects.find((intent) => intent.aspect === aspect);
  return asked?.id ?? talk?.intent.id ?? null;
}
