import { type Reader, readerOf } from './check-broken.ts';
import { inFolder } from './check-views.ts';
import type { RawKnowledge } from './load.ts';
import { buildRegions, type Regions } from './regions.ts';

type Node = Parameters<typeof buildRegions>[0][number];

/** The places of all files of regions; not whole where a place of a broken one has no name that can be read. */
export function readableRegions(raw: RawKnowledge): { regions: Regions; isWhole: boolean } {
  const sound = raw.regions.map((entry) => entry.value);
  const broken = inFolder(raw, 'regions').map((file) => nodeOf(readerOf(file), []));
  const told = new Set([...raw.regions, ...raw.broken].map(({ file }) => file.path));
  const isUnread = raw.problems.some(({ file }) => file.startsWith('policy-kb/regions/') && !told.has(file));
  const nodes = broken.filter((node) => node !== null);
  return {
    regions: buildRegions([...sound, ...nodes]),
    isWhole: !isUnread && nodes.length === broken.length,
  };
}

function nodeOf(reader: Reader, path: readonly PropertyKey[]): Node | null {
  const name = reader.text(...path, '名称');
  const called = reader.texts(...path, '叫法');
  const below = reader.each([...path, '下级'], (...at) => nodeOf(reader, at));
  const isHidden = ['叫法', '下级'].some((key) => reader.isDoubtful(...path, key));
  if (name === null || called.includes(null) || below.includes(null) || isHidden) return null;
  return {
    名称: name,
    叫法: called.filter((word) => word !== null),
    办事: [],
    下级: below.filter((node) => node !== null),
  };
}
