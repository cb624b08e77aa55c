import { nameOfPlace } from '../../register/register.ts';
import type { DutyRow } from '../../storage/storage.ts';
import { dayWords, deadline } from './reminders.ts';

/** What is said when somebody answers a duty. */

type Named = Pick<DutyRow, 'number' | 'text'>;

const named = (duties: readonly Named[]): string =>
  duties.map(({ number, text }) => `${number}（${text}）`).join('、');

export const acknowledged = (
  duties: readonly Named[],
  until: { on: string; goesUp: boolean } | null,
  today: string,
): string =>
  `记下了：待办${named(duties)}您已收到。${until === null ? '' : until.goesUp ? `到${dayWords(until.on, today)}还没办完就报给上级。` : `到${dayWords(until.on, today)}还没办完会再提醒。`}办完回“完成 号数 情况”。`;
export const alreadyAcknowledged = (duty: Named): string =>
  `待办${duty.number}（${duty.text}）已经记过收到了，办完回“完成 ${duty.number} 情况”。`;
export const completed = (duties: readonly Named[], hasNote: boolean, files: number): string => {
  const [only] = duties;
  const more =
    hasNote || files > 0 || duties.length > 1 || only === undefined
      ? ''
      : '有照片现在发给我，就放在这件事里。';
  return `办完了：待办${named(duties)}。${files > 0 ? `附件${files}个收下了。` : ''}${more}`;
};
export const endsByReport = (duty: Pick<DutyRow, 'number' | 'text' | 'how'>): string =>
  `待办${duty.number}（${duty.text}）光回“完成”还不行。${duty.how ?? ''}`;
export const fileKept = (count: number, duty: Named): string =>
  `收到${count}个附件，放在待办${duty.number}（${duty.text}）里了。`;

export const doneForYou = (duty: Named, by: string): string =>
  `${by}替村里办完了：待办${duty.number}（${duty.text}），您不用再办。`;

export const closedAlready = (duty: Named, how: string): string =>
  `待办${duty.number}（${duty.text}）${how}，不用再回。`;

export function howClosed(
  duty: Pick<DutyRow, 'state' | 'closed_at' | 'done_by'>,
  by: string | null,
  moment: string,
): string {
  const who = by === null ? '' : by;
  switch (duty.state) {
    case 'done':
      return `${who}${moment}已经办完了`;
    case 'cleared':
      return `${who}${moment}跟着上报销掉了`;
    default:
      return `${moment}已经不用办了`;
  }
}

export function dutyList(duties: readonly DutyRow[], today: string): string {
  if (duties.length === 0) return '您现在没有待办。';
  const lines = duties.slice(0, MOST).map((duty) => dutyLine(duty, today));
  const rest = duties.length > MOST ? [`还有${duties.length - MOST}件，办完这些再发“我的待办”。`] : [];
  return [
    `您有${duties.length}件待办：`,
    ...lines,
    ...rest,
    '回“收到 号数”“完成 号数 情况”“延期 号数 到25号”“不是我负责 号数”。',
  ].join('\n');
}

const MOST = 20;

function dutyLine(duty: DutyRow, today: string): string {
  return `${duty.number}. ${duty.text}，${deadline(duty.due_on, today)}${STATE_MARKS[duty.state] ?? ''}`;
}

const STATE_MARKS: Readonly<Partial<Record<DutyRow['state'], string>>> = {
  acknowledged: '，回过收到',
  extended: '，延过期',
  handed_back: '，等上面换人',
  escalated: '，已报上级',
  listed: '，待通报',
};

export const noSuchDuty = (numbers: readonly number[]): string => `您没有待办${numbers.join('、')}。`;
export const whichDuty = (word: string): string =>
  `是哪一件？回“${word} 号数”，例如“${word} 2”，几件写“${word} 1 3”。`;

export const UNTIL_MISSING = (number: number): string =>
  `要延到哪天？例如“延期 ${number} 到25号”或“延期 ${number} 三天”。`;
export const UNTIL_PAST = (day: string): string => `${dayWords(day)}已经过了，请写今天以后的日子。`;
export const UNTIL_EARLIER = (day: string, dueOn: string): string =>
  `${dayWords(day)}比现在的到期日${dayWords(dueOn)}还早，不用延。`;
export const UNTIL_FAR = '最多能延90天，请写近一点的日子。';
export const extensionAsked = (duty: Named, until: string, today: string, names: readonly string[]): string =>
  `待办${duty.number}（${duty.text}）想延到${dayWords(until, today)}，已经问${names.join('、')}，答复了就告诉您。没同意以前，日子不变。`;
