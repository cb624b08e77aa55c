import { type Household, nameOfPlace } from '../../register/register.ts';
import type { ReportRow } from '../../storage/storage.ts';
import { dayOf } from '../days.ts';
import type { FiledKind } from '../filing/filing.ts';
import { dayInWords, facts, household as householdWords, KIND_WORDS, STATE_WORDS } from '../wording.ts';
import { type Card, sixOf } from './card.ts';
import type { GapReason, Ledger, LedgerLine, LedgerReport, Side } from './ledger.ts';

const GAP_WORDS: Readonly<Record<GapReason, string>> = {
  'no-amount': '多少钱没报',
  'no-day': '从哪天起没报',
  'no-way': '没说是收进来的还是花出去的',
  'no-benefit-way': '没说发了还是停了',
  'no-new-sum': '涨了以后一共多少没说',
  'no-whole-month': '还不满一个月',
};

const SIDE_WORDS: Readonly<Record<Side, string>> = { income: '收入', cost: '生产投入', spending: '花销' };
/** Where a year's income usually comes from: of which nothing is told is said to be not told. */
const USUAL: readonly (readonly [FiledKind, string])[] = [
  ['production', '生产经营'],
  ['job_start', '务工'],
  ['benefit', '补贴待遇'],
];
const MOST_LINES = 12;

export function money(amount: number): string {
  return `${Math.round(amount * 100) / 100}元`;
}

function what({ kind, member, note, stage, count, unit }: LedgerReport): string {
  const thing = [stage, note, count === null ? null : `${count}${unit ?? ''}`].filter(
    (part) => part !== null,
  );
  return `${member ?? ''}${KIND_WORDS[kind]}${thing.length === 0 ? '' : `（${thing.join('，')}）`}`;
}

function lineWords({ report, amount, trace }: LedgerLine): string {
  const pending = report.isPending ? '，没审完' : '';
  return `· ${what(report)}${trace === null ? '' : `${trace} = `}${money(amount)}（${report.number}号${pending}）`;
}

/** 经济收入一本账: the year's sums, each with the report that gives it, and what was not told. */
export function ledgerText(household: Household, ledger: Ledger, isOwn: boolean): string {
  const whose = isOwn ? '您家' : householdWords(household.head, household.group);
  const lines = [`${whose}${ledger.year}年一本账（算到${dayInWords(ledger.until)}，只算报过的）：`];
  for (const side of ['income', 'cost', 'spending'] as const) lines.push(...sideLines(ledger, side));
  lines.push(perHeadLine(ledger));
  if (ledger.losses.length > 0) {
    const told = ledger.losses.map(
      ({ report, amount }) => `${what(report)}${money(amount)}（${report.number}号）`,
    );
    lines.push(`损失和没收到的，不算收入也不算花销：${told.join('、')}。`);
  }
  const gaps = ledger.gaps.map(
    ({ report, reason }) => `${what(report)}${GAP_WORDS[reason]}（${report.number}号）`,
  );
  const untold = USUAL.filter(([kind]) => !tells(ledger, kind)).map(([, word]) => `${word}收入`);
  const missing = [...gaps, ...untold];
  if (missing.length > 0) lines.push(`没报：${missing.join('、')}。没报的没有算，不等于没有。`);
  return lines.join('\n');
}

function tells(ledger: Ledger, kind: FiledKind): boolean {
  return [...ledger.lines, ...ledger.gaps].some(({ report }) => report.kind === kind);
}

function sideLines(ledger: Ledger, side: Side): string[] {
  const lines = ledger.lines.filter((line) => line.side === side);
  if (lines.length === 0) return side === 'income' ? ['收入：没有报过。'] : [];
  const shown = lines.slice(0, MOST_LINES).map(lineWords);
  const rest = lines.length > MOST_LINES ? [`· 另外${lines.length - MOST_LINES}笔，都算在合计里`] : [];
  return [`${SIDE_WORDS[side]}${money(ledger[side])}：`, ...shown, ...rest];
}

