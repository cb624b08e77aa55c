import { startFakeBotApi } from '../channels/telegram/fake-bot-api.ts';

/** What people write to the bot: all at once, or one every so many milliseconds. */
export interface Flood {
  messages: number;
  people: number;
  everyMs: number;
}

/** How the answers came back. */
export interface Answered {
  /** Answers by the moment of the last one, of so many messages. */
  answers: number;
  doubled: number;
  /** Answers that came before one to an earlier message of the same person. */
  overtaken: number;
  seconds: number;
  /** From the moment somebody writes to the moment his answer is there, in milliseconds, each. */
  ms: number[];
}

/** Whoever says nothing for so long will say nothing more. */
const LOST_AFTER_MS = 30_000;
/** A second answer to the last message comes within this time, if at all. */
const DOUBLED_WITHIN_MS = 1000;

// A process of its own: the platform's work is nobody's whom we measure.
const fake = await startFakeBotApi(undefined, { onTake: (text) => took(text) });
process.send?.({ root: fake.root, token: fake.token });

let flood: Flood = { messages: 0, people: 1, everyMs: 0 };
let wrote: number[] = [];
let ms: number[] = [];
let last: number[] = [];
let seen = new Set<number>();
let doubled = 0;
let overtaken = 0;
let lastAt = 0;
let quiet: NodeJS.Timeout | undefined;

process.on('message', (message: Flood | 'end') => {
  if (message === 'end') {
    void fake.close().then(() => process.disconnect());
    return;
  }
  flood = message;
  wrote = [];
  ms = [];
  last = [];
  seen = new Set();
  doubled = 0;
  overtaken = 0;
  void write(message);
});

async function write({ messages, people, everyMs }: Flood): Promise<void> {
  const began = performance.now();
  for (let number = 0; number < messages; number += 1) {
    const wait = began + number * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const id = 1000 + (number % people);
    wrote[number] = performance.now();
    await fake.push({
      message: {
        message_id: number + 1,
        date: 1,
        from: { id, is_bot: false, first_name: '村民' },
        chat: { id, type: 'private', first_name: '村民' },
        text: `低保多少钱 #${number}#`,
      },
    });
  }
}

function took(text: string): void {
  const number = Number(/#(\d+)#/.exec(text)?.[1]);
  if (Number.isNaN(number)) return;
  if (seen.has(number)) doubled += 1;
  else {
    seen.add(number);
    lastAt = performance.now();
    ms.push(lastAt - (wrote[number] ?? lastAt));
    const person = number % flood.people;
    if ((last[person] ?? -1) > number) overtaken += 1;
    last[person] = Math.max(last[person] ?? -1, number);
  }
  clearTimeout(quiet);
  quiet = setTimeout(tell, seen.size < flood.messages ? LOST_AFTER_MS : DOUBLED_WITHIN_MS);
}

function tell(): void {
  const seconds = (lastAt - (wrote[0] ?? lastAt)) / 1000;
  const answered: Answered = { answers: seen.size, doubled, overtaken, seconds, ms };
  process.send?.(answered);
}
