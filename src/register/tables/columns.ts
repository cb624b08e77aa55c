import type { HouseholdState, MemberState, Role } from '../../storage/storage.ts';

/** The kinds of table that are taken in and given out. */
export type SheetKind = 'households' | 'people' | 'staff';

export interface Column {
  title: string;
  /** Other titles under which it is taken in. */
  also: readonly string[];
  required: boolean;
  /** What the template shows. */
  example: string;
  /** What the notes of the template say. */
  note: string;
}

export interface SheetLayout {
  kind: SheetKind;
  name: string;
  columns: readonly Column[];
}

const column = (
  title: string,
  required: boolean,
  example: string,
  note: string,
  also: string[] = [],
): Column => ({
  title,
  also,
  required,
  example,
  note,
});

const PLACE = [
  column(
    '户编号',
    false,
    '示例-001',
    '本单位自己的编号，同一个村里不能重。写了就按编号认这一户，不写就按村、组、户主认。',
    ['编号', '户编码'],
  ),
  column('村', false, '示范嘎查', '导入时 --region 写的就是这个村，可以不填。', [
    '嘎查',
    '行政村',
    '村（嘎查）',
    '村名',
  ]),
  column('组', false, '3', '写数字或“三组”都行，没有分组的空着。', ['村民小组', '小组', '社', '组别']),
];

/** THE list of tables, in the order in which they are taken in: a helper has to be known before his households. */
export const SHEETS: readonly SheetLayout[] = [
  {
    kind: 'staff',
    name: '工作人员',
    columns: [
      column('姓名', true, '示例张三', '人的姓名。'),
      column('身份', true, '村干部', '只能写：村干部、乡镇、县级部门、管理员。', ['角色', '职务']),
      column('管哪里', false, '', '他管的村、乡镇或县：地名或完整的路径；空着就是 --region 写的地方。', [
        '地区',
        '单位',
      ]),
      column('状态', false, '在岗', '在岗或停用，空着就是在岗。'),
    ],
  },
  {
    kind: 'households',
    name: '户',
    columns: [
      ...PLACE,
      column('户主姓名', true, '李示例', '户主的姓名。', ['户主', '姓名']),
      column('户类型', true, '脱贫户', '只能写：脱贫户、监测户、边缘易致贫户、低保户、特困户、一般户。', [
        '类别',
        '户类别',
        '农户类型',
      ]),
      column('帮扶责任人', false, '', '要先在“工作人员”表里有这个人。', ['帮扶人', '帮扶干部', '联系人']),
      column('状态', false, '在册', '在册、迁出或注销，空着就是在册。'),
    ],
  },
  {
    kind: 'people',
    name: '成员',
    columns: [
      ...PLACE,
      column('户主姓名', true, '李示例', '哪一户：户主的姓名。', ['户主']),
      column('姓名', true, '李示例', '这个人的姓名，户主本人也要有一行。', ['成员姓名']),
      column('与户主关系', true, '户主', '户主、妻子、丈夫、儿子、女儿、父亲、母亲、儿媳、孙子……', [
        '关系',
        '家庭关系',
      ]),
      column('性别', false, '男', '男或女；写了身份证号可以不填。'),
      column(
        '出生日期',
        false,
        '1968-05-02',
        '写成 1968-05-02，只知道年份就写 1968；写了身份证号可以不填。',
        ['出生年月', '生日'],
      ),
      column('身份证号', false, '', '18 位。只存打了星号的样子，不存号码本身。这一列先设成“文本”。', [
        '身份证号码',
        '证件号码',
        '身份证',
      ]),
      column('电话', false, '', '手机或带区号的固定电话，加密保存。', [
        '手机',
        '手机号',
        '联系电话',
        '电话号码',
      ]),
      column('状态', false, '在家', '在家、迁出或去世，空着就是在家。'),
    ],
  },
];

export const STAFF_ROLES: Readonly<Record<string, Role>> = {
  村干部: 'cadre',
  村级: 'cadre',
  驻村干部: 'cadre',
  乡镇: 'township',
  乡镇干部: 'township',
  镇干部: 'township',
  县级部门: 'office',
  县级: 'office',
  旗级部门: 'office',
  管理员: 'admin',
};

export const HOUSEHOLD_STATES: Readonly<Record<string, HouseholdState>> = {
  在册: 'active',
  迁出: 'moved',
  注销: 'ended',
  销户: 'ended',
};

export const MEMBER_STATES: Readonly<Record<string, MemberState>> = {
  在家: 'active',
  在册: 'active',
  迁出: 'moved',
  去世: 'dead',
  死亡: 'dead',
};

/** The word for a state that the tables show: the first of its words. */
export function wordOf<Value>(words: Readonly<Record<string, Value>>, value: Value): string {
  return Object.entries(words).find(([, meant]) => meant === value)?.[0] ?? '';
}

export function layoutOf(kind: SheetKind): SheetLayout {
  const layout = SHEETS.find((sheet) => sheet.kind === kind);
  if (layout === undefined) throw new Error(`no table of kind ${kind}`);
  return layout;
}