export const handedBack = (duty: Named, names: readonly string[]): string =>
  `待办${duty.number}（${duty.text}）您说不归您负责，已经告诉${names.join('、')}，由上面另外安排。`;
export const NO_SUPERIOR = '上面还没有登记能定这件事的人，请和管理员联系。';
export const askedAlready = (duty: Named): string =>
  `待办${duty.number}（${duty.text}）已经问过上面了，还没有答复。`;

export interface AskTold {
  number: number;
  who: string;
  place: string;
  text: string;
  dueOn: string;
  untilOn: string | null;
  reason: string | null;
}

export function askLine(ask: AskTold, today: string): string {
  const why = ask.reason === null ? '' : `，说：${ask.reason}`;
  return ask.untilOn === null
    ? `${ask.number}. ${nameOfPlace(ask.place)}${ask.who}说“${ask.text}”（${deadline(ask.dueOn, today)}）不归他负责${why}`
    : `${ask.number}. ${nameOfPlace(ask.place)}${ask.who}想把“${ask.text}”从${dayWords(ask.dueOn, today)}延到${dayWords(ask.untilOn, today)}${why}`;
}

export const askHow = (number: number, kind: 'extend' | 'hand_back'): string =>
  kind === 'extend'
    ? `请回“同意 ${number}”或“不同意 ${number}”。`
    : `换人请回“转给 ${number} 姓名”，还让他办请回“不同意 ${number}”。`;
export const askOptions = (number: number, kind: 'extend' | 'hand_back'): string[] =>
  kind === 'extend' ? [`同意 ${number}`, `不同意 ${number}`] : [`不同意 ${number}`];

export const askNotice = (ask: AskTold, kind: 'extend' | 'hand_back', today: string): string =>
  `待定${askLine(ask, today).replace('. ', '：')}。\n${askHow(ask.number, kind)}`;

export function askList(lines: readonly string[]): string {
  return lines.length === 0
    ? '现在没有等您定的事。'
    : [
        `等您定的有${lines.length}件：`,
        ...lines,
        '延期的回“同意 号数”或“不同意 号数”；换人的回“转给 号数 姓名”。',
      ].join('\n');
}

export const noSuchAsk = (number: number): string =>
  `没有待定${number}，或者它不归您定。发“待我定”看有哪些。`;
export const askDecided = (number: number, who: string, moment: string): string =>
  `待定${number}${who}在${moment}已经定了。`;
export const WHICH_ASK = (word: string): string => `是哪一件？回“${word} 号数”。`;
export const NAME_MISSING = (number: number): string => `转给谁？例如“转给 ${number} 李四”。`;
export const nameUnknown = (name: string): string => `您这里没有登记叫“${name}”的干部，请核对姓名。`;
export const severalNames = (number: number, name: string, places: readonly string[]): string =>
  `叫“${name}”的有${places.length}个，请带上村名，例如“转给 ${number} ${places[0] ?? ''}${name}”：${places.join('、')}。`;
export const HE_HIMSELF = '还是转给他自己了，请换一个人。';

export const granted = (duty: Pick<DutyRow, 'text' | 'due_on'>, who: string, today: string): string =>
  `同意了：${who}的“${duty.text}”延到${dayWords(duty.due_on, today)}。`;
export const grantedTold = (
  duty: Pick<DutyRow, 'number' | 'text' | 'due_on'>,
  by: string,
  today: string,
): string => `${by}同意了，待办${duty.number}（${duty.text}）延到${dayWords(duty.due_on, today)}。`;
export const refused = (duty: Pick<DutyRow, 'text'>, who: string): string =>
  `没有同意，“${duty.text}”还是${who}按原来的日子办。`;
export const refusedTold = (
  duty: Pick<DutyRow, 'number' | 'text' | 'due_on'>,
  by: string,
  today: string,
): string => `${by}没有同意，待办${duty.number}（${duty.text}）还是您办，${deadline(duty.due_on, today)}。`;
export const passedOn = (duty: Pick<DutyRow, 'text'>, name: string): string =>
  `“${duty.text}”转给${name}了，已经告诉他。`;
export const passedOnTold = (duty: Named, name: string): string =>
  `待办${duty.number}（${duty.text}）转给${name}了，您不用办了。`;
export const GRANT_IS_PASS_ON = (number: number): string =>
  `同意换人的话，请说换成谁，例如“转给 ${number} 李四”。`;
