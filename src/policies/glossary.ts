import { listOf, strictRecord, text } from '../data-files/data-files.ts';

/** One file of policy-kb/glossary: what people say, and the word that stands for it. */
export const glossarySchema = strictRecord({
  编号: text('people'),
  说明: text('人和亲属').optional(),
  词: listOf(strictRecord({ 标准: text('孩子'), 说法: listOf(text()) })),
});

type GlossaryFile = ReturnType<typeof glossarySchema.parse>;

interface TrieNode {
  next: Map<string, TrieNode>;
  standard: string | null;
}

/** Rewrites dialect, nicknames and common mistypings to standard words, longest match first. */
export interface Glossary {
  rewrite(text: string): string;
  size: number;
}

export function buildGlossary(files: readonly GlossaryFile[]): Glossary {
  const root: TrieNode = { next: new Map(), standard: null };
  let size = 0;
  for (const file of files) {
    for (const entry of file.词) {
      // The standard word guards itself: 幼儿园 stays whole where 幼儿 alone is rewritten.
      for (const word of [...entry.说法, entry.标准]) {
        let node = root;
        for (const char of word.toLowerCase()) {
          let next = node.next.get(char);
          if (!next) {
            next = { next: new Map(), standard: null };
            node.next.set(char, next);
          }
          node = next;
        }
        if (node.standard === null) size += 1;
        node.standard ??= entry.标准;
      }
    }
  }
  return { rewrite: (input) => rewrite(root, input), size };
}

function rewrite(root: TrieNode, input: string): string {
  let output = '';
  for (let i = 0; i < input.length; ) {
    let node: TrieNode | undefined = root;
    let matched: { standard: string; length: number } | null = null;
    for (let j = i; j < input.length; j++) {
      node = node.next.get(input[j] ?? '');
      if (!node) break;
      if (node.standard !== null) matched = { standard: node.standard, length: j - i + 1 };
    }
    output += matched ? matched.standard : input[i];
    i += matched ? matched.length : 1;
  }
  return output;
}
