/** How long many runs of one thing took, in milliseconds. */
export interface Times {
  count: number;
  sum: number;
  p50: number;
  p99: number;
  max: number;
}

export function timesOf(each: readonly number[]): Times {
  const sorted = [...each].sort((a, b) => a - b);
  return {
    count: sorted.length,
    sum: sorted.reduce((sum, ms) => sum + ms, 0),
    p50: sorted[sorted.length >> 1] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}
