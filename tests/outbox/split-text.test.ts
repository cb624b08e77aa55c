import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText, type TextLimit } from '../../src/outbox/outbox.ts';
import { sizeOf } from '../../src/outbox/split-text.ts';
import { MAYBE_TWICE } from '../../src/outbox/wording.ts';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const chars = (limit: number): TextLimit => ({ limit, unit: 'characters' });
const bytes = (limit: number): TextLimit => ({ limit, unit: 'bytes' });

describe('a long text', () => {
  it('that fits stays as it is', () => {
    expect(splitText('三组王建国家的已核实。', chars(100))).toEqual(['三组王建国家的已核实。']);
    expect(splitText('', chars(100))).toEqual(['']);
  });

  it('is divided between paragraphs, then sentences, then half-sentences, and numbered', () => {
    const paragraph = `${'一'.repeat(30)}。`;
    expect(splitText(`${paragraph}\n\n${paragraph}`, chars(60))).toEqual([
      `（1/2）${paragraph}`,
      `（2/2）${paragraph}`,
    ]);
    expect(splitText(`${paragraph}${paragraph}`, chars(60))).toEqual([
      `（1/2）${paragraph}`,
      `（2/2）${paragraph}`,
    ]);
    const half = `${'一'.repeat(30)}，`;
    expect(splitText(`${half}${half}`, chars(60))).toEqual([`（1/2）${half}`, `（2/2）${half}`]);
  });

  it('keeps a closing quotation mark with its sentence', () => {
    const [first] = splitText(`他说：“${'好'.repeat(20)}。”${'再来'.repeat(20)}。`, chars(60));
    expect(first).toMatch(/。”$/);
  });

  it('counts bytes where the platform does', () => {
    const text = `${'补贴'.repeat(200)}。`;
    for (const part of splitText(text, bytes(600))) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(600);
  });

  const words = fc.array(
    fc.constantFrom(
      '羊',
      '补贴。',
      '，',
      '\n',
      '\n\n',
      ' ',
      '👨‍👩‍👧‍👦',
      '𠮷',
      'é',
      'abc',
      '？',
      '“好。”',
      '🐑',
    ),
    { maxLength: 400 },
  );
  const limits = fc.record({
    limit: fc.integer({ min: 80, max: 400 }),
    unit: fc.constantFrom('characters', 'bytes'),
  });

  it('never exceeds the limit, also with the mark of a repetition, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(words, limits, (list, limit) => {
        const text = list.join('');
        const parts = splitText(text, limit);
        for (const part of parts) {
          expect(sizeOf(MAYBE_TWICE + part, limit.unit)).toBeLessThanOrEqual(limit.limit);
          expect(part).not.toMatch(LONE_SURROGATE);
        }
        const joined = parts
          .map((part) => (parts.length > 1 ? part.replace(/^（\d+\/\d+）/, '') : part))
          .join('');
        expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(splitText(text, limit)).toEqual(parts);
      }),
    );
  });

  it('leaves an emoji of several parts whole', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of splitText(family.repeat(40), chars(100))) {
      expect(part.replace(/^（\d+\/\d+）/, '').replaceAll(family, '')).toBe('');
    }
  });
});
