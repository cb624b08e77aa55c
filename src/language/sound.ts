import { pinyin } from 'pinyin-pro';

const cache = new Map<string, string>();

/**
 * The toneless sound of one character, with the pairs that voice typing and southern speech confuse folded together:
 * zh/z, ch/c, sh/s, n/l, f/h before u, -ng/-n. A character without a sound stands for itself.
 * soundOf('低') === soundOf('地'); soundOf('镇') === soundOf('政')
 */
export function soundOf(char: string): string {
  const known = cache.get(char);
  if (known !== undefined) return known;
  const plain = pinyin(char, { toneType: 'none', type: 'array', nonZh: 'consecutive' })[0] ?? char;
  const folded = plain
    .replace(/^zh/, 'z')
    .replace(/^ch/, 'c')
    .replace(/^sh/, 's')
    .replace(/^l/, 'n')
    .replace(/^fu/, 'hu')
    .replace(/ng$/, 'n');
  cache.set(char, folded);
  return folded;
}
