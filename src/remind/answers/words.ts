/** What a person answers with a word, as it was typed. */
export type Answer =
  | { kind: 'mine' }
  | { kind: 'ack'; numbers: number[]; all: boolean }
  | { kind: 'done'; numbers: number[]; note: string }
  | { kind: 'extend'; number: number | null; rest: string }
  | { kind: 'hand-back'; number: number | null; reason: string }
  | { kind: 'asks' }
  | { kind: 'grant'; number: number | null }
  | { kind: 'refuse'; number: number | null; reason: string }
  | { kind: 'pass-on'; number: number | null; name: string }
  | { kind: 'list' }
  | { kind: 'verdict'; named: boolean; numbers: number[] };

/** A duty's number; 12月, 12户 and 3天 are none. */
const NUMBER =
  /^[\s,，、和及第]*(\d{1,3})(?:号|条|件)?(?![\d.:]*(?:年|月|日|天|点|元|组|户|人|万|千|个|块|只|头|亩|斤|%|周|次|份|处))(?=[\s,，、和及。:：;；]|$|[\u4e00-\u9fff])/;

const ACK = /^(?:(?:好的?|嗯+|行)[\s,，。]*)?(?:收到了?|知道了|明白了?|晓得了|收悉)(?:了|啦|哈|!|！|。|\s)*/;
const ACK_ALL = /^(?:全部?都?收到了?|都收到了?|收到全部|全收到)[。!！]*$/;
const DONE =
  /^(?:已经?)?(?:完成了?|办完了?|办好了?|办结了?|办妥了?|做完了?|弄完了?|已办结?|已走访|走访完了?|走访过了|已报送|报送了)(?=$|[\s\d第:：,，。;；!！])/;
const EXTEND =
  /^(?:我?(?:想|要|申请|请求|请))?(?:延期|延后|推迟|宽限|延)(?=$|[\s\d到至第一二两三四五六七八九十])/;
const HAND_BACK =
  /^(?:这(?:件|个)?事?|那(?:件|个)?事?)?(?:不是|不归|不属于?|不该)(?:我们?|本人|咱|俺|我村|本村|我这)(?:来)?(?:负责|管|的事|分管|办|的)/;
const LEADING =
  /^(?:第)?(\d{1,3})(?:号|条|件)?[\s:：,，、]*(?=收到|知道了|完成|办完|办好|办结|已完成|延期|延到|推迟|不是我|不归我)/;

/** Reads such an answer; null where the text is none. readAnswer('完成 2 已报送') → done 2 “已报送” */
export function readAnswer(text: string): Answer | null {
  const said = text.trim().replace(/[。!！~]+$/, '');
  if (/^(?:我的待办|我的任务|我要办的|我的提醒|待办事项)$/.test(said)) return { kind: 'mine' };
  if (/^(?:待我定|等我定|要我定的)$/.test(said)) return { kind: 'asks' };
  if (/^(?:看)?(?:待)?通报(?:名单|单)$/.test(said)) return { kind: 'list' };
  if (ACK_ALL.test(said)) return { kind: 'ack', numbers: [], all: true };
  const leading = LEADING.exec(said);
  const [first, rest] = leading === null ? [null, said] : [Number(leading[1]), said.slice(leading[0].length)];
  const answer = readWord(rest);
  if (first === null || answer === null) return answer;
  switch (answer.kind) {
    case 'ack':
    case 'done':
      return { ...answer, numbers: [first, ...answer.numbers] };
    case 'extend':
    case 'hand-back':
      return { ...answer, number: first };
    default:
      return answer;
  }
}

function readWord(said: string): Answer | null {
  const ack = ACK.exec(said);
  if (ack) {
    const { numbers, rest } = readNumbers(said.slice(ack[0].length));
    return rest === '' || rest === '全部' ? { kind: 'ack', numbers, all: rest === '全部' } : null;
  }
  const done = DONE.exec(said);
  if (done) {
    const { numbers, rest } = readNumbers(said.slice(done[0].length));
    return { kind: 'done', numbers, note: trimmed(rest) };
  }
  const extend = EXTEND.exec(said);
  if (extend) {
    const { numbers, rest } = readNumbers(said.slice(extend[0].length));
    return { kind: 'extend', number: numbers[0] ?? null, rest: trimmed(rest) };
  }
  const back = HAND_BACK.exec(said);
  if (back) {
    const { numbers, rest } = readNumbers(said.slice(back[0].length));
    return { kind: 'hand-back', number: numbers[0] ?? null, reason: trimmed(rest) };
  }
  return readDecision(said);
}

function readDecision(said: string): Answer | null {
  const refuse = /^(?:不同意|不批准?|不准)(?=$|[\s\d])/.exec(said);
  if (refuse) {
    const { numbers, rest } = readNumbers(said.slice(refuse[0].length));
    return { kind: 'refuse', number: numbers[0] ?? null, reason: trimmed(rest) };
  }
  const grant = /^(?:同意|批准|准了?)(?=$|[\s\d])/.exec(said);
  if (grant) {
    const { numbers, rest } = readNumbers(said.slice(grant[0].length));
    return rest === '' ? { kind: 'grant', number: numbers[0] ?? null } : null;
  }
  const pass = /^(?:转给|转交给?|改派给?|派给)(?=$|[\s\d]|[\u4e00-\u9fff])/.exec(said);
  if (pass) {
    const { numbers, rest } = readNumbers(said.slice(pass[0].length));
    const name = trimmed(rest);
    return name.length > 20 ? null : { kind: 'pass-on', number: numbers[0] ?? null, name };
  }
  const verdict = /^(不)?通报(?=$|[\s\d])/.exec(said);
  if (verdict) {
    const { numbers, rest } = readNumbers(said.slice(verdict[0].length));
    const named = verdict[1] === undefined;
    if (rest !== '' || (named && numbers.length === 0)) return null;
    return { kind: 'verdict', named, numbers };
  }
  return null;
}

/** 1 3 已办 → 1, 3 and 已办 */
export function readNumbers(text: string): { numbers: number[]; rest: string } {
  const numbers: number[] = [];
  let rest = text;
  for (;;) {
    const found = NUMBER.exec(rest);
    if (!found) break;
    numbers.push(Number(found[1]));
    rest = rest.slice(found[0].length);
  }
  return { numbers: [...new Set(numbers)], rest: rest.replace(/^[\s,，、:：。]+/, '').trim() };
}

function trimmed(rest: string): string {
  return rest.replace(/^[\s:：,，。;；]+/, '').trim();
}
