/** One mistake in a data file, told to the clerk in one Chinese sentence. */
export interface Problem {
  /** Path from the project's root, with forward slashes. */
  file: string;
  /** 1-based; null where the mistake belongs to the whole file. */
  line: number | null;
  /** Where it is, what was written, what right looks like. */
  message: string;
  /** A warning is shown but keeps nothing out of service. */
  level: 'error' | 'warning';
}

/** `policy-kb/a.yaml 第 18 行「标准 › 第 2 段」：…` */
export function formatProblem(problem: Problem): string {
  const line = problem.line === null ? '' : ` 第 ${problem.line} 行`;
  const mark = problem.level === 'warning' ? '（提醒）' : '';
  const join = problem.message.startsWith('「') ? '' : '：';
  return `${problem.file}${line}${mark}${join}${problem.message}`;
}
