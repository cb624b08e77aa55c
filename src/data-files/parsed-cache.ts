import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Raised when the reading of YAML changes, so that a stricter reader sees every file again. */
const PARSER = 3;

const cacheSchema = z.record(z.string(), z.unknown());

/**
 * What the YAML of one version of the data says, kept between runs: reading a thousand files of YAML takes longer than
 * everything else at start. Only data without a single mistake is kept, under the fingerprint of its content, so the
 * cache can never be out of date. A folder that cannot be written is no mistake: the files are then read each time.
 */
export interface ParsedCache {
  /** By file path; null where this version has not been kept. */
  load(version: string): Record<string, unknown> | null;
  keep(version: string, values: Record<string, unknown>): void;
}

export function createParsedCache(root: string): ParsedCache {
  const folder = join(root, '.cache');
  const fileOf = (version: string): string => join(folder, `parsed-${PARSER}-${version}.json`);
  return {
    load(version) {
      try {
        return cacheSchema.parse(JSON.parse(readFileSync(fileOf(version), 'utf8')));
      } catch {
        return null;
      }
    },
    keep(version, values) {
      try {
        mkdirSync(folder, { recursive: true });
        for (const name of readdirSync(folder))
          if (/^parsed-.*\.json$/.test(name)) rmSync(join(folder, name));
        writeFileSync(fileOf(version), JSON.stringify(values));
      } catch {
        // Read-only installation: nothing is lost but a little time at the next start.
      }
    },
  };
}
