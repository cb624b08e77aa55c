const DAY_MS = 24 * 60 * 60 * 1000;
// China keeps one time everywhere and has no summer time.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The ISO day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lie between two ISO days. */
export function daysBetween(a: string, b: string): number {
  return Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / DAY_MS;
}

/** The moment at which a day in China is over, as UTC ISO time. */
export function endOfDay(day: string): string {
  return momentOf(addDays(day, 1), '00:00').toISOString();
}

/** What clock and calendar in China show at a moment. */
export function localTime(at: Date): { day: string; time: string } {
  const iso = new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 16) };
}

/** The moment at which they show that. `time`: `08:30`. */
export function momentOf(day: string, time: string): Date {
  return new Date(Date.parse(`${day}T${time}:00Z`) - SHANGHAI_OFFSET_MS);
}
