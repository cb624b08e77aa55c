import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LINE = { id: 1, text: '我养了25只羊出栏能补多少钱', region: '杭锦旗', as_of: '2021-06-01' };

/** From starting the command to its first answer, and what the answering process then holds. */
export interface Start {
  label: string;
  ms: number;
  /** Resident memory in MB at the first answer and at its height; null off Linux. */
  memory: { now: number; peak: number } | null;
}

/** Starts `npm run cunkou -- ask --jsonl` twice: with tsx's cache empty, and with it filled. */
export async function measureStarts(root: string): Promise<Start[]> {
  // tsx keeps what it compiled in the folder for temporary files.
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  try {
    return [
      await measureStart(root, 'first run, nothing compiled', folder),
      await measureStart(root, 'second run', folder),
      await measureStart(root, 'third run', folder),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureStart(root: string, label: string, folder: string): Promise<Start> {
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', 'cunkou', '--', 'ask', '--jsonl'], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let output = '';
  const answered = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.includes('\n')) resolve();
    });
  });
  // Input stays open until the memory has been read: the process would else be gone.
  child.stdin.write(`${JSON.stringify(LINE)}\n`);
  await Promise.race([answered, ended]);
  const ms = performance.now() - began;
  const memory = child.pid === undefined ? null : memoryOf(child.pid);
  child.stdin.end();
  const status = await ended;
  if (status !== 0 || !output.includes('"kind":"answer"'))
    throw new Error(`ask --jsonl ended with status ${status} and gave: ${output.slice(0, 300)}`);
  return { label, ms, memory };
}

/** The largest of a process and those below it: npm, a shell and tsx stand above the one that answers. */
function memoryOf(pid: number): Start['memory'] {
  if (!existsSync('/proc/self/status')) return null;
  const all = family(pid).flatMap((one) => {
    const status = readOrEmpty(`/proc/${one}/status`);
    const field = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    return status === '' ? [] : [{ now: field('VmRSS'), peak: field('VmHWM') }];
  });
  return all.sort((a, b) => b.now - a.now)[0] ?? null;
}

function family(pid: number): number[] {
  const tasks = existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`) : [];
  const children = tasks.flatMap((task) =>
    readOrEmpty(`/proc/${pid}/task/${task}/children`)
      .split(' ')
      .filter((part) => part.trim() !== '')
      .map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
