import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { type Finding, fail, ok, warn } from './finding.ts';

const GB = 1024 ** 3;
const MB = 1024 ** 2;
const LEAST_NODE = 20;
const LEAST_DISK = 200 * MB;
const GOOD_DISK = 2 * GB;
const LEAST_MEMORY = 150 * MB;
/** WeChat by wechaty lives in a process of its own. */
const LEAST_MEMORY_WECHATY = 400 * MB;

/** `version`: as in `process.versions.node`. */
export function nodeFinding(version: string): Finding {
  const major = Number(version.split('.')[0]);
  if (major >= LEAST_NODE) return ok('Node', `${version}，可以用。`);
  return fail('Node', `现在是 ${version}，太旧：请装 Node ${LEAST_NODE} 或者更新的版本。`);
}

/** `data/`: does it belong to whoever runs this, may he write there, and nobody else read? */
export function folderFinding(root: string, uid: number | null): Finding {
  const name = 'data 文件夹';
  const folder = join(root, 'data');
  if (!existsSync(folder)) return ok(name, '还没有，第一次开门时会建好。');
  const { uid: owner, mode } = statSync(folder);
  if (uid !== null && owner !== uid)
    return fail(
      name,
      `${folder} 是别的用户的（编号 ${owner}），现在的用户是 ${uid}：请用开村口的那个用户运行，例如 sudo -u cunkou；不要用 root 开村口。`,
    );
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(name, `${folder} 读不了或者写不了：请运行 chmod 700 ${folder}。`);
  }
  if ((mode & 0o077) !== 0)
    return warn(name, `别的用户也看得到 ${folder}，里面有群众说的话和钥匙：请运行 chmod -R go= ${folder}。`);
  return ok(name, '只有自己能看，能写。');
}

/** The disk that `path` is on, or will be. */
export function diskFinding(path: string, free: (path: string) => number = freeBytes): Finding {
  let existing = path;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const left = free(existing);
  const say = `还有 ${(left / GB).toFixed(1)} GB`;
  if (left < LEAST_DISK)
    return fail('磁盘', `${say}，快写不进去了：请清理旧日志和旧备份，或者换大一点的盘。`);
  if (left < GOOD_DISK) return warn('磁盘', `${say}，不多了：请清理旧日志和旧备份。`);
  return ok('磁盘', `${say}。`);
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

export function memoryFinding(
  wechaty: boolean,
  { free, total }: { free: number; total: number } = { free: freemem(), total: totalmem() },
): Finding {
  const say = `空着 ${Math.round(free / MB)} MB，一共 ${Math.round(total / MB)} MB`;
  if (free < (wechaty ? LEAST_MEMORY_WECHATY : LEAST_MEMORY))
    return warn('内存', `${say}，太少，村口可能会被系统关掉：请关掉别的程序，或者加内存。`);
  return ok('内存', `${say}。`);
}