function perHeadLine({ income, cost, net, members, perHead, lines }: Ledger): string {
  if (!lines.some(({ side }) => side !== 'spending')) return '人均纯收入：收入没有报过，算不出来。';
  if (perHead === null) return '人均纯收入：册里没有家里人口，算不出来。';
  const pending = lines.filter(({ side, report }) => side !== 'spending' && report.isPending);
  // A net income is quoted elsewhere: it is worked out of what has been reviewed, and not before.
  if (pending.length > 0) {
    const numbers = [...new Set(pending.map(({ report }) => `${report.number}号`))].join('、');
    return `人均纯收入：先不算，${numbers}还没审完。`;
  }
  const from = cost > 0 ? `（${money(income)} − 生产投入${money(cost)}）` : money(net);
  return `人均纯收入${money(perHead)}：${from} ÷ ${members}人。看病、上学、修房的花销另列，不从里面减。`;
}

const LATEST = 5;

/** The card 一本通, masked. */
export function cardText(card: Card, isOwn: boolean): string {
  const { household, members, helper, watched } = card;
  const six = sixOf(card);
  const missing = six.filter(({ known }) => known === null).map(({ section }) => section);
  const whose = isOwn ? '您家' : householdWords(household.head, household.group);
  return [
    `${whose}一本通（${nameOfPlace(household.region)}${household.group === null ? '' : `${household.group}组`}，${household.category}）`,
    `家里${members.length}口：${members.map(memberWords).join('、')}。`,
    `帮扶人：${helper ?? '没有登记'}。`,
    ...(isOwn ? [] : [watched.length === 0 ? '不在跟进名单。' : `在跟进名单：${watched.join('；')}。`]),
    `六清${six.length - missing.length}项有、${missing.length}项缺：`,
    ...six.map(({ section, known }, index) => `${index + 1}. ${section}清：${known ?? '没有填'}`),
    ...latestLines(card.reports),
    ...(missing.length === 0 || isOwn ? [] : [`补填请写“记 ${household.head} ${missing[0]} 内容”。`]),
  ].join('\n');
}

function memberWords({ name, relation, sex, birthYear, phone, idNumber }: Card['members'][number]): string {
  const told = [
    relation,
    sex,
    birthYear === null ? null : `${birthYear}年生`,
    phone === null ? null : `电话${phone}`,
    idNumber === null ? null : `身份证${idNumber}`,
  ].filter((part) => part !== null);
  return `${name}（${told.join('，')}）`;
}

function latestLines(reports: readonly ReportRow[]): string[] {
  if (reports.length === 0) return ['还没有报过变化。'];
  const latest = reports.slice(-LATEST);
  const more = reports.length > LATEST ? `（一共${reports.length}件，写“经过 名字”看全部）` : '';
  return [`最近的变化${more}：`, ...latest.map(changeLine)];
}

function changeLine(row: ReportRow): string {
  const told = facts({
    kind: row.kind as FiledKind,
    member: row.member,
    occurredOn: null,
    spanTo: null,
    amount: row.amount,
    count: row.count,
    unit: row.unit,
    stage: row.stage,
    note: row.note,
    phoneMasked: null,
  });
  const day = row.occurred_on === null ? `${dayInWords(dayOf(row))}报` : dayInWords(row.occurred_on);
  const what = told.length === 0 ? '' : `：${told.join('，')}`;
  return `· ${day} ${KIND_WORDS[row.kind as FiledKind]}${what}（${row.number}号，${STATE_WORDS[row.state]}）`;
}

export function timelineText(household: Household, reports: readonly ReportRow[], isOwn: boolean): string {
  const whose = isOwn ? '您家' : householdWords(household.head, household.group);
  if (reports.length === 0) return `${whose}还没有报过变化。`;
  const ordered = [...reports].sort((a, b) => dayOf(a).localeCompare(dayOf(b)) || a.number - b.number);
  return [`${whose}的变化，${reports.length}件：`, ...ordered.map(changeLine)].join('\n');
}

export const notHere = (name: string): string =>
  `您管的地方没有叫“${name}”的户。名字写错了请改，例如“查 王建国”。`;
export const whichHousehold = (name: string, places: readonly string[]): string =>
  `“${name}”有${places.length}户：${places.join('、')}。是哪一户？回几组，或者回第几个，例如“${places[0] ?? '三组'}”。`;
export const OWN_ONLY =
  '您只能看您自己家的：写“我家的账”看收支，写“我家的卡”看登记的情况，写“我家的变化”看报过的事。';
export const NO_HOUSEHOLD = '您的账号没有登记是哪一户的，请村干部在册里给您登记上。';
export const written = (head: string, section: string, text: string): string =>
  `记在${head}家的一本通里了：${section}，${text}。`;
