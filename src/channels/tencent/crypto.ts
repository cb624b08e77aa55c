import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seals and opens what WeChat, WeCom and DingTalk call us with; all three do it in the same way. */
export interface CallbackCipher {
  /** The encrypted form, base64. */
  encrypt(message: string): string;
  /** Null where it was not sealed with this key, or for another account. */
  decrypt(encrypted: string): string | null;
}

// Their padding goes up to 32 bytes, twice the block of AES: node's own would refuse it.
const PADDED_TO = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** SHA-1 over the sorted parts: the token, the time, the nonce and, where the body is sealed, the sealed body. */
export function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''), 'utf8')
    .digest('hex');
}

/** Compares in constant time, so that nobody finds a signature out byte by byte. */
export function sameSignature(given: string | undefined, right: string): boolean {
  if (given === undefined) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * @param encodingKey the 43 characters that the platform's console shows as EncodingAESKey
 * @param receiver whom messages are sealed for: the corpid, or the account's appid
 */
export function createCallbackCipher(encodingKey: string, receiver: string): CallbackCipher {
  const key = Buffer.from(`${encodingKey}=`, 'base64');
  const iv = key.subarray(0, 16);
  return {
    encrypt(message) {
      const body = Buffer.from(message);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(body.length);
      const plain = Buffer.concat([randomBytes(RANDOM_BYTES), length, body, Buffer.from(receiver)]);
      const padding = PADDED_TO - (plain.length % PADDED_TO);
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
      return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
    },
    decrypt(encrypted) {
      const sealed = Buffer.from(encrypted, 'base64');
      if (sealed.length === 0 || sealed.length % 16 !== 0) return null;
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
      const padding = padded.at(-1) ?? 0;
      if (padding < 1 || padding > PADDED_TO) return null;
      const plain = padded.subarray(RANDOM_BYTES, padded.length - padding);
      if (plain.length < LENGTH_BYTES) return null;
      const end = LENGTH_BYTES + plain.readUInt32BE();
      if (end > plain.length || plain.subarray(end).toString() !== receiver) return null;
      return plain.subarray(LENGTH_BYTES, end).toString();
    },
  };
}
