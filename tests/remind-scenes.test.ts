import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runReplay } from '../src/commands/replay.ts';

/**
 * Plays each tests/remind-scenes/*.jsonl, input lines of `replay --jsonl`, against the real data and compares what the
 * bot sent whole. `npx vitest run tests/remind-scenes.test.ts -u` records them anew (-u at the end); the difference is
 * read as copy before it is committed.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const folder = fileURLToPath(new URL('remind-scenes/', import.meta.url));
const plays = readdirSync(folder).flatMap((name) => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []);

interface Sent {
  at: string;
  to: string;
  text: string;
  options: string[];
  about: string;
}

async function playOf(name: string): Promise<Sent[]> {
  const out: (Sent | { error: string })[] = [];
  const script = readFileSync(`${folder}${name}.jsonl`, 'utf8');
  await runReplay(PROJECT, (line) => out.push(JSON.parse(line)), Readable.from([script]));
  return out.map((line) => {
    if ('error' in line) throw new Error(`${name}: ${line.error}`);
    return line;
  });
}

/** `03-05 09:00 → wang [duty] text`, what goes on in a second line and the options indented. */
function written({ at, to, text, options, about }: Sent): string {
  const choices = options.length === 0 ? '' : `\n  〔${options.join('｜')}〕`;
  return `${at.slice(5, 10)} ${at.slice(11, 16)} → ${to} [${about}] ${text.replaceAll('\n', '\n  ')}${choices}\n`;
}

describe('reminding scenes', () => {
  test.each(plays)('%s', async (name) => {
    const sent = await playOf(name);
    expect(sent.length, 'the bot said nothing').toBeGreaterThan(0);
    await expect(sent.map(written).join('')).toMatchFileSnapshot(`${folder}${name}.out.txt`);
  });
});
