import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The project itself, for the commands that are spawned. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A project root with the small sound knowledge base (sheep and school of 示范旗); wiped after the test file. */
export function villageRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'cunkou-commands-'));
  cpSync(join(PROJECT, 'tests/broken-data/sound'), root, { recursive: true });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return root;
}
