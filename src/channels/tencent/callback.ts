import type { Context } from 'hono';
import { type CallbackCipher, sameSignature, signatureOf } from './crypto.ts';
import { readXml, textIn, writeXml, type XmlFields } from './xml.ts';

/** The platform's messages are short; media come by their numbers. */
export const BODY_BYTES = 128 * 1024;

/** Opens what comes sealed and seals what goes back. */
export interface SealedCallback {
  /** The text that proves, when an address is set up, that we hold the key. Null: not from the platform. */
  echo(c: Context): string | null;
  /** The fields of a message. Null: not from the platform, or not for us. */
  open(c: Context, body: string): XmlFields | null;
  /** The sealed form of an answer. `stamp`: seconds and a random word of ours. */
  seal(xml: string, stamp: { timestamp: number; nonce: string }): string;
}

export function createSealedCallback({
  token,
  cipher,
}: {
  token: string;
  cipher: CallbackCipher;
}): SealedCallback {
  function opened(c: Context, encrypted: string): string | null {
    const { timestamp = '', nonce = '', msg_signature: given } = c.req.query();
    // Verified before anything is decrypted: the padding tells nothing to whoever tries texts out.
    if (encrypted === '' || !sameSignature(given, signatureOf([token, timestamp, nonce, encrypted])))
      return null;
    return cipher.decrypt(encrypted);
  }

  return {
    echo: (c) => opened(c, c.req.query('echostr') ?? ''),
    open(c, body) {
      const outside = readXml(body);
      const inside = outside === null ? null : opened(c, textIn(outside, 'Encrypt'));
      return inside === null ? null : readXml(inside);
    },
    seal(xml, { timestamp, nonce }) {
      const encrypted = cipher.encrypt(xml);
      return writeXml({
        Encrypt: encrypted,
        MsgSignature: signatureOf([token, String(timestamp), nonce, encrypted]),
        TimeStamp: timestamp,
        Nonce: nonce,
      });
    },
  };
}
