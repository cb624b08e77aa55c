import { createRequire } from 'node:module';

/** Public holidays of one year as the State Council announced them; weekends need no line. */
export interface CalendarYear {
  /** `2026` */
  year: string;
  /** First and last day, which may be the same. */
  off: readonly (readonly [from: string, to: string])[];
  /** Saturdays and Sundays that are worked. */
  worked: readonly string[];
}

/** The days of one year that are not what their weekday says. */
export interface YearTable {
  off: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}

/** A year's announcement as single days. */
export function tableOf({ off, worked }: CalendarYear): YearTable {
  return { off: new Set(off.flatMap(([from, to]) => daysFrom(from, to))), worked: new Set(worked) };
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** Its own functions guess where it has no table, so only its data is read. */
interface LibraryData {
  holidays: Readonly<Record<string, string>>;
  workdays: Readonly<Record<string, string>>;
}

let tables: ReadonlyMap<string, YearTable> | null = null;

/** The years that chinese-days really knows. */
export function libraryTables(): ReadonlyMap<string, YearTable> {
  tables ??= readLibrary(
    createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as LibraryData,
  );
  return tables;
}

/** A year is known that has its New Year and its National Day: an announcement for the next one reaches into December. */
export function readLibrary({ holidays, workdays }: LibraryData): ReadonlyMap<string, YearTable> {
  const off = Object.keys(holidays);
  const years = [...new Set(off.map((day) => day.slice(0, 4)))].filter(
    (year) => `${year}-01-01` in holidays && `${year}-10-01` in holidays,
  );
  const of = (days: string[], year: string): Set<string> =>
    new Set(days.filter((day) => day.startsWith(`${year}-`)));
  return new Map(
    years.map((year) => [year, { off: of(off, year), worked: of(Object.keys(workdays), year) }]),
  );
}
