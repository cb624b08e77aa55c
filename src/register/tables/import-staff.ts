import { randomUUID } from 'node:crypto';
import type { PersonRow } from '../../storage/storage.ts';
import type { Book } from '../book.ts';
import { ROLE_WORDS } from '../person.ts';
import { readName, readWord } from './cells.ts';
import { STAFF_ROLES } from './columns.ts';
import { type Draft, fresh, put, villageOf } from './draft.ts';
import { readerFor } from './reader.ts';
import type { ImportProblem, Sheet } from './sheet.ts';

const ON_DUTY: Readonly<Record<string, number>> = { 在岗: 1, 停用: 0, 离岗: 0 };

/** Takes the lines of 工作人员 into the draft. One person is known by name, role and region. */
export function takeStaff(
  book: Book,
  draft: Draft,
  sheet: Sheet,
  newVillages: boolean,
  problems: ImportProblem[],
): void {
  for (const row of sheet.rows) {
    const reader = readerFor(sheet, row, problems);
    const name = reader.read('姓名', (cell) => readName('姓名', cell));
    const role = reader.read('身份', (cell) => readWord('身份', cell, STAFF_ROLES));
    const active = reader.read('状态', (cell) => readWord('状态', cell, ON_DUTY));
    const cell = reader.text('管哪里');
    const place =
      cell === undefined ? { ok: true as const, path: draft.region } : villageOf(draft, cell, newVillages);
    if (!place.ok) reader.wrong(place.reason.replace('村“', '“'));
    if (reader.failed() || name === undefined || role === undefined || !place.ok) continue;
    const known = draft.staff.find(
      (entry) => entry.row.name === name && entry.row.role === role && entry.row.region === place.path,
    );
    if (known?.line != null) {
      reader.wrong(`和第 ${known.line} 行是同一个人`);
      continue;
    }
    if (known === undefined) {
      const person: PersonRow = {
        id: randomUUID(),
        name,
        role,
        region: place.path,
        household_id: null,
        active: active ?? 1,
        created_at: book.now,
      };
      draft.staff.push(fresh(person, reader.line));
      draft.newVillages.add(place.path);
      continue;
    }
    known.line = reader.line;
    if (active !== undefined) put(known, 'active', active, active === 1 ? '重新在岗' : '停用');
  }
}

/** What a changed or added person is called in the report. */
export function staffName(row: PersonRow): string {
  return `${ROLE_WORDS[row.role]}${row.name}`;
}
