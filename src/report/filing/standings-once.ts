/** 先说明：《杭锦旗2021年衔接方案》…: the document of which it tells how far it still holds. */
const STANDING = /^先说明：《[^》]+》/;

/** How far a document still holds is said once, however many reports rest on it. */
export function standingsOnce(lines: readonly string[]): string[] {
  const said = new Set<string>();
  return lines.filter((line) => {
    const document = STANDING.exec(line)?.[0];
    if (document === undefined) return true;
    const isNew = !said.has(document);
    said.add(document);
    return isNew;
  });
}
