import type { Aspect, Policy, PolicyDocument, Standing } from '../policies/policies.ts';

/** Every sentence of the answering job that is not data. Rules and routing live elsewhere. */

const ASPECT_NOUN: Record<Aspect, string> = {
  amount: '具体给多少钱',
  who: '具体给哪些人',
  how: '具体怎么办理',
  when: '具体时间',
  where: '到哪里办',
  papers: '要带哪些材料',
  lead: '由哪个部门负责',
  what: '具体内容',
  changed: '跟以前有什么变化',
};

/** `2020-12-31` → `2020年12月31日` */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** What a reader must know before the figure: that the document is past, ahead, or past its policy period. */
export function standingLine(standing: Standing, document: PolicyDocument, office: string): string | null {
  switch (standing) {
    case 'in_force':
      return null;
    case 'expired':
      return `这项政策到${dayInWords(document.to ?? document.from)}已经到期。下面是当时的规定，现在怎么办请问${office}。`;
    case 'not_yet':
      return `这时候还没开始：这份文件从${document.from.endsWith('-01-01') ? `${document.from.slice(0, 4)}年` : dayInWords(document.from)}起执行。下面是它的规定。`;
    case 'unclear':
      return `这是${document.from.slice(0, 4)}年文件的规定，过渡期到${dayInWords(document.periodTo ?? document.from)}已经结束，现在还发不发、发多少，请先问${office}。`;
  }
}

/** Where it stands and how long it holds, for the last line. */
export function sourceLine(document: PolicyDocument, clauses: readonly string[]): string {
  const titles = clauses.slice(0, 3).map((ref) => {
    const title = document.clauses.find((clause) => clause.ref === ref)?.title;
    return title ? `${ref}（${title}）` : ref;
  });
  const number = document.number ? `（${document.number}）` : '';
  const stand = document.note?.includes('替代') ? '（示范县是替代的县名）' : '';
  const period = periodInWords(document);
  return `依据：《${document.shortTitle}》${number}${titles.join('、')}${stand}；${period}。`;
}

/** A second matter that the question may touch. */
export function alsoLine(name: string, answer: string): string {
  return `还有${name}：${answer}`;
}

function periodInWords({ from, to, periodTo }: PolicyDocument): string {
  const year = from.slice(0, 4);
  if (to === `${year}-12-31` && from === `${year}-01-01`) return `管${year}年全年`;
  if (to !== null) return `管${year}年到${dayInWords(to)}`;
  return periodTo === null
    ? `从${year}年起，没写到哪天`
    : `从${year}年起，没写到哪天（过渡期到${dayInWords(periodTo)}）`;
}

export function unstatedLine(aspect: Aspect, office: string): string {
  return `文件没有写${ASPECT_NOUN[aspect]}，可以问${office}。`;
}

/** What was heard is not what the document says. */
export function notThatSum(figure: string): string {
  return `不是${figure}。`;
}

export const THAT_IS_RIGHT = '对。';

/** A number is asked for, and the entry has none at all. */
export function numberUnstated(office: string): string {
  return `文件没有写具体数目，可以问${office}。`;
}

export function leadLine(lead: string): string {
  return `负责的是${lead}。`.replace(/。。$/, '。');
}

export function whoLine(who: string): string {
  return /[。！？]$/.test(who) ? who : `${who}。`;
}

export function categoryMet(category: string, condition: string): string {
  return `您家是${category}，在范围里（${condition}）。`;
}

export function categoryFailed(category: string, condition: string): string {
  return `您家是${category}，不在范围里：${condition}。有没有别的能享受，可以问村里的帮扶干部。`;
}

export function categoryUnknown(condition: string): string {
  return `您家能不能享受还不能判断：${condition}。`;
}

/** The document says nothing of the matter. */
export function silentLine(place: string, office: string, near: readonly Policy[]): string {
  const first = `${place}的政策文件里没有查到这一条，不好乱说。请问一问${office}。`;
  if (near.length === 0) return first;
  return `${first}\n文件里写了的相近的事有：${near.map((policy) => policy.name).join('、')}。想听哪个，直接说名字。`;
}

/** A matter of life that none of the documents is about. */
export function outsideLine(name: string, office: string): string {
  return `${name}不在这里收录的政策文件里，我不好乱说。请找${office}。`;
}

/** Idle talk: no office is there for it. */
export const ONLY_POLICIES =
  '这个我帮不上，我只管政策上的事。补贴、低保、看病报销、上学资助、贷款、危房改造，您尽管问。';

export const DEFAULT_OFFICE = '村委会或乡镇便民服务中心';

/** The person's place is not known. */
export function askRegion(names: readonly string[]): string {
  return `您家在哪个县（市、区、旗）？各地规定不一样，说了地方我才能照当地的文件回答。\n现在收录了${names.join('、')}的文件。直接回地名就行，比如“我是${names[0]}的”。`;
}

/** The place is known, and nobody has put a document of it in. */
export function noDocuments(place: string, names: readonly string[]): string {
  return `${place}的文件还没有收进来，我不能拿别处的规定来答。请问${DEFAULT_OFFICE}。现在收录了${names.join('、')}的文件。`;
}

export function placeNoted(place: string): string {
  return `记下了，您在${place}。想问什么事，直接说。`;
}

export function ambiguousPlace(name: string, paths: readonly string[]): string {
  return `叫“${name}”的地方不止一个，您说的是哪一个？\n${numbered(paths)}`;
}

/** Not sure which is meant. */
export function choicesText(labels: readonly string[]): string {
  return `您问的是哪一件？回数字就行：\n${numbered(labels)}`;
}

/** The person says that none of the choices was meant. */
export function noneOfThem(office: string): string {
  return `那我没听准。您换个说法再问一遍，或者请问${office}。`;
}

function numbered(labels: readonly string[]): string {
  return labels.map((label, index) => `${index + 1}. ${label}`).join('\n');
}

export const REPEAT_NOTHING = '刚才还没有说过什么。您想问什么事？';

export function handOver(office: string): string {
  return `要找人说，请到${office}，他们能当面给您办。您的话我也记下了，管政策库的同志会看到。`;
}

/** The last answer, one thing a line, with numbers. */
export function slower(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('依据'))
    .flatMap((line) => line.split(/(?<=[。！？；])/))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const source = text.split('\n').find((line) => line.startsWith('依据'));
  return [...lines.map((line, index) => `${index + 1}. ${line}`), ...(source ? [source] : [])].join('\n');
}

export const EMPTY_MESSAGE = '没收到字。您想问什么事，说一句就行，比如“低保怎么办”。';
