import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runReplay } from '../src/commands/replay.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** Where the plays of reporting lie, input lines of `replay --jsonl` with what the bot sent beside them. */
export const SCENES = fileURLToPath(new URL('report-scenes/', import.meta.url));
export const SCENE_NAMES = readdirSync(SCENES).flatMap((name) => /^(.+)\.jsonl$/.exec(name)?.[1] ?? []);

/** One message that the bot sent. */
export interface Sent {
  at: string;
  to: string;
  text: string;
  options: string[];
  in: string | null;
  about: string;
}

/** Plays a scene against the real data. `databaseUrl`: left out, a database in memory. */
export async function playScene(name: string, databaseUrl?: string): Promise<Sent[]> {
  const out: (Sent | { error: string })[] = [];
  const script = readFileSync(`${SCENES}${name}.jsonl`, 'utf8');
  const options = databaseUrl === undefined ? {} : { databaseUrl };
  await runReplay(PROJECT, (line) => out.push(JSON.parse(line)), Readable.from([script]), options);
  return out.map((line) => {
    if ('error' in line) throw new Error(`${name}: ${line.error}`);
    return line;
  });
}

/** `03-18 09:30 → wang [report-read-back] text`, what goes on in a second line and the options indented. */
export function written({ at, to, text, options, in: group, about }: Sent): string {
  const when = `${at.slice(5, 10)} ${at.slice(11, 16)}`;
  const whom = group === null ? to : `${to} in ${group}`;
  const choices = options.length === 0 ? '' : `\n  〔${options.join('｜')}〕`;
  return `${when} → ${whom} [${about}] ${text.replaceAll('\n', '\n  ')}${choices}\n`;
}
