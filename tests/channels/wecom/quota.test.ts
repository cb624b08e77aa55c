import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wecomCapabilities, wecomCapabilitiesFor, wecomSettings } from '../../../src/channels/wecom/wecom.ts';
import { createPace } from '../../../src/outbox/pace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the limits of 企业微信, which drops what is over them without a word', () => {
  it('are never reached by one member’s messages, each with a picture, however fast they come', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 100, maxLength: 700 });
    fc.assert(
      fc.property(pauses, (gaps) => {
        const pace = createPace(wecomCapabilities, () => 0.5);
        let now = 0;
        const shown: number[] = [];
        for (const gap of gaps) {
          now = pace.freeAt('Uwang', 'reminder', now + gap);
          // Up to a fifth of a second on the way, one after the other.
          pace.note({ chat: 'Uwang', lane: 'reminder', began: now, ended: now + 200 });
          shown.push(now + 50, now + 200);
        }
        for (const [ms, limit] of [
          [MINUTE, 30],
          [HOUR, 1000],
        ] as const)
          for (const [at, time] of shown.entries())
            expect((shown[at + limit] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(ms);
      }),
      { numRuns: 20 },
    );
  });

  it('hold 200 a day for each account, where their number is known', () => {
    const settings = wecomSettings.parse({ WECOM_ACCOUNTS: '20' });
    expect(wecomCapabilitiesFor(settings).quotas).toContainEqual({
      per: 'channel',
      messages: 4000,
      ms: 24 * HOUR,
    });
    expect(wecomCapabilitiesFor(wecomSettings.parse({}))).toEqual(wecomCapabilities);
    expect(wecomCapabilitiesFor(wecomSettings.parse({ WECOM_CARDS: 'true' })).buttons).toBe(6);
  });
});
