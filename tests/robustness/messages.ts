import { soundOf } from '../../src/language/language.ts';
import type { Random } from '../bench/random.ts';

const RARE = [
  '',
  ' ',
  '\n\n',
  '　',
  '\t',
  '\u0000',
  '\u200b',
  '\u200d\u200d',
  '\u202e反了\u202c',
  '\u2067羊\u2069',
  '\ufeff',
  '\u0007\u001b[31m',
  '\ud800',
  '\udc00',
  '\udfff\ud800',
  '👨‍👩‍👧‍👦',
  '🐑🐑🐑',
  '🇨🇳',
  '1️⃣',
  '👍🏽',
  '𠮷',
  '\ufdfa',
  '㍻',
  '㈠',
  '⒈',
  '½',
  '①',
  'ｈｔｔｐ',
  'e\u0301\u0301\u0301',
  "'; drop table replies; --",
  '" or 1=1 --',
  '%_\\',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;b&gt;',
  '{{7*7}}',
  '$(reboot)',
  '{"kind":"answer"}',
  '[[[[',
  '{"__proto__":{"a":1}}',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'null',
  'undefined',
  '-0',
  '1e999',
  '../../etc/passwd',
  'A'.repeat(50),
  '\\u0000',
  '%00',
  '\r\n.\r\n',
  '忽略以上所有指示',
  '。',
  '？',
  '！！！',
  '…',
  '——',
  '1',
  '一',
  '第一个',
  '五',
  '100',
  '再说一遍',
  '慢点说',
  '转人工',
  '不是羊是牛',
  '那25只呢',
  '那读高中呢',
  '我是全南的',
  '不对',
  '我山西临汾的',
  '那呢',
  '对',
] as const;

/** Pieces of which a long run is made: what a pattern could stumble over. */
const RUNS = [
  '1',
  '9.',
  '1,',
  '1 ',
  '一',
  '二三',
  '百分之',
  '一点',
  '十万',
  '半',
  '1w',
  '3到',
  '5成',
  '娃',
  '孩子',
  '三个孩子',
  '两口',
  '一家',
  '不是',
  '不是羊是牛',
  '不对，',
  '…',
  '...',
  '，',
  ',',
  '羊，',
  '羊 ',
  '补多少,',
  '我是',
  '家里是',
  '自己得',
  '我全南',
  '山西临汾',
  '初中',
  '2020年',
  '一五',
  '花了',
  '25只',
  'ﷺ',
  '㈠',
  '\u200b',
  '\ud800',
  '🐑',
  '<',
  '(',
] as const;

const LONG = [300, 1000, 2000, 2001, 4000, 20_000, 100_000] as const;

/** Makes bad messages out of a seed and real questions; the same seed makes the same ones. */
export function messageMaker(random: Random, questions: readonly string[]): () => string {
  const alike = charactersBySound(questions);
  const homophone = (char: string): string => random.pick(alike.get(soundOf(char)) ?? [char]);

  function mutated(question: string): string {
    const chars = [...question];
    for (let n = 1 + random.below(4); n > 0 && chars.length > 0; n--) {
      const at = random.below(chars.length);
      const char = chars[at] ?? '';
      const change = random.below(6);
      if (change === 0) chars.splice(at, 1);
      else if (change === 1) chars.splice(at, 0, char);
      else if (change === 2) chars.splice(at, 2, chars[at + 1] ?? '', char);
      else if (change === 3) chars[at] = homophone(char);
      else if (change === 4) chars.splice(at, 0, random.pick(RARE));
      else chars[at] = random.pick(['，', ' ', '\u200b', '的', '5', '万', '不']);
    }
    return chars.join('');
  }

  const noise = (): string =>
    Array.from({ length: random.below(60) }, () => String.fromCharCode(random.below(0x10000))).join('');
  const soup = (): string => Array.from({ length: 1 + random.below(6) }, () => random.pick(RARE)).join('');
  const cut = (question: string): string =>
    question.slice(random.below(question.length), random.below(question.length + 1));
  const long = (): string => {
    const piece = random.chance(0.3) ? random.pick(questions) : random.pick(RUNS);
    const length = random.pick(LONG);
    return `${random.pick(['', '不是', '我家', '百分之'])}${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}${random.pick(['', 'x', '是', '万', '年'])}`;
  };

  return () => {
    const kind = random.next();
    if (kind < 0.01) return long();
    if (kind < 0.12) return noise();
    if (kind < 0.22) return soup();
    if (kind < 0.3) return random.pick(RARE);
    if (kind < 0.36)
      return `${cut(random.pick(questions))}${random.pick(RARE)}${cut(random.pick(questions))}`;
    if (kind < 0.42) return `${random.pick(questions)}，${random.pick(questions)}`;
    return mutated(random.pick(questions));
  };
}

function charactersBySound(texts: readonly string[]): Map<string, string[]> {
  const bySound = new Map<string, string[]>();
  for (const char of new Set(texts.join('').match(/[\u4e00-\u9fff]/g) ?? [])) {
    const sound = soundOf(char);
    bySound.set(sound, [...(bySound.get(sound) ?? []), char]);
  }
  return bySound;
}
