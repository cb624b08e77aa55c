/**
 * The word of a closed list that looks most like what was typed, or null where none is near.
 * nearest('名子', ['名称', '别名']) → '名称'
 */
export function nearest(written: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const word of known) {
    // Of two that are equally near, the one that begins alike: 别称 is 别名 and not 名称.
    const distance = editDistance(written, word) - (word[0] === written[0] ? 0.5 : 0);
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  const longest = Math.max(written.length, best?.length ?? 0);
  return best !== null && bestDistance < longest ? best : null;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
