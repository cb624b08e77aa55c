import { maskNumbers } from '../language/language.ts';
import { cleanText, cutText } from './clean-text.ts';

const ERROR_LENGTH = 500;

/** For the table, where the message's text stands anyway. */
export function reasonOf(error: unknown): string {
  const full = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return cutText(maskNumbers(cleanText(full)), ERROR_LENGTH);
}

/** For the log: an error's message may quote what the person wrote, so only its name and its place go there. */
export function traceOf(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return { error: error.name, at: at.slice(0, 8).map((line) => line.trim()) };
}
