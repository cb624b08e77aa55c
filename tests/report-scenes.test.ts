import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runReplay } from '../src/commands/replay.ts';
import { CHANGES } from '../src/report/changes/index.ts';
import { KIND_WORDS } from '../src/report/wording.ts';

/**
 * Plays each tests/report-scenes/*.jsonl, input lines of `replay --jsonl`, against the real data and compares what the
 * bot sent whole. `npx vitest run tests/report-scenes.test.ts -u` records them anew (-u at the end); the difference is
 * read as copy before it is committed.
 */
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const folder = fileURLToPath(new URL('report-scenes/', import.meta.url));
const plays = readdirSync(folder).flatMap((name) => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []);

interface Sent {
  at: string;
  to: string;
  text: string;
  options: string[];
  in: string | null;
  about: string;
}

const played = new Map<string, Sent[]>();

async function playOf(name: string): Promise<Sent[]> {
  const known = played.get(name);
  if (known !== undefined) return known;
  const out: (Sent | { error: string })[] = [];
  const script = readFileSync(`${folder}${name}.jsonl`, 'utf8');
  await runReplay(PROJECT, (line) => out.push(JSON.parse(line)), Readable.from([script]));
  const sent = out.map((line) => {
    if ('error' in line) throw new Error(`${name}: ${line.error}`);
    return line;
  });
  played.set(name, sent);
  return sent;
}

/** `03-18 09:30 → wang [report-read-back] text`, what goes on in a second line and the options indented. */
function written({ at, to, text, options, in: group, about }: Sent): string {
  const when = `${at.slice(5, 10)} ${at.slice(11, 16)}`;
  const whom = group === null ? to : `${to} in ${group}`;
  const choices = options.length === 0 ? '' : `\n  〔${options.join('｜')}〕`;
  return `${when} → ${whom} [${about}] ${text.replaceAll('\n', '\n  ')}${choices}\n`;
}

describe('report scenes', () => {
  test.each(plays)('%s', async (name) => {
    const sent = await playOf(name);
    expect(sent.length, 'the bot said nothing').toBeGreaterThan(0);
    await expect(sent.map(written).join('')).toMatchFileSnapshot(`${folder}${name}.out.txt`);
  });

  test.each(CHANGES.map(({ id }) => id))('show the change kind %s, read back and then filed', async (id) => {
    const files = await Promise.all(plays.map(playOf));
    const shown = files.some((sent) => {
      const readBack = sent.findIndex(
        ({ about, text }) => about === 'report-read-back' && text.includes(KIND_WORDS[id]),
      );
      return readBack >= 0 && sent.slice(readBack).some(({ about }) => about === 'report-filed');
    });
    expect(shown, `${id} in tests/report-scenes/`).toBe(true);
  });
});
