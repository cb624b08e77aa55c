import { nearest } from '../data-files/data-files.ts';
import { type Knowledge, pathsUp, resolveRegion } from '../policies/policies.ts';

export type HomeRegion = { ok: true; path: string } | { ok: false; message: string };

/** Province, city and county: what hangs below is a town or a village, which needs no entry of its own. */
const COUNTY_STEPS = 3;

/** The place that the setting REGION means, as a full path. A slip in it must not found a place that has no policies. */
export function homeRegion({ regions, documents }: Knowledge, written: string): HomeRegion {
  const wanted = written
    .split('/')
    .map((step) => step.trim())
    .filter((step) => step !== '')
    .join('/');
  const path = resolveRegion(regions, wanted);
  if (path !== null && regions.byPath.has(path)) return { ok: true, path };
  const served = new Set([...documents.values()].map(({ region }) => region));
  const isCounty = (up: string): boolean =>
    regions.byPath.has(up) &&
    (up.split('/').length >= COUNTY_STEPS || (served.has(up) && isLowest(regions, up)));
  if (path !== null && pathsUp(path).some(isCounty)) return { ok: true, path };
  return { ok: false, message: refusal(regions, wanted) };
}

function isLowest(regions: Knowledge['regions'], path: string): boolean {
  return ![...regions.byPath.keys()].some((other) => other.startsWith(`${path}/`));
}

function refusal(regions: Knowledge['regions'], wanted: string): string {
  const named = regions.byName.get(wanted) ?? [];
  if (named.length > 1)
    return `REGION：叫“${wanted}”的地方不止一个，请写完整的路径：${named.map(({ path }) => path).join('、')}。`;
  const names = wanted.includes('/') ? [...regions.byPath.keys()] : [...regions.byName.keys()];
  const near = nearest(wanted, names);
  const meant =
    near === null
      ? []
      : near.includes('/')
        ? [near]
        : (regions.byName.get(near) ?? []).map(({ path }) => path);
  const guess = meant.length === 0 ? '' : `是不是“${meant.join('”或者“')}”？`;
  return `REGION：政策库的地区里没有“${wanted}”。${guess}要写 policy-kb/regions 里有的地名，或者完整的路径，例如 内蒙古自治区/鄂尔多斯市/杭锦旗。`;
}
