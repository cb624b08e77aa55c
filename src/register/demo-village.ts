import { countHouseholds, countPersons, findPerson, type Role, type Storage } from '../storage/storage.ts';
import { issueBindCode } from './bind-code.ts';
import { type Book, inBook } from './book.ts';
import { DEMO_HOUSEHOLDS } from './demo-households.ts';
import { addHousehold } from './household.ts';
import { addPerson, ROLE_WORDS } from './person.ts';
import { nameOfPlace } from './place.ts';
import { DEMO_COUNTY, DEMO_PREFIX, DEMO_VILLAGE } from './retire-demo.ts';

interface DemoPerson {
  id: string;
  name: string;
  role: Role;
  region: string;
  /** The household that is the person's own. */
  household: string | null;
  code: string;
}

const TOWN = '内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇';

const PERSONS: readonly DemoPerson[] = [
  { id: 'wang', name: '王秀英', role: 'cadre', region: DEMO_VILLAGE, household: null, code: '100001' },
  { id: 'bao', name: '宝力德', role: 'cadre', region: DEMO_VILLAGE, household: null, code: '100002' },
  { id: 'town', name: '丁海霞', role: 'township', region: TOWN, household: null, code: '100003' },
  { id: 'county', name: '贺志强', role: 'office', region: DEMO_COUNTY, household: null, code: '100004' },
  { id: 'admin', name: '孟和', role: 'admin', region: DEMO_COUNTY, household: null, code: '100005' },
  {
    id: 'villager-1',
    name: '王建国',
    role: 'villager',
    region: DEMO_VILLAGE,
    household: 'SF-301',
    code: '100006',
  },
  {
    id: 'villager-2',
    name: '任改改',
    role: 'villager',
    region: DEMO_VILLAGE,
    household: 'SF-404',
    code: '100007',
  },
];

/** A person of the demo whom anybody may talk as, and the code for it. */
export interface DemoCode {
  /** 村干部王秀英（示范嘎查） */
  who: string;
  code: string;
}

/**
 * Fills an empty book with the demo village, and makes its codes good for another day. The codes to print at the
 * start; none once real households or persons are in the book, or where somebody else began it.
 */
export function seedDemoVillage(
  storage: Storage,
  opened: Pick<Book, 'secrets' | 'now'>,
): Promise<DemoCode[]> {
  return inBook(storage, opened, async (book) => {
    const empty = (await countHouseholds(book.db)) === 0 && (await countPersons(book.db)) === 0;
    if (empty) await plant(book);
    const codes: DemoCode[] = [];
    for (const { id, code } of PERSONS) {
      const row = await findPerson(book.db, DEMO_PREFIX + id);
      if (row === undefined || row.active === 0) continue;
      await issueBindCode(book, row, { by: 'system', code });
      codes.push({ who: `${ROLE_WORDS[row.role]}${row.name}（${nameOfPlace(row.region)}）`, code });
    }
    return codes;
  });
}

async function plant(book: Book): Promise<void> {
  const idOf = (person: DemoPerson): string => DEMO_PREFIX + person.id;
  for (const person of PERSONS.filter(({ role }) => role !== 'villager')) {
    await addPerson(book, { ...person, id: idOf(person) }, 'system');
  }
  for (const { code, group, head, sex, birth, category, phone, others } of DEMO_HOUSEHOLDS) {
    const helperId = DEMO_PREFIX + (group <= 2 ? 'wang' : 'bao');
    const members = [
      { name: head, relation: '户主', sex, birth, phone },
      ...others.map(([relation, name, sex, birth]) => ({ relation, name, sex, birth })),
    ];
    const id = DEMO_PREFIX + code.toLowerCase();
    await addHousehold(
      book,
      {
        id,
        region: DEMO_VILLAGE,
        group,
        head,
        category,
        code,
        members,
        helperId: category === '一般户' ? null : helperId,
      },
      'system',
    );
  }
  for (const person of PERSONS.filter(({ role }) => role === 'villager')) {
    const householdId = person.household === null ? null : DEMO_PREFIX + person.household.toLowerCase();
    await addPerson(book, { ...person, id: idOf(person), householdId }, 'system');
  }
}
