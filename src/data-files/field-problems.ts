import type { z } from 'zod';
import type { Problem } from './problem.ts';
import type { ParsedYaml } from './yaml.ts';

export type FieldName = PropertyKey;

/** `['标准', 1, '每单位元']` → `「标准 › 第 2 条 › 每单位元」：` */
export function fieldPath(path: readonly FieldName[]): string {
  if (path.length === 0) return '';
  return `「${path.map((step) => (typeof step === 'number' ? `第 ${step + 1} 条` : String(step))).join(' › ')}」：`;
}

/**
 * Every mistake that a schema found, as sentences with file and line; all of them, in the order of the file.
 * @param knownKeys the words that may stand left of a colon somewhere in such a file, to tell a misplaced one from an unknown one
 */
export function problemsOf(
  file: string,
  parsed: ParsedYaml,
  error: z.ZodError,
  knownKeys: readonly string[],
): Problem[] {
  return error.issues
    .filter(({ path }) => !parsed.left.has(String(path[0])))
    .flatMap((issue) => sentencesOf(issue, knownKeys))
    .map(
      ({ path, at, message }): Problem => ({
        file,
        line: parsed.lineOf(at),
        message: fieldPath(path) + message,
        level: 'error',
      }),
    )
    .filter(({ line }) => line === null || !parsed.unsure.has(line))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

interface Sentence {
  path: PropertyKey[];
  /** Where the line is to be found. */
  at: PropertyKey[];
  message: string;
}

function sentencesOf(issue: z.core.$ZodIssue, knownKeys: readonly string[]): Sentence[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path, at: issue.path, message: issue.message }];
  // `strictRecord` words one line per key.
  const messages = issue.message.split('\n');
  return issue.keys.map((key, index) => ({
    path: issue.path,
    at: [...issue.path, key],
    message: knownKeys.includes(key)
      ? `“${key}”不写在这里，请看看它前面的空格是不是多了或者少了。`
      : (messages[index] ?? `不认识“${key}”这一项，请对照 README 删掉或改名。`),
  }));
}
