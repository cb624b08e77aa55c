import { loadTurnData } from '../conversation/conversation.ts';
import { pathsUp, resolveRegion } from '../policies/policies.ts';
import { findRegion, regionsNamed, type Storage } from '../storage/storage.ts';

export type CommandPlace = { ok: true; path: string } | { ok: false; message: string };

/**
 * The place that `--region` means: a place of the village book or of policy-kb/regions by path or by an unambiguous
 * name, or a new one right below such a place. A slip in an upper part would found a second county.
 */
export async function placeForCommand(
  storage: Storage,
  root: string,
  written: string,
): Promise<CommandPlace> {
  const wanted = written
    .split('/')
    .map((step) => step.trim())
    .filter((step) => step !== '')
    .join('/');
  if (wanted === '') return { ok: false, message: '--region 是空的，请写地名或完整的路径。' };
  if (!wanted.includes('/')) {
    const named = await regionsNamed(storage.db, wanted);
    const [only] = named;
    if (named.length === 1 && only !== undefined) return { ok: true, path: only.path };
    if (named.length > 1) {
      const paths = named.map(({ path }) => path).join('、');
      return { ok: false, message: `--region：叫“${wanted}”的地方不止一个，请写完整的路径：${paths}。` };
    }
  }
  const regions = loadTurnData(root, null).data?.knowledge.regions;
  const path = wanted.includes('/') || regions === undefined ? wanted : resolveRegion(regions, wanted);
  for (const up of path === null ? [] : pathsUp(path)) {
    const known = regions?.byPath.has(up) || (await findRegion(storage.db, up)) !== undefined;
    // Two steps below a county of the policies: the town and the village.
    if (known && path !== null && path.split('/').length - up.split('/').length <= 2)
      return { ok: true, path };
  }
  return {
    ok: false,
    message: `--region：不认识“${wanted}”。请写完整的路径，例如 内蒙古自治区/鄂尔多斯市/杭锦旗/锡尼镇/示范嘎查；省、市、县要和 policy-kb/regions 里的一样。`,
  };
}
