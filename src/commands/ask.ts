import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { fixedClock, localDate, systemClock } from '../clock/clock.ts';
import { compose } from '../compose.ts';
import { categoryFrom, newSession, type StoredReply } from '../conversation/conversation.ts';
import { createLog } from '../log/log.ts';
import { resolveRegion } from '../policies/policies.ts';
import { openStorage, saveSession } from '../storage/storage.ts';
import { jsonLines } from './json-lines.ts';

const id = z.union([z.string(), z.number()]);
const lineSchema = z
  .object({
    id,
    text: z.string().optional(),
    turns: z.array(z.string()).min(1).optional(),
    region: z.string().optional(),
    as_of: z.iso.date().optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((line) => (line.text === undefined) !== (line.turns === undefined), {
    error: 'give either text or turns',
  });

type Line = z.infer<typeof lineSchema>;

const PERSON = { channel: 'command', sender: 'asker' };

/** `ask --jsonl`: each line is one person's conversation, through the same inbox as a message from a platform. */
export async function runAsk(
  root: string,
  output: (line: string) => void,
  input: Readable = process.stdin,
): Promise<number> {
  const clock = fixedClock(systemClock.now().toISOString());
  const today = localDate(systemClock.now());
  const log = createLog({ level: 'error' });
  const storage = await openStorage('sqlite::memory:', { log });
  const app = await compose({ root, storage, clock, log, defaultRegion: null, reloadMs: null });
  const { regions } = app.data.current().knowledge;
  let failed = false;

  async function converse(line: Line): Promise<StoredReply> {
    const chat = randomUUID();
    const region = line.region === undefined ? null : resolveRegion(regions, line.region);
    if (line.region !== undefined && region === null) throw new UnknownRegion(line.region);
    // Noon in China, so that the local date is the day that was asked for.
    clock.set(`${line.as_of ?? today}T04:00:00Z`);
    const category = typeof line.facts?.category === 'string' ? categoryFrom(line.facts.category) : null;
    await saveSession(
      storage.db,
      { ...PERSON, chat },
      { ...newSession(region), category },
      clock.now().toISOString(),
    );
    let reply: StoredReply | undefined;
    for (const text of line.turns ?? [line.text ?? '']) {
      reply = await app.inbox.handle({
        ...PERSON,
        chat,
        messageId: randomUUID(),
        text,
        receivedAt: clock.now().toISOString(),
      });
    }
    if (!reply) throw new Error('a conversation without a message');
    return reply;
  }

  for await (const line of jsonLines(input, lineSchema)) {
    if (!line.ok) {
      failed = true;
      output(JSON.stringify({ id: line.id, kind: 'error', error: line.error }));
      continue;
    }
    const began = performance.now();
    try {
      const { kind, text, citations, policies, amount, status, options } = await converse(line.value);
      const ms = Math.round((performance.now() - began) * 100) / 100;
      output(
        JSON.stringify({ id: line.value.id, kind, text, citations, policies, amount, status, options, ms }),
      );
    } catch (error) {
      if (!(error instanceof UnknownRegion)) throw error;
      failed = true;
      output(JSON.stringify({ id: line.value.id, kind: 'error', error: error.message }));
    }
  }
  await app.close();
  return failed ? 1 : 0;
}

class UnknownRegion extends Error {
  constructor(region: string) {
    super(`region: “${region}” is neither a known path nor an unambiguous name`);
  }
}
