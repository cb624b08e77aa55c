import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
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

const COPIED = ['src', 'policy-kb', 'intents', 'package.json', 'tsconfig.json'];
const USUAL = 3;

/**
 * Starts `npm run cunkou -- ask --jsonl` in a copy of the project: with nothing compiled or parsed, with the data's
 * parsed form gone, as after a change of the data, and as every day (the middle one of some).
 */
export async function measureStarts(root: string): Promise<Start[]> {
  // tsx keeps what it compiled in the folder for temporary files.
  const folder = mkdtempSync(join(tmpdir(), 'cunkou-bench-'));
  try {
    const project = join(folder, 'project');
    const compiled = join(folder, 'compiled');
    mkdirSync(compiled);
    for (const name of COPIED) cpSync(join(root, name), join(project, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
    const first = await measureStart(project, 'first start after installing', compiled);
    rmSync(join(project, '.cache'), { recursive: true, force: true });
    const changed = await measureStart(project, 'after a change of the data', compiled);
    const usual: Start[] = [];
    for (let n = 0; n < USUAL; n++) usual.push(await measureStart(project, 'as every day', compiled));
    const [middle] = usual.sort((a, b) => a.ms - b.ms).slice(USUAL >> 1);
    return [first, changed, ...(middle ? [middle] : [])];
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
