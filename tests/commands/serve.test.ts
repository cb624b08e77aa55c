import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../channels/web/site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = { timeout: 50_000, interval: 100 };
const METRICS_TOKEN = 'm'.repeat(20);

/** The real service in a process of its own. */
async function serve(
  environment: Record<string, string>,
): Promise<{ child: ChildProcess; said(): string; url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-serve-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'serve'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'cunkou.db')}`,
      SECRET: 's'.repeat(32),
      DATA_KEY: '0'.repeat(64),
      LOG_LEVEL: 'warn',
      ...environment,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });
  const url = await vi.waitFor(() => {
    expect(said).toMatch(/村口已经开门：http/);
    return /村口已经开门：(\S+)/.exec(said)?.[1] ?? '';
  }, PATIENCE);
  return { child, said: () => said, url };
}

it('a channel that cannot be reached is told with what to do, and closes nothing else', async () => {
  const token = `4242:${'A'.repeat(35)}`;
  const { child, said, url } = await serve({
    METRICS_TOKEN,
    TELEGRAM_TOKEN: token,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${await freePort()}`,
    WECOM_ROBOTS: '锡尼镇群=693a-91f6',
  });
  await vi.waitFor(() => expect(said()).toMatch(/✗ 电报（Telegram）：连不上电报.*TELEGRAM_PROXY/), PATIENCE);
  expect(said()).toContain('开着的渠道：网页、电报（Telegram）、企业微信群机器人。');
  expect(said()).toMatch(/✓ 企业微信群机器人：/);
  expect((await fetch(url)).status).toBe(200);

  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    ready: false,
    reasons: ['channel:telegram'],
    say: [expect.stringMatching(/^电报（Telegram）：连不上电报/)],
    channels: [
      { name: 'telegram', ok: false },
      { name: 'wecom-robot', ok: true },
    ],
  });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('cunkou_channel_ok{channel="telegram"} 0');
  expect(metrics).toMatch(/cunkou_data_info\{version="[^"]+",policies="\d{3}"\} 1/);
  for (const secret of [token, METRICS_TOKEN, '693a-91f6', 's'.repeat(32)]) {
    expect(said() + metrics).not.toContain(secret);
  }

  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
