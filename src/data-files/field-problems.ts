import type { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { ParsedYaml } from './yaml.ts';

export type FieldName = PropertyKey;

/** `['标准', 1, '每单位元']` → `「标准 › 第 2 段 › 每单位元」` */
export function fieldPath(path: readonly FieldName[]): string {
  if (path.length === 0) return '';
  return `「${path.map((step) => (typeof step === 'number' ? `第 ${step + 1} 条` : String(step))).join(' › ')}」`;
}

/** Every mistake that a schema found, as sentences with file and line; all of them, in the order of the file. */
export function problemsOf(file: string, parsed: ParsedYaml, error: z.ZodError, knownKeys: readonly string[]): Problem[] {
  const problems = error.issues.flatMap((issue) => flatten(issue)).map((issue): Problem => {
    if (issue.code === 'unrecognized_keys') {
      const key = issue.keys[0] ?? '';
      const guess = nearest(key, knownKeys);
      return {
        file,
        line: parsed.lineOf([...issue.path, key]),
        message: `${fieldPath(issue.path)}不认识“${key}”这一项${guess ? `，是不是“${guess}”？` : '，请对照 README 删掉或改名。'}`,
        level: 'error',
      };
    }
    const guess = 'params' in issue && issue.params ? guessFrom(issue.params) : '';
    return { file, line: parsed.lineOf(issue.path), message: `${fieldPath(issue.path)}：${issue.message}${guess}`, level: 'error' };
  });
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** A union reports its branches; the branch that went furthest is the one the clerk meant. */
function flatten(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code === 'unrecognized_keys' && issue.keys.length > 1) {
    return issue.keys.map((key) => ({ ...issue, keys: [key] }));
  }
  return [issue];
}

function guessFrom(params: Record<string, unknown>): string {
  const { written, words } = params;
  if (typeof written !== 'string' || !Array.isArray(words)) return '';
  const guess = nearest(written, words.filter((word): word is string => typeof word === 'string'));
  return guess ? `是不是“${guess}”？` : '';
}
