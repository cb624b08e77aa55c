import { nameOfPlace } from '../../register/register.ts';
import type { BroadcastOpinionRow, BroadcastRow } from '../../storage/storage.ts';
import { answerHow, dayWords, short } from './wording-message.ts';

/** What recipients answer, and publications. */

export function whichRun(text: string, runs: readonly Pick<BroadcastRow, 'text' | 'region'>[]): string {
  const lines = runs.map(
    ({ text: about, region }, index) => `${index + 1}. ${placeOf(region)}：${short(about)}`,
  );
  return [`“${text}”是回哪一个？请回前面的数字。`, ...lines].join('\n');
}

export function answerKept(
  option: string,
  row: Pick<BroadcastRow, 'text' | 'region'>,
  before: string | null,
  hasNote: boolean,
): string {
  const what = `${placeOf(row.region)}“${short(row.text, 16)}”`;
  const more = hasNote ? '您写的话也记下了。' : '';
  if (before !== null && before !== option) return `改好了：${what}，从“${before}”改成“${option}”。${more}`;
  return `记下了：${what}，您回的是“${option}”。${more}想改再回一个就行。`;
}

export function askBack(
  row: Pick<BroadcastRow, 'text' | 'region'>,
  option: string | null,
  options: readonly string[],
): string {
  const what = `${placeOf(row.region)}“${short(row.text, 16)}”`;
  return option === null
    ? `${what}还等您回。${answerHow(options)}`
    : `${what}，您是说“${option}”吗？是就回“对”，不是请回${options
        .filter((one) => one !== option)
        .map((one) => `“${one}”`)
        .join('或')}。`;
}

export const notToAnswerFor = (number: number, name: string): string =>
  `第${number}号里没有归您替回的“${name}”，请核对号数和姓名。`;
export const answersHimself = (name: string): string => `${name}自己收得到，请他自己回，不能替他回。`;
export const whichToAnswerFor = (number: number, names: readonly string[]): string =>
  `同名的有${names.length}个：${names.join('、')}。请带上组，例如“代回 ${number} ${names[0] ?? ''} 选的”。`;
export const optionsToAnswerFor = (number: number, name: string, options: readonly string[]): string =>
  options.length === 0
    ? `第${number}号没有要回答的选项，不用替回。`
    : `他选的是哪一个？能选的有${options.map((one) => `“${one}”`).join('')}，例如“代回 ${number} ${name} ${options[0] ?? ''}”。`;
export const saidFor = (note: string | null, by: string): string => `${note ?? ''}（${by}代回）`;
export const answeredFor = (number: number, name: string, option: string): string =>
  `记下了：第${number}号，替${name}回的是“${option}”。要改再回一次就行。`;

export const RUN_OVER = '这一条已经结束了，不再收回答。有话要说请跟村干部说。';

function placeOf(region: string): string {
  return nameOfPlace(region.replace(/\/\d+组$/, ''));
}

export const ANONYMOUS = '匿名';
export const noPublication = (number: number): string => `没有发给您的第${number}号公示，请核对号数。`;
export const publicationOver = (number: number): string =>
  `第${number}号公示已经结束，意见收不进去了，请找村里或乡镇当面说。`;
export const publicationOpen = (number: number): string => `第${number}号还在公示，期满了才能接着公示。`;
export const OWN_LEVEL = '这是您这一级自己公示的，接着公示由上一级来发。';
export const OPINION_REASON = (number: number): string =>
  `请写上原因，例如“意见 ${number} 名单里漏了三组张家”。`;
export const opinionTaken = (number: number, opinion: number, isAnonymous: boolean): string =>
  isAnonymous
    ? `收到，是第${number}号公示的意见${opinion}，没有留您的名字。`
    : `收到，是第${number}号公示的意见${opinion}，已经转给公示的人，有答复就告诉您。`;
export const opinionTold = (number: number, opinion: number, by: string, text: string): string =>
  `第${number}号公示有意见${opinion}，${by}：${text}\n核实后请发“答复意见 ${number}-${opinion} 内容”。`;
export const noOpinion = (number: number, opinion: number): string =>
  `没有意见${number}-${opinion}，或者它不归您答复。`;
export const opinionLate = (number: number, opinion: number): string =>
  `意见${number}-${opinion}已经答复过了。`;
export const opinionAnswered = (number: number, opinion: number): string =>
  `意见${number}-${opinion}答复了，写进公示记录。`;
export const opinionAnswerTold = (number: number, answer: string): string =>
  `您对第${number}号公示提的意见有答复了：${answer}`;

export function publicationRecord(
  row: BroadcastRow,
  told: { received: number; opinions: readonly BroadcastOpinionRow[]; before: number | null },
): string {
  const open = told.opinions.filter(({ answer }) => answer === null).length;
  const opinions =
    told.opinions.length === 0
      ? '没有人提意见'
      : `提了${told.opinions.length}条意见，${open === 0 ? '都答复了' : `还有${open}条没答复`}`;
  const before = told.before === null ? '' : `，接着下级的第${told.before}号`;
  return `公示记录：第${row.number}号公示期满，${placeOf(row.region)}${before}，${row.days ?? 0}个工作日，到${
    row.ends_on === null ? '' : dayWords(row.ends_on)
  }止，发给${row.people}人，收到${told.received}人，${opinions}。`;
}

export const nextLevel = (number: number, place: string, text: string): string =>
  `${place}第${number}号公示期满：${short(text)}\n要在您这一级接着公示，回“接着公示 ${number}”。`;
