import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, localDate, systemClock } from '../clock/clock.ts';
import { type Config, readConfig } from '../config.ts';
import { sqliteFile } from './backup.ts';
import { channelFindings } from './doctor/channels.ts';
import { clockFinding, clockOf, type OtherClock } from './doctor/clock.ts';
import { dataFindings } from './doctor/data.ts';
import { backupFinding, databaseFindings } from './doctor/database.ts';
import { type Finding, fail, MARK, ok } from './doctor/finding.ts';
import { diskFinding, folderFinding, memoryFinding, nodeFinding } from './doctor/machine.ts';

/** `doctor`: looks over everything that the service needs and says what to do. Resolves to the exit status: 1 where something has to be done. */
export async function runDoctor(root: string, { json = false }: { json?: boolean }): Promise<number> {
  const settings = (): Config => readConfig(process.env, root);
  const findings = await examine(root, settings, systemClock);
  console.log(json ? JSON.stringify({ ok: isWell(findings), findings }) : report(findings));
  return isWell(findings) ? 0 : 1;
}

/** Everything that was found, in the order in which one would mend it. Asks only addresses that the settings name. */
export async function examine(root: string, settings: () => Config, clock: Clock): Promise<Finding[]> {
  const uid = process.getuid?.() ?? null;
  const machine = [nodeFinding(process.versions.node), folderFinding(root, uid)];
  // Reading the settings would make the keys, and those would then be another user's.
  const stranger = machine.some(({ level, name }) => level === 'fail' && name !== 'Node');
  if (stranger) return machine;
  let config: Config;
  try {
    config = settings();
  } catch (error) {
    const say = error instanceof Error ? error.message : String(error);
    return [
      ...machine,
      fail('设置', say),
      diskFinding(root),
      clockFinding(clock.now(), installed(root), null),
    ];
  }
  const on = Object.values(config.channels).filter((channel) => channel !== null).length;
  const database = await databaseFindings(config, clock);
  return [
    ...machine,
    ok('设置', `写得对，网页以外开了 ${on} 个渠道。`),
    diskFinding(sqliteFile(config.databaseUrl) ?? join(root, 'data')),
    memoryFinding(config.channels.wechaty !== null),
    clockFinding(clock.now(), installed(root), database.clock ?? (await platformClock(config, clock))),
    ...dataFindings(root, config.region, localDate(clock.now())),
    ...database.findings,
    backupFinding(config.databaseUrl, root, clock.now()),
    ...(await channelFindings(config, clock)),
  ];
}

/** The time of the first platform that the settings name and that answers. */
async function platformClock({ channels }: Config, clock: Clock): Promise<OtherClock | null> {
  const roots = [
    channels.wecom?.WECOM_API_ROOT ?? channels['wecom-robot']?.WECOM_API_ROOT,
    channels['official-account']?.OFFICIAL_ACCOUNT_API_ROOT,
    channels.telegram?.proxy === null ? channels.telegram.apiRoot : undefined,
  ];
  for (const root of roots) {
    const found = root === undefined ? null : await clockOf(root, () => clock.now());
    if (found !== null) return found;
  }
  return null;
}

/** When the program was put here, as far as its files tell. */
function installed(root: string): Date {
  return statSync(join(root, 'package.json'), { throwIfNoEntry: false })?.mtime ?? new Date(0);
}

function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'fail');
}

function report(findings: readonly Finding[]): string {
  const count = (level: Finding['level']): number => findings.filter((one) => one.level === level).length;
  const lines = findings.map(({ name, level, say }) => `${MARK[level]} ${name}：${say}`);
  if (count('fail') + count('warn') === 0) return [...lines, '都好，没有要处理的。'].join('\n');
  return [...lines, `要处理的 ${count('fail')} 处（✗），要留意的 ${count('warn')} 处（！）。`].join('\n');
}
