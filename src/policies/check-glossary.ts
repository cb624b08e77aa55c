import { notFileName, type Problem } from '../data-files/data-files.ts';
import { readerOf } from './check-broken.ts';
import { problemAt } from './check-problem.ts';
import { inFolder, type Located } from './check-views.ts';
import type { RawKnowledge } from './load.ts';

interface GlossaryView {
  entry: Located;
  id: string | null;
  words: { standard: string | null; variants: (string | null)[] }[];
}

/** Words that the glossary would rewrite now one way and now another, and files under a wrong name. */
export function checkGlossary(raw: RawKnowledge): Problem[] {
  const files = viewsOf(raw);
  const taken = new Map<string, { standard: string; path: string }>();
  const standards = new Set(files.flatMap(({ words }) => words.map(({ standard }) => standard)));
  return files.flatMap(({ entry, id, words }) => {
    const wrongId = id === null || id === entry.file.name ? null : notFileName(id, entry.file.path);
    const problems = wrongId === null ? [] : [problemAt(entry, ['编号'], wrongId)];
    words.forEach(({ standard, variants }, index) => {
      variants.forEach((variant, line) => {
        if (variant === null) return;
        const earlier = taken.get(variant);
        const path = ['词', index, '说法', line];
        if (earlier)
          problems.push(
            problemAt(
              entry,
              path,
              `“${variant}”在 ${earlier.path} 里已经归到“${earlier.standard}”，请只留一处。`,
            ),
          );
        else if (standards.has(variant))
          problems.push(
            problemAt(
              entry,
              path,
              `“${variant}”自己就是一个“标准”词，不能又当“${standard ?? '别的词'}”的说法。`,
            ),
          );
        taken.set(variant, { standard: standard ?? '别的词', path: entry.file.path });
      });
    });
    return problems;
  });
}

function viewsOf(raw: RawKnowledge): GlossaryView[] {
  const sound = raw.glossary.map((entry) => ({
    entry,
    id: entry.value.编号,
    words: entry.value.词.map((word) => ({ standard: word.标准, variants: word.说法 })),
  }));
  const broken = inFolder(raw, 'glossary').map((file): GlossaryView => {
    const reader = readerOf(file);
    const words = reader.each(['词'], (...at) => ({
      standard: reader.text(...at, '标准'),
      variants: reader.texts(...at, '说法'),
    }));
    return { entry: file, id: reader.text('编号'), words };
  });
  return [...sound, ...broken];
}
