/** Reports filled in as a form or a table, told over as sentences, so that one reader serves both. */

type Slot = 'head' | 'group' | 'member' | 'change' | 'date' | 'sum' | 'count' | 'phone' | 'note';

const KEYS: Record<Slot, string> = {
  head: '户主姓名|户主名|户主|户名|农户姓名|农户|姓名|户',
  group: '所在小组|所在组|村民小组|村民组|组别|组号|小组|社别|队别|组|社|队',
  member: '与户主关系|家庭成员|成员关系|成员姓名|成员|关系|人员|对象|当事人|涉及人员|涉及人',
  change:
    '变化类型|变化情况|变化内容|变化|事项|事由|变动情况|变动|情况说明|情况|内容|类型|类别|上报事项|变更|事件|何事',
  date: '发生日期|发生时间|日期|时间|何时',
  sum: '自付金额|自付费用|自付|自费|金额|花费|费用|损失金额|损失|收入|学费|月工资|工资|标准|自掏|自己掏|欠款|造价',
  count: '数量|头数|亩数|间数|只数|受灾数量',
  phone: '联系电话|新电话|新号码|新号|电话号码|电话|手机号码|手机号|手机',
  note: '备注|说明|病种|病名|疾病|病情|原因|学校|学段|等级|地点|单位|岗位|品种|补贴名称|诊断',
};
const SLOTS = Object.keys(KEYS) as Slot[];
const ANY_KEY = SLOTS.flatMap((slot) => KEYS[slot].split('|'))
  .sort((a, b) => b.length - a.length)
  .join('|');
const PAIR = new RegExp(`(?<![\\u4e00-\\u9fff])(${ANY_KEY})\\s*:\\s*`, 'g');
const EMPTY = /^(?:无|没有|\/|-+|—+|空|不详)?$/;

type Row = { slot: Slot; key: string; value: string }[];

/** The message with its forms and tables told as sentences; everything else is left as it is. */
export function formsAsSentences(text: string): string {
  return pairsAsSentences(tableAsSentences(text));
}

function slotOf(key: string): Slot | null {
  const name = key.trim().replace(/[()（）:：]/g, '');
  return SLOTS.find((slot) => KEYS[slot].split('|').includes(name)) ?? null;
}

function tableAsSentences(text: string): string {
  const lines = text.split('\n');
  const header = lines.findIndex(
    (line) =>
      cells(line).filter((cell) => slotOf(cell) !== null).length >= 2 &&
      cells(line).some((cell) => slotOf(cell) === 'head'),
  );
  const slots = cells(lines[header] ?? '').map(slotOf);
  if (header < 0 || lines.length === header + 1)
    return text.replace(/[|/](?=[^\d])|[|/](?=\d+[组社队])/g, ',').replace(/\|/g, ',');
  const told = lines.slice(header + 1).map((line) => {
    const values = cells(line);
    if (values.length < 2) return line;
    const keys = cells(lines[header] ?? '');
    const row: Row = [];
    values.forEach((value, index) => {
      const slot = slots[index] ?? (index < keys.length ? 'note' : null);
      if (slot) row.push({ slot, key: keys[index] ?? '', value });
    });
    return sentence(row);
  });
  return [...lines.slice(0, header), ...told].join('\n');
}

function cells(line: string): string[] {
  const separator = line.includes('|') ? '|' : /,/.test(line) ? ',' : /\s/;
  const parts = line.split(separator).map((cell) => cell.trim());
  while (parts[0] === '') parts.shift();
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

function pairsAsSentences(text: string): string {
  const marks = [...text.matchAll(PAIR)];
  if (marks.length < 2 || !marks.some((mark) => slotOf(mark[1] ?? '') === 'head')) return text;
  const rows: Row[] = [];
  const before = text.slice(0, marks[0]?.index ?? 0);
  marks.forEach((mark, index) => {
    const from = mark.index + mark[0].length;
    const value = text.slice(from, marks[index + 1]?.index ?? text.length).replace(/[\s,;。|、/]+$/, '');
    const slot = slotOf(mark[1] ?? '') ?? 'note';
    if (slot === 'head' || rows.length === 0)
      rows.push(
        rows.length === 1 && !rows[0]?.some((cell) => cell.slot === 'head') ? (rows.pop() ?? []) : [],
      );
    rows.at(-1)?.push({ slot, key: mark[1] ?? '', value });
  });
  return before + rows.map(sentence).join('\n');
}

/** 3组户主鲍青山的岳母,评定视力残疾二级,2025年10月21日 */
function sentence(row: Row): string {
  const of = (slot: Slot): string =>
    row.find((cell) => cell.slot === slot && !EMPTY.test(cell.value))?.value ?? '';
  const group = of('group').replace(/^第/, '');
  const member = of('member');
  const place = group === '' ? '' : /[组社队屯]/.test(group) ? group : `${group}组`;
  const own = /^(?:户主|本人|自己)$/.test(member);
  const who = member === '' ? '' : own ? '本人' : `的${member}`;
  const change = of('change');
  const rest = row
    .filter((cell) => !['head', 'group', 'member'].includes(cell.slot) && !EMPTY.test(cell.value))
    .filter((cell) => cell.slot !== 'phone' || change === '' || /电话|号码|手机|换号|联系/.test(change))
    .map((cell) =>
      cell.slot === 'sum'
        ? `${cell.key}${cell.value}`
        : cell.slot === 'phone'
          ? `电话改成${cell.value}`
          : cell.value,
    );
  return `${place}户主${of('head').replace(/\s/g, '')}${[who, ...rest].filter((part, index) => index === 0 || part !== '').join(',')}`;
}
