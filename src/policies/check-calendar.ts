import type { Problem } from '../data-files/data-files.ts';
import { problemAt } from './check-problem.ts';
import type { RawKnowledge } from './load.ts';

/** A file of policy-kb/calendar is called like its year, so that no year is written twice. */
export function checkCalendar(raw: RawKnowledge): Problem[] {
  return raw.calendar
    .filter(({ file, value }) => file.name !== value.year)
    .map((entry) =>
      problemAt(
        entry,
        ['年份'],
        `写的是“${entry.value.year}”，文件名却是“${entry.file.name}”，请改成一样的。`,
      ),
    );
}
