import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type FixedClock, fixedClock } from '../clock/clock.ts';
import { type App, compose } from '../compose.ts';
import type { Incoming } from '../conversation/conversation.ts';
import { createLog } from '../log/log.ts';
import { replyKey } from '../outbox/outbox.ts';
import type { ReportJob } from '../report/report.ts';
import { openStorage } from '../storage/storage.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';
import { createReplayBook, REPLAY, type ReplayBook, ReplayError } from './replay-book.ts';
import { createReplayChannel, GROUP, replayCapabilities, type Sent } from './replay-channel.ts';
import { type ChosenLine, type ReplayLine, replayLine, type SaidLine } from './replay-lines.ts';

/** `replay --jsonl`: plays a script with several persons through the same inbox as a message from a platform. */
export async function runReplay(
  root: string,
  output: (line: string) => void,
  input: Readable = process.stdin,
  options: { report?: ReportJob; databaseUrl?: string } = {},
): Promise<number> {
  let replay: Replay | null = null;
  let failed = false;
  /** Until the first line with a time nobody knows what time it is. */
  const before: JsonLine<ReplayLine>[] = [];

  async function play(line: JsonLine<ReplayLine>, on: Replay): Promise<void> {
    try {
      if (!line.ok) throw new ReplayError(line.error);
      await on.play(line.value);
    } catch (error) {
      if (!(error instanceof ReplayError)) throw error;
      failed = true;
      output(JSON.stringify({ id: line.ok ? null : (line.id ?? null), kind: 'error', error: error.message }));
    }
  }

  async function begin(at: string): Promise<Replay> {
    const begun = await openReplay(root, at, options, (sent) => output(JSON.stringify(sent)));
    for (const line of before.splice(0)) await play(line, begun);
    return begun;
  }

  for await (const line of jsonLines(input, replayLine)) {
    const at = line.ok && 'at' in line.value.line ? line.value.line.at : null;
    if (replay === null && at === null) before.push(line);
    else {
      replay ??= await begin(at ?? NO_TIME);
      await play(line, replay);
    }
  }
  replay ??= await begin(NO_TIME);
  await replay.close();
  return failed ? 1 : 0;
}

/** The time of a script that names none. */
const NO_TIME = '2000-01-01T00:00:00Z';

interface Replay {
  /** Throws ReplayError where the line cannot be played. */
  play(line: ReplayLine): Promise<void>;
  close(): Promise<void>;
}

async function openReplay(
  root: string,
  at: string,
  { report, databaseUrl = 'sqlite::memory:' }: { report?: ReportJob; databaseUrl?: string },
  send: (sent: Sent) => void,
): Promise<Replay> {
  const clock = fixedClock(at);
  const log = createLog({ level: 'error' });
  const storage = await openStorage(databaseUrl, { log });
  const app = await compose({
    root,
    storage,
    clock,
    log,
    defaultRegion: null,
    reloadMs: null,
    capabilities: new Map([[REPLAY, replayCapabilities]]),
    ...(report === undefined ? {} : { report }),
  });
  const { regions } = app.data.current().knowledge;
  const book = createReplayBook(storage, regions, () => ({
    secrets: app.secrets,
    now: clock.now().toISOString(),
  }));
  const sent: Sent[] = [];
  const people = new Set<string>();
  const tell = (message: Sent): void => {
    sent.push(message);
    send(message);
  };
  const senders = new Map<string, string>();
  app.inbox.onReply(({ id }, { sender }) => senders.set(replyKey(id), sender));
  const channel = createReplayChannel({ storage, clock, tell, senderOf: (key) => senders.get(key) });
  app.outbox.open(channel, replayCapabilities);

  return {
    async play({ kind, line }) {
      switch (kind) {
        case 'region':
          return book.addRegion(line.region);
        case 'household':
          return book.addHousehold(line);
        case 'person':
          return addPerson(book, people, line);
        case 'passing':
          return passTime(app, clock, line.at);
        case 'said':
        case 'chosen': {
          if (!people.has(line.from)) throw new ReplayError(`from: nobody is called “${line.from}”`);
          await passTime(app, clock, line.at);
          const message = kind === 'said' ? spoken(line) : pressed(line, sent);
          await app.inbox.settle((await app.inbox.accept(message)).id);
          await app.outbox.flush();
        }
      }
    },
    close: () => app.close(),
  };
}

async function addPerson(
  book: ReplayBook,
  people: Set<string>,
  line: Parameters<ReplayBook['addPerson']>[0],
): Promise<void> {
  await book.addPerson(line);
  people.add(line.person);
}

/** Lets the time pass until `at`; what falls due on the way is sent at its own moment. */
async function passTime(app: App, clock: FixedClock, at: string): Promise<void> {
  const until = Date.parse(at);
  if (until < clock.now().getTime())
    throw new ReplayError(`at: ${at} lies before ${clock.now().toISOString()}`);
  for (;;) {
    const after = clock.now();
    const next = await app.nextTick(after);
    if (next === null || next.getTime() > until) break;
    // A moment that does not move on would hold the script for ever.
    if (next.getTime() <= after.getTime()) throw new Error('what falls due next lies in the past');
    clock.set(next.toISOString());
    await app.tick();
    await app.outbox.flush();
  }
  clock.set(at);
}

function spoken(line: SaidLine): Incoming {
  return {
    ...addressed(line),
    text: line.text ?? '',
    ...(line.attachment === undefined ? {} : { attachments: [line.attachment] }),
    ...(line.in == null ? {} : { group: true, mention: line.mention === true }),
  };
}

/** Pressing an option says its words, where it stands. */
function pressed(line: ChosenLine, sent: readonly Sent[]): Incoming {
  const label = line.choose.normalize('NFKC').trim();
  const shown = sent.findLast(
    ({ to, options, in: group }) =>
      to === line.from &&
      (line.in == null || group === line.in) &&
      options.some((option) => option.normalize('NFKC').trim() === label),
  );
  const option = shown?.options.find((candidate) => candidate.normalize('NFKC').trim() === label);
  if (shown === undefined || option === undefined) {
    const last = sent.findLast(({ to }) => to === line.from)?.options ?? [];
    throw new ReplayError(
      `choose: “${line.choose}” was not offered to ${line.from}; last offered: ${last.join(', ') || 'nothing'}`,
    );
  }
  const group = shown.in === null ? {} : { group: true, mention: true };
  return { ...addressed({ ...line, in: shown.in }), text: option, ...group };
}

function addressed(line: { at: string; from: string; in?: string | null | undefined }) {
  return {
    channel: REPLAY,
    chat: line.in == null ? line.from : `${GROUP}${line.in}`,
    messageId: randomUUID(),
    sender: line.from,
    receivedAt: new Date(line.at).toISOString(),
  };
}
