import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecrets } from '../../src/register/secrets.ts';
import { KEY, secrets } from './desk.ts';

describe('sealing', () => {
  it('gives back what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(secrets.open(secrets.seal(text, 'here'), 'here')).toEqual({ ok: true, text });
      }),
    );
  });

  it('hides the text, and never looks the same twice', () => {
    const sealed = secrets.seal('13812345678', 'here');
    expect(sealed).not.toContain('13812345678');
    expect(secrets.seal('13812345678', 'here')).not.toBe(sealed);
  });

  it('opens nothing that was changed in any place', () => {
    const sealed = secrets.seal('13812345678', 'here');
    for (let index = 0; index < sealed.length; index += 1) {
      const swapped = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + swapped + sealed.slice(index + 1);
      const opened = secrets.open(changed, 'here');
      // The last character of base64 has bits that stand for nothing.
      if (opened.ok) expect(index).toBe(sealed.length - 1);
      else expect(opened.message).toMatch(/解不开/);
    }
  });

  it.each(['', 'v1', 'v1.', 'v1.AAAA', 'v2.AAAA', '垃圾'])('opens no garbage: %j', (garbage) => {
    expect(secrets.open(garbage, 'here').ok).toBe(false);
  });

  it('does not open elsewhere, nor with another key', () => {
    const sealed = secrets.seal('13812345678', 'here');
    expect(secrets.open(sealed, 'there').ok).toBe(false);
    expect(createSecrets('f'.repeat(64)).open(sealed, 'here').ok).toBe(false);
  });
});

describe('the blind index', () => {
  it('is equal for equal texts of one kind under one key, and only then', () => {
    const index = secrets.blindIndex('phone', '13812345678');
    expect(createSecrets(KEY).blindIndex('phone', '13812345678')).toBe(index);
    expect(secrets.blindIndex('phone', '13812345679')).not.toBe(index);
    expect(secrets.blindIndex('bind-code', '13812345678')).not.toBe(index);
    expect(createSecrets('f'.repeat(64)).blindIndex('phone', '13812345678')).not.toBe(index);
  });
});

it.each(['', 'abc', 'g'.repeat(64), '0'.repeat(62)])('takes no key like %j', (key) => {
  expect(() => createSecrets(key)).toThrow(RangeError);
});
