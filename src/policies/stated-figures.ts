import type { Policy, PolicyDocument } from './policy.ts';

/** Every figure that an entry's data carries: 数目, 标准, and the years of the document. As text, without thousands separators. */
export function statedFigures(policy: Policy, document: PolicyDocument): Set<string> {
  const stated = new Set<string>();
  const add = (value: number | null | undefined): void => {
    if (value !== null && value !== undefined) stated.add(String(value));
  };
  for (const figure of policy.figures) {
    add(figure.value);
    for (const written of figuresIn(`${figure.label} ${figure.unit}`)) stated.add(written);
  }
  for (const standard of policy.standards) {
    for (const value of Object.values(standard)) {
      if (typeof value === 'number') add(value);
      if (Array.isArray(value))
        for (const row of value)
          for (const cell of Object.values(row)) if (typeof cell === 'number') add(cell);
    }
  }
  for (const condition of policy.conditions) {
    add(condition.atLeast);
    add(condition.atMost);
  }
  // The years of the document's own period are no facts that need a line of their own.
  for (
    let year = Number(document.from.slice(0, 4));
    year <= Number((document.to ?? document.periodTo ?? document.from).slice(0, 4));
    year++
  )
    add(year);
  for (const written of figuresIn(policy.name)) stated.add(written);
  return stated;
}

/** The Arabic figures of a sentence, proper names such as “7+2”, “8+4” and numbered documents left out. */
export function figuresIn(sentence: string): string[] {
  const plain = sentence
    .replace(/〔\d{4}〕\d+号/g, '')
    .replace(/\d+\+\d+/g, '')
    .replace(/10·17/g, '')
    .replace(/(\d)[,，](?=\d{3})/g, '$1');
  return [...plain.matchAll(/\d+(?:\.\d+)?/g)].map((match) => String(Number(match[0])));
}
