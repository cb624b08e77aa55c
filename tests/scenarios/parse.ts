/** A person of the play. */
export interface Person {
  name: string;
  role: string;
  /** Name or path of the place; null where the bot does not know it yet. */
  place: string | null;
}

/** One line of the play that is kept; the bot's lines and the facts are written anew. */
export type Step =
  /** A note, a heading or a blank line, as it stands. */
  | { kind: 'as-is'; text: string }
  /** 【2021-09-01 09:00】, in China. */
  | { kind: 'clock'; text: string; iso: string }
  | { kind: 'says'; name: string; text: string };

export interface Scene {
  /** The sentence that the scene proves: its first line. */
  title: string;
  channel: string;
  people: ReadonlyMap<string, Person>;
  steps: Step[];
  /** Does the file hold a line of the bot's? */
  recorded: boolean;
}

const ROLES = ['群众', '干部'];
const FACTS = ['听懂', '记下', '提醒', '拒绝'];
const UNKNOWN_PLACE = '地方不明';
const BOT = '机器人';

/**
 * Reads a scene. Six kinds of lines: `#` notes; 渠道 and people before the first clock; 【…】; `名字：` says; `机器人：`
 * replies; `〔…〕` facts. A line that begins with two spaces goes on. Throws an Error with file and line on anything else.
 */
export function parseScene(file: string, source: string): Scene {
  const people = new Map<string, Person>();
  const steps: Step[] = [];
  let channel = '';
  let clockSeen = false;
  let recorded = false;
  /** What a line that begins with two spaces goes on with; `dropped` for what is written anew. */
  let open: Extract<Step, { kind: 'says' }> | 'dropped' | null = null;

  const lines = source
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '')
    .split('\n');
  const title = /^# *(\S.*)$/.exec(lines[0] ?? '')?.[1];
  if (title === undefined) throw wrong(file, 1, '第一行要写“# ”和这场戏要证明的一句话');

  lines.forEach((line, index) => {
    const at = index + 1;
    const fact = /^ {2}〔(.+?)〕/.exec(line);
    if (fact) {
      if (!FACTS.includes(fact[1] ?? ''))
        throw wrong(file, at, `没有〔${fact[1]}〕，只有${FACTS.map((word) => `〔${word}〕`).join('')}`);
      open = 'dropped';
      return;
    }
    if (line.startsWith('  ') && line.trim() !== '') {
      if (open === null) throw wrong(file, at, '行首有两个空格，可是上面没有要接的话');
      if (open !== 'dropped') open.text += `\n${line.slice(2)}`;
      return;
    }
    if (line.trim() === '' || line.startsWith('#')) {
      open = null;
      steps.push({ kind: 'as-is', text: line.trimEnd() });
      return;
    }
    const clock = /^【(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})】$/.exec(line);
    if (clock) {
      const iso = `${clock[1]}T${clock[2]}:00+08:00`;
      if (Number.isNaN(Date.parse(iso))) throw wrong(file, at, '没有这个日子或钟点');
      clockSeen = true;
      open = null;
      steps.push({ kind: 'clock', text: line, iso });
      return;
    }
    const said = /^([^\s：:@→【〔]{1,12})(?:→([^\s：:]{1,12}))?[：:](.*)$/.exec(line);
    if (!said) throw wrong(file, at, `看不懂“${line}”`);
    const [, name = '', , rest = ''] = said;
    if (name === BOT) {
      recorded = true;
      open = 'dropped';
      return;
    }
    open = null;
    if (!clockSeen) {
      if (name === '渠道') channel = rest.trim();
      else people.set(name, personOf(file, at, name, rest));
      steps.push({ kind: 'as-is', text: line });
      return;
    }
    if (!people.has(name)) throw wrong(file, at, `“${name}”没有在开头介绍过，先写“${name}：群众，杭锦旗”`);
    open = { kind: 'says', name, text: rest };
    steps.push(open);
  });
  if (channel === '') throw wrong(file, 1, '开头要写“渠道：”');
  if (!steps.some((step) => step.kind === 'says')) throw wrong(file, lines.length, '没有人说话');
  return { title, channel, people, steps, recorded };
}

function personOf(file: string, at: number, name: string, text: string): Person {
  const [role = '', place = ''] = text.split(/[，,]/).map((part) => part.trim());
  if (!ROLES.includes(role)) throw wrong(file, at, `“${role}”不是身份，只有${ROLES.join('、')}`);
  if (place === '') throw wrong(file, at, `${name}在哪里没有写，写地名或“${UNKNOWN_PLACE}”`);
  return { name, role, place: place === UNKNOWN_PLACE ? null : place };
}

function wrong(file: string, line: number, sentence: string): Error {
  return new Error(`${file} 第 ${line} 行：${sentence}。`);
}
