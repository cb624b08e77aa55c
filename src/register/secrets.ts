import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a blind index is over: equal texts of two kinds have different indexes. */
export type BlindKind = 'phone' | 'id-number' | 'bind-code' | 'audit-head' | 'delivery';

export type Opened = { ok: true; text: string } | { ok: false; message: string };
export type OpenedBytes = { ok: true; bytes: Buffer } | { ok: false; message: string };

/** Seals what must not lie in the database in clear, under this installation's key. */
export interface Secrets {
  /** Encrypts a text for one place, such as `member-phone:ID`; moved to another place it does not open. */
  seal(text: string, place: string): string;
  open(sealed: string, place: string): Opened;
  /** The same for a picture or file. */
  sealBytes(bytes: Uint8Array, place: string): Buffer;
  openBytes(sealed: Uint8Array, place: string): OpenedBytes;
  /** Equal for equal texts; without the key it tells nothing, however few texts there are to guess among. */
  blindIndex(kind: BlindKind, text: string): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `dataKey`: 32 bytes in hex (DATA_KEY). Throws on any other, for the settings have been checked before. */
export function createSecrets(dataKey: string): Secrets {
  if (!/^[0-9a-f]{64}$/i.test(dataKey)) throw new RangeError('DATA_KEY is not 32 bytes in hex');
  const root = Buffer.from(dataKey, 'hex');
  const keyFor = (use: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', `cunkou ${use}`, 32));
  const sealing = keyFor('seal');
  const indexing = keyFor('blind index');

  function sealBytes(bytes: Uint8Array, place: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealing, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    const body = [cipher.update(bytes), cipher.final()];
    return Buffer.concat([iv, cipher.getAuthTag(), ...body]);
  }

  function openBytes(sealed: Uint8Array, place: string): OpenedBytes {
    if (sealed.length < IV_BYTES + TAG_BYTES) return BROKEN;
    const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
      return { ok: true, bytes: Buffer.concat([body, decipher.final()]) };
    } catch {
      return BROKEN;
    }
  }

  return {
    sealBytes,
    openBytes,
    seal: (text, place) => `${VERSION}.${sealBytes(Buffer.from(text), place).toString('base64url')}`,
    open(sealed, place) {
      const [version, packed = ''] = sealed.split('.');
      if (version !== VERSION) return BROKEN;
      const opened = openBytes(Buffer.from(packed, 'base64url'), place);
      return opened.ok ? { ok: true, text: opened.bytes.toString('utf8') } : opened;
    },
    blindIndex: (kind, text) => createHmac('sha256', indexing).update(`${kind}\0${text}`).digest('base64url'),
  };
}

const BROKEN: Extract<Opened, { ok: false }> = {
  ok: false,
  message: '这项内容解不开：存的东西被改动过，或者 DATA_KEY 换过了。请找管理员核对 DATA_KEY。',
};
