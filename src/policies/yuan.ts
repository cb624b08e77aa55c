/** `2000元`; fractions of a yuan only where there are some. */
export function yuan(amount: number): string {
  return `${round(amount)}元`;
}

/** Two decimals at most, so that 0.1 + 0.2 reads 0.3. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
