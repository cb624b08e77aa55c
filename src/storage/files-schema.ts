import type { Selectable } from './kysely.ts';

/** A picture or file that came with a message. */
export interface FilesTable {
  id: string;
  incoming_id: string;
  /** Masked. */
  name: string;
  /** What its first bytes say, whatever its name says. */
  mime: string;
  /** Bytes, as it came. */
  size: number;
  /** Of the bytes as they came, in hex. */
  sha256: string;
  /** Encrypted. */
  bytes: Uint8Array;
  /** UTC ISO time. */
  created_at: string;
}

export interface FileTables {
  files: FilesTable;
}

export type FileRow = Selectable<FilesTable>;
