import { describe, expect, it } from 'vitest';
import { createBuckets } from '../../../src/channels/web/buckets.ts';
import { createDoorbell } from '../../../src/channels/web/doorbell.ts';
import { toLines } from '../../../src/channels/web/lines.ts';
import { createOpenPages } from '../../../src/channels/web/open-pages.ts';
import { fixedClock } from '../../../src/clock/clock.ts';

describe('toLines', () => {
  const options = [{ label: '低保' }, { label: '五保' }];

  it('tells the answer, the rest and the source apart', () => {
    expect(toLines('2000元\n\n20只 × 100元\n依据：《办法》五(一)1', [])).toEqual([
      { role: 'lead', text: '2000元' },
      { role: 'plain', text: '20只 × 100元' },
      { role: 'source', text: '依据：《办法》五(一)1' },
    ]);
    expect(toLines('依据不足，还不能判断', [])[0]?.role).toBe('lead');
  });

  it('leaves out numbered lines only where they are choices', () => {
    const texts = (text: string, choices = options) => toLines(text, choices).map((line) => line.text);
    expect(texts('哪一件？\n1. 低保\n2、五保')).toEqual(['哪一件？']);
    expect(texts('哪一件？\n（1）低保\n二、五保')).toEqual(['哪一件？']);
    expect(texts('慢点说：\n1. 先去村里\n2. 五保')).toEqual(['慢点说：', '1. 先去村里']);
    expect(texts('1. 低保\n2. 五保', [])).toEqual(['1. 低保', '2. 五保']);
    expect(texts('')).toEqual([]);
  });
});

describe('buckets', () => {
  it('let through at once what was saved up, then at their pace', () => {
    const clock = fixedClock('2025-03-01T00:00:00Z');
    const buckets = createBuckets(clock, 6);
    expect(Array.from({ length: 7 }, () => buckets.take('a'))).toEqual([0, 0, 0, 0, 0, 0, 10]);
    expect(buckets.take('b')).toBe(0);
    clock.advance(10_000);
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 10]);
    clock.advance(3_600_000);
    expect(Array.from({ length: 7 }, () => buckets.take('a')).filter((wait) => wait === 0)).toHaveLength(6);
    // A clock that is put back must not lock anybody out.
    clock.advance(-7_200_000);
    expect(buckets.take('c')).toBe(0);
  });

  it('forget the key that was used longest ago', () => {
    const buckets = createBuckets(fixedClock('2025-03-01T00:00:00Z'), 1);
    buckets.take('first');
    for (let key = 0; key < 10_000; key += 1) buckets.take(String(key));
    expect(buckets.take('9999')).toBeGreaterThan(0);
    expect(buckets.take('first')).toBe(0);
  });
});

describe('a doorbell', () => {
  it('keeps a ring for who comes later, and counts many as one', async () => {
    const bell = createDoorbell();
    bell.ring();
    bell.ring();
    expect([await bell.wait(1), await bell.wait(1)]).toEqual(['ring', 'quiet']);
    setTimeout(bell.ring, 5);
    expect(await bell.wait(10_000)).toBe('ring');
    setTimeout(bell.shut, 5);
    expect(await bell.wait(10_000)).toBe('shut');
    bell.ring();
    expect(await bell.wait(10_000)).toBe('shut');
    await bell.whenShut;
  });
});

describe('the open pages', () => {
  it('are counted, also where one leaves twice', () => {
    const pages = createOpenPages();
    const bells = Array.from({ length: 6 }, () => pages.enter('a'));
    expect(pages.count).toBe(5);
    expect(bells[0]?.isShut).toBe(true);
    for (const bell of bells) if (bell !== null) pages.leave('a', bell);
    expect(pages.count).toBe(0);
  });

  it('let in no more than they can bear, and nobody at the end', () => {
    const pages = createOpenPages();
    for (let chat = 0; chat < 2000; chat += 1) expect(pages.enter(String(chat))).not.toBeNull();
    expect(pages.enter('one too many')).toBeNull();
    pages.close();
    expect(createOpenPages().enter('a')).not.toBeNull();
    expect(pages.enter('0')).toBeNull();
  });
});
