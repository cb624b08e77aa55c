import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallbackCipher, sameSignature, signatureOf } from '../../../src/channels/tencent/crypto.ts';
import { readXml, textIn } from '../../../src/channels/tencent/xml.ts';
import { DINGTALK, WECOM } from './vectors.ts';

const cipher = createCallbackCipher(WECOM.key, WECOM.receiver);

describe('sealed callbacks', () => {
  it('are opened as in the example of 企业微信: the address check', () => {
    const { timestamp, nonce, encrypted, signature, plain } = WECOM.echo;
    expect(signatureOf([WECOM.token, timestamp, nonce, encrypted])).toBe(signature);
    expect(cipher.decrypt(encrypted)).toBe(plain);
  });

  it('are opened as in the example of 企业微信: a message', () => {
    const { timestamp, nonce, encrypted, signature } = WECOM.message;
    expect(signatureOf([WECOM.token, timestamp, nonce, encrypted])).toBe(signature);
    const fields = readXml(cipher.decrypt(encrypted) ?? '') ?? {};
    const named = ['Content', 'FromUserName', 'MsgId', 'AgentID'].map((name) => textIn(fields, name));
    expect(named).toEqual(['hello', 'mycreate', '4561255354251345929', '218']);
  });

  it('are opened as in the example of 钉钉', () => {
    const { token, key, receiver, timestamp, nonce, encrypted, signature, plain } = DINGTALK;
    expect(signatureOf([token, timestamp, nonce, encrypted])).toBe(signature);
    expect(createCallbackCipher(key, receiver).decrypt(encrypted)).toBe(plain);
  });

  it('come out as they went in, whatever their length and writing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
      }),
    );
    for (let length = 0; length <= 64; length += 1) {
      const text = '补'.repeat(length);
      const sealed = cipher.encrypt(text);
      expect(Buffer.from(sealed, 'base64').length % 32).toBe(0);
      expect(cipher.decrypt(sealed)).toBe(text);
    }
  });

  it('never look alike twice', () => {
    expect(cipher.encrypt('同一句')).not.toBe(cipher.encrypt('同一句'));
  });

  it('that are for somebody else, or broken, give null and do not throw', () => {
    const other = createCallbackCipher(WECOM.key, 'wx0000000000000000');
    expect(other.decrypt(cipher.encrypt('秘密'))).toBeNull();
    expect(createCallbackCipher(DINGTALK.key, WECOM.receiver).decrypt(cipher.encrypt('秘密'))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(cipher.decrypt(Buffer.from(bytes).toString('base64'))).toBeNull();
      }),
    );
    for (const text of ['', '=', '不是', 'AAAA', 'A'.repeat(64)]) expect(cipher.decrypt(text)).toBeNull();
  });
});

describe('signatures', () => {
  it('are the same only where every character is', () => {
    expect(sameSignature('abc', 'abc')).toBe(true);
    for (const other of [undefined, '', 'ab', 'abcd', 'ABC', 'abC', 'äbc'])
      expect(sameSignature(other, 'abc')).toBe(false);
  });
});
