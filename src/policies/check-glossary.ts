import { fieldPath, type Problem } from '../data-files/data-files.ts';
import type { RawKnowledge, Sourced } from './load.ts';

/** Words that the glossary would rewrite now one way and now another, and files under a wrong name. */
export function checkGlossary(glossary: RawKnowledge['glossary']): Problem[] {
  const taken = new Map<string, { standard: string; path: string }>();
  const standards = new Set(glossary.flatMap((entry) => entry.value.词.map((word) => word.标准)));
  return glossary.flatMap((entry) => {
    const problems: Problem[] = [];
    const { 编号, 词 } = entry.value;
    if (编号 !== entry.file.name)
      problems.push(at(entry, ['编号'], `写的是“${编号}”，要和文件名一样，改成“${entry.file.name}”。`));
    词.forEach(({ 标准, 说法 }, index) => {
      说法.forEach((variant, line) => {
        const earlier = taken.get(variant);
        const path = ['词', index, '说法', line];
        if (earlier)
          problems.push(
            at(entry, path, `“${variant}”在 ${earlier.path} 里已经归到“${earlier.standard}”，请只留一处。`),
          );
        else if (standards.has(variant))
          problems.push(at(entry, path, `“${variant}”自己就是一个“标准”词，不能又当“${标准}”的说法。`));
        taken.set(variant, { standard: 标准, path: entry.file.path });
      });
    });
    return problems;
  });
}

function at(entry: Sourced<unknown>, path: PropertyKey[], sentence: string): Problem {
  return {
    file: entry.file.path,
    line: entry.lineOf(path),
    message: fieldPath(path) + sentence,
    level: 'error',
  };
}
