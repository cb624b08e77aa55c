import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { checkCharacter } from '../../src/register/id-number.ts';
import {
  addPerson,
  exportBook,
  findHouseholds,
  type ImportOptions,
  type ImportResult,
  importBook,
  membersOfHousehold,
  rosterOf,
  type SheetKind,
  type TableFormat,
  verifyAudit,
  writeTemplate,
} from '../../src/register/register.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, NOW, secrets, TOWN, VILLAGE } from './desk.ts';

const databases = await databasesForThisFile();
const id = (digits: string): string => digits + checkCharacter(digits);
/** Invented. */
const HE = id('15272619680502301');
const SHE = id('15272619701120304');

const HOUSEHOLDS = `户编号,组,户主姓名,户类型,帮扶责任人
A1,3,王建国,脱贫户,
A2,三组,李 四,低保,
,4,王建国,一般户,
`;
const PEOPLE = `组,户主姓名,姓名,与户主关系,性别,出生日期,身份证号,电话
3,王建国,王建国,户主,,,${HE},13812345678
3,王建国,刘翠莲,之妻子,女,1970年11月20日,,
3,李四,李小四,长子,男,2008,,无
`;

describe.each(databases.filter(({ skip }) => !skip))('on $name', (database) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(await database.freshUrl());
  });
  beforeEach(() => wipe(storage));
  afterAll(() => storage.close());

  const take = (file: string | Buffer, options: Partial<ImportOptions> = {}): Promise<ImportResult> => {
    const bytes = typeof file === 'string' ? Buffer.from(file) : file;
    return importBook(storage, { secrets, now: NOW }, bytes, { region: VILLAGE, by: 'test', ...options });
  };
  const give = async (
    kind: SheetKind,
    format: TableFormat,
    phones = false,
    region = VILLAGE,
  ): Promise<Buffer> =>
    (await at(storage, (book) => exportBook(book, { kind, format, region, phones, by: 'test' }))).bytes;
  const problems = (result: ImportResult): string[] =>
    result.ok ? [] : result.problems.map(({ line, message }) => `${line ?? '-'}: ${message}`);
  const counts = (result: ImportResult) =>
    result.ok
      ? result.counts.map(({ added, changed, unchanged }) => [added, changed, unchanged])
      : problems(result);
  const dump = async (): Promise<string> => {
    const tables = ['village_regions', 'households', 'members', 'persons', 'audit'] as const;
    const all = await Promise.all(tables.map((table) => storage.db.selectFrom(table).selectAll().execute()));
    return JSON.stringify(all);
  };

  it('takes in households and their people, and finds them', async () => {
    expect(counts(await take(HOUSEHOLDS))).toEqual([[3, 0, 0]]);
    expect(counts(await take(PEOPLE))).toEqual([[2, 1, 0]]);
    const found = await findHouseholds(storage.db, VILLAGE, '王建国', 3);
    expect(found).toMatchObject({ how: 'exact', households: [{ group: 3, category: '脱贫户', code: 'A1' }] });
    expect(await membersOfHousehold(storage.db, found?.households[0]?.id ?? '')).toMatchObject([
      {
        name: '王建国',
        relation: '户主',
        sex: '男',
        birth: '1968-05-02',
        hasPhone: true,
        idMasked: `152*************${HE.slice(-2)}`,
      },
      { name: '刘翠莲', relation: '妻子', sex: '女', birth: '1970-11-20', hasPhone: false },
    ]);
    expect(await verifyAudit({ db: storage.db, kind: storage.kind, secrets })).toMatchObject({ ok: true });
  });

  it('keeps no identity number and no phone in clear', async () => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    const all = await dump();
    expect(all).toContain('刘翠莲');
    expect(all).not.toContain(HE);
    expect(all).not.toContain('13812345678');
  });

  it('names every faulty row at once, and keeps nothing', async () => {
    await take(HOUSEHOLDS);
    const before = await dump();
    const result = await take(`户编号,组,户主姓名,户类型,帮扶责任人,状态
A1,3,王建国,脱贫户,,
B1,三百组,赵大,脱贫户,,
B2,3,,脱贫户,,
B3,3,钱二,脱盆户,,
B4,3,孙三,一般户,没有这人,
B5,3,4567,一般户,,搬了
,3,王建国,一般户,,
B6,5,周五,一般户,,
B6,5,周六,一般户,,
`);
    expect(problems(result)).toEqual([
      '3: 组写的是“三百组”，要写 1 到 99 的数字，例如 3 或“三组”。',
      '4: “户主姓名”空着，要填。',
      '5: 户类型写的是“脱盆户”，只能写：脱贫户、监测户、边缘易致贫户、低保户、特困户、一般户；是不是“脱贫户”。',
      '6: 册里没有管这个村的工作人员“没有这人”，请先填进“工作人员”表，或者把这一格空着。',
      '7: 户主姓名写的是“4567”，不像姓名。',
      '7: 状态写的是“搬了”，只能写：在册、迁出、注销、销户。',
      '8: 和第 2 行是同一户；真是两户就都写上户编号。',
      '10: 户编号和第 9 行的一样。',
    ]);
    expect(await dump()).toBe(before);
  });

  it('names every faulty person at once', async () => {
    await take(HOUSEHOLDS);
    const broken = HE.slice(0, 17) + (HE.endsWith('1') ? '2' : '1');
    const result = await take(`组,户主姓名,姓名,与户主关系,性别,出生日期,身份证号,电话
3,王建国,王建国,户主,女,,${HE},
3,王建国,刘翠莲,妻子,,1971-01-01,${SHE},
3,王建国,王小军,儿籽,,2030-01-01,${broken},1381234567
,王建国,王大,儿子,,,,
9,王建国,王二,儿子,,,,
3,赵铁柱,赵三,儿子,,2月30日,,
3,李四,李五,户主,,,,
3,李四,李六,儿子,,,${HE.slice(0, 3)}*************${HE.slice(-2)},
3,李四,李七,儿子,,,1.52726E+17,
`);
    expect(problems(result)).toEqual([
      '2: 性别写的是“女”，身份证号里是“男”。',
      '3: 出生日期写的是 1971-01-01，身份证号里是 1970-11-20。',
      '4: 与户主关系写的是“儿籽”，不认识，是不是“儿子”；实在没有合适的写“其他”。',
      '4: 出生日期“2030-01-01”不可能。',
      '4: 身份证号最后一位对不上，多半有一位写错了。',
      '4: 电话手机号要 11 位，现在是 10 位，例如 13812345678。',
      '5: 叫“王建国”的户有 2 户，请写上组，或者写户编号。',
      '6: 册里没有户主“王建国”这一户，请先在“户”表里填上，或者核对村、组和姓名。',
      '7: 出生日期写的是“2月30日”，要写成 1968-05-02 这样的真日子，只知道年份就写 1968。',
      '7: 册里没有户主“赵铁柱”这一户，请先在“户”表里填上，或者核对村、组和姓名。',
      '8: 与户主关系写的是“户主”，可这一户的户主是“李四”。',
      '9: 身份证号带星号，又和册里的不一样，请写完整的号码，不改就空着。',
      '10: 身份证号被 Excel 写成了科学计数法，后几位已经丢了；请把这一列设成“文本”再填一遍。',
    ]);
  });

  it('refuses one identity number for two people', async () => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    expect(
      problems(
        await take(
          `组,户主姓名,姓名,与户主关系,身份证号\n3,李四,李小四,儿子,${HE}\n4,王建国,王甲,儿子,${SHE}\n4,王建国,王乙,女儿,${SHE}\n`,
        ),
      ),
    ).toEqual([
      '2: 这个身份证号已经登记在3组王建国这一户，请核对；人要是迁过来的，先在那边改成“迁出”。',
      '4: 身份证号和第 3 行的一样。',
    ]);
    const leave = await take(`组,户主姓名,姓名,与户主关系,状态\n3,王建国,王建国,户主,迁出\n`);
    expect(leave).toMatchObject({ ok: true, changes: ['3组王建国家王建国：状态 在家→迁出'] });
    expect(counts(await take(`组,户主姓名,姓名,与户主关系,身份证号\n3,李四,李小四,儿子,${HE}\n`))).toEqual([
      [0, 1, 0],
    ]);
  });

  it('updates on a second import: by number, or by village, group and head', async () => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    expect(counts(await take(HOUSEHOLDS))).toEqual([[0, 0, 3]]);
    expect(counts(await take(PEOPLE))).toEqual([[0, 0, 3]]);
    const again = await take('户编号,组,户主姓名,户类型\nA1,5,王见国,监测户\n,4,王建国,低保户\n');
    expect(again).toMatchObject({
      ok: true,
      changes: [
        '5组王见国：户主 王建国→王见国，组 3→5，户类型 脱贫户→监测户',
        '4组王建国：户类型 一般户→低保户',
        '5组王见国家王见国：姓名 王建国→王见国',
      ],
    });
    // A number given to a household that had none is not another household.
    expect(await take('户编号,组,户主姓名,户类型\nA9,4,王建国,低保户\n')).toMatchObject({
      ok: true,
      changes: ['4组王建国：户编号 无→A9'],
    });
    expect(counts(await take('户编号,组,户主姓名,户类型\nA10,4,王建国,低保户\n'))).toEqual([[1, 0, 0]]);
    expect(problems(await take('组,户主姓名,户类型\n4,王建国,低保户\n'))).toEqual([
      '2: 叫“王建国”的户有 2 户，请写户编号。',
    ]);
  });

  it('clears by 无 and leaves by an empty cell', async () => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    const person = (birth: string, phone: string) =>
      take(`组,户主姓名,姓名,与户主关系,出生日期,电话\n3,王建国,王建国,户主,${birth},${phone}\n`);
    expect(counts(await person('', ''))).toEqual([[0, 0, 1]]);
    expect(await person('', '138****5678')).toMatchObject({ ok: true, changes: [] });
    expect(await person('', '13900000000')).toMatchObject({
      ok: true,
      changes: ['3组王建国家王建国：电话改了'],
    });
    expect(await person('无', '无')).toMatchObject({
      ok: true,
      changes: ['3组王建国家王建国：出生日期 1968-05-02→无，电话去掉了'],
    });
  });

  it('a new head who is a member takes the place of the old one', async () => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    expect(await take(`户编号,户主姓名,户类型\nA1,刘翠莲,脱贫户\n`)).toMatchObject({ ok: true });
    const found = await findHouseholds(storage.db, VILLAGE, '刘翠莲');
    expect(await membersOfHousehold(storage.db, found?.households[0]?.id ?? '')).toMatchObject([
      { name: '刘翠莲', relation: '户主' },
      { name: '王建国', relation: '其他' },
    ]);
  });

  it('reads GBK, UTF-8 with and without BOM, UTF-16, tabs and Windows line ends alike', async () => {
    const source = '组,户主姓名,户类型\r\n3,"王建国",脱贫户\r\n';
    const gbk = Buffer.from(
      'd7e92cbba7d6f7d0d5c3fb2cbba7c0e0d0cd0d0a332ccdf5bda8b9fa2ccdd1c6b6bba70d0a',
      'hex',
    );
    const files = [
      Buffer.from(source),
      Buffer.from(`\uFEFF${source}`),
      Buffer.from(`\uFEFF${source.replaceAll(',', '\t')}`, 'utf16le'),
      Buffer.from(source.replaceAll('\r\n', '\r')),
      gbk,
    ];
    for (const [index, file] of files.entries()) {
      expect([index, counts(await take(file))]).toEqual([index, index === 0 ? [[1, 0, 0]] : [[0, 0, 1]]]);
    }
  });

  it.each([
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /老格式.*另存为 \.xlsx/],
    [Buffer.from('504b0304deadbeef', 'hex'), /文件坏了/],
    [Buffer.from([0, 1, 2, 3, 0]), /不是表格/],
    [Buffer.alloc(0), /空的/],
    [Buffer.from('甲,乙\n1,2\n'), /没有找到认得的表头/],
    [Buffer.from('户主姓名,户类型\n'), /一行也没有/],
    [Buffer.from('户主姓名,组\n王建国,3\n'), /少了“户类型”这一列/],
    [Buffer.from('户主姓名,户类型,户类型\n王建国,一般户,一般户\n'), /有两个/],
  ])('refuses a file that is none: %#', async (file, sentence) => {
    expect(problems(await take(file)).join()).toMatch(sentence);
    expect(await rosterOf(storage.db, VILLAGE)).toEqual([]);
  });

  it('tells which columns were passed over', async () => {
    const result = await take('户主,户类别,收入\n王建国,一般户,100\n');
    expect(result).toMatchObject({ ok: true, notes: [expect.stringContaining('不认识“收入”这一列')] });
  });

  it('a dry run tells the same and keeps nothing', async () => {
    const before = await dump();
    expect(counts(await take(HOUSEHOLDS, { dryRun: true }))).toEqual([[3, 0, 0]]);
    expect(await dump()).toBe(before);
  });

  it('a town’s table names its villages; an unknown one only on demand', async () => {
    await take(HOUSEHOLDS);
    const town = '村,组,户主姓名,户类型\n甲嘎查,3,王建国,监测户\n乙嘎查,1,赵大,一般户\n,1,钱二,一般户\n';
    expect(problems(await take(town, { region: TOWN }))).toEqual([
      '3: 册里没有“乙嘎查”这个村，请核对村名；确实是新的村，就加上 --new-villages 再导入。',
      '4: 没有写村：锡尼镇下面不止一个村。',
    ]);
    const right = town.replace(/,1,钱二.*\n/, '');
    expect(await take(right, { region: TOWN, newVillages: true })).toMatchObject({
      ok: true,
      newRegions: [`${TOWN}/乙嘎查`, `${TOWN}/乙嘎查/1组`],
      changes: ['3组王建国：户类型 脱贫户→监测户'],
    });
  });

  it('takes a whole workbook at once: staff, households that they help, people', async () => {
    await at(storage, (book) => addPerson(book, { name: '丁镇长', role: 'township', region: TOWN }, 'test'));
    const text = (rows: string[][]) => rows.map((row) => row.map((value) => ({ value, type: String })));
    const bytes = await writeExcel([
      {
        sheet: '成员',
        data: text([
          ['户主', '姓名*', '关系', '出生年月'],
          ['王建国', '王小', '儿子', '2010年3月'],
        ]),
      },
      {
        sheet: '户',
        data: text([
          ['甲嘎查户表'],
          ['户主', '类别', '帮扶人'],
          ['王建国', '边缘户', '张干事'],
          ['李四', '五保户', '丁镇长'],
        ]),
      },
      {
        sheet: '干部',
        data: text([
          ['姓名', '身份'],
          ['张干事', '村干部'],
        ]),
      },
      { sheet: '别的', data: text([['随便', '写写']]) },
    ]).toBuffer();
    const result = await take(bytes);
    expect(counts(result)).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [1, 0, 0],
    ]);
    expect(result).toMatchObject({
      newStaff: [{ name: '张干事', role: 'cadre' }],
      notes: [expect.stringContaining('“别的”')],
    });
    const roster = await rosterOf(storage.db, VILLAGE);
    expect(roster.every(({ helperId }) => helperId !== null)).toBe(true);
    expect(counts(await take(bytes))).toEqual([
      [0, 0, 1],
      [0, 0, 2],
      [0, 0, 1],
    ]);
  });

  it('reads real dates and numbers of a spreadsheet', async () => {
    await take(HOUSEHOLDS);
    const bytes = await writeExcel([
      {
        sheet: '成员',
        data: [
          ['组', '户主姓名', '姓名', '与户主关系', '出生日期', '电话'],
          [
            3,
            '王建国',
            '王小',
            '儿子',
            { value: new Date('2010-03-04T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' },
            13900000000,
          ],
        ],
      },
    ]).toBuffer();
    expect(counts(await take(bytes))).toEqual([[1, 0, 0]]);
    const found = await findHouseholds(storage.db, VILLAGE, '王小');
    expect(found).toMatchObject({ how: 'member' });
    const members = await membersOfHousehold(storage.db, found?.households[0]?.id ?? '');
    expect(members.find(({ name }) => name === '王小')).toMatchObject({
      birth: '2010-03-04',
      hasPhone: true,
    });
  });

  it.each(['xlsx', 'csv'] as const)('what goes out as %s comes in again unchanged', async (format) => {
    await take(HOUSEHOLDS);
    await take(PEOPLE);
    const people = await give('people', format);
    expect(people.includes(HE)).toBe(false);
    expect(counts(await take(await give('households', format)))).toEqual([[0, 0, 3]]);
    expect(await take(people)).toMatchObject({ ok: true, changes: [] });
    expect(counts(await take(await give('people', format, true)))).toEqual([[0, 0, 5]]);
  });

  it('an exported file shows phones only on demand, and Excel runs none of its cells', async () => {
    await take(`户编号,组,户主姓名,户类型\n=1+1,3,王建国,脱贫户\n`);
    await take(PEOPLE.split('\n').slice(0, 2).join('\n'));
    expect((await give('people', 'csv')).toString()).toMatch(/138\*+78/);
    expect((await give('people', 'csv', true)).toString()).toContain('13812345678');
    const csv = (await give('households', 'csv')).toString();
    expect(csv.startsWith('\uFEFF户编号,村,组,')).toBe(true);
    expect(csv).toContain("\n'=1+1,甲嘎查,3,");
    expect(counts(await take(csv))).toEqual([[0, 0, 1]]);
  });

  it('the template explains itself and may be filled in as it is', async () => {
    const template = await writeTemplate();
    const sheets = await readExcel(template);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['工作人员', '户', '成员', '填写说明']);
    for (const { data } of sheets.slice(0, 3)) expect(data).toHaveLength(2);
    expect(problems(await take(template))).toEqual(['-: 表里除了表头和示例，一行也没有。']);
  });

  it('takes a thousand rows fast', async () => {
    const heads = Array.from(
      { length: 1000 },
      (_, n) => `${(n % 9) + 1},${'赵钱孙李周吴郑王冯陈'[n % 10]}${String.fromCodePoint(0x4e00 + n)},一般户`,
    );
    const began = performance.now();
    expect(counts(await take(`组,户主姓名,户类型\n${heads.join('\n')}\n`))).toEqual([[1000, 0, 0]]);
    const first = performance.now() - began;
    expect(
      counts(await take(`组,户主姓名,户类型\n${heads.join('\n').replaceAll('一般户', '低保户')}\n`)),
    ).toEqual([[0, 1000, 0]]);
    const second = performance.now() - began - first;
    console.log(`1000 rows: added in ${Math.round(first)} ms, changed in ${Math.round(second)} ms`);
    expect(first).toBeLessThan(5000);
  });
});
