import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterSend } from '../../src/outbox/after-send.ts';
import type { SendResult } from '../../src/outbox/outbox.ts';
import type { OutboxRow } from '../../src/storage/storage.ts';
import { NOW } from './stand.ts';

const sending: OutboxRow = {
  seq: 1,
  id: 'a',
  key: 'a',
  lane: 'reminder',
  about: 'duty',
  urgent: 0,
  hours: 'working',
  person_id: 'p1',
  channel: 'fake',
  chat: 'p1',
  fixed: 0,
  text: '一',
  options: '[]',
  picture: null,
  run: null,
  reply_to: null,
  state: 'sending',
  reason: null,
  tries: 1,
  failures: 0,
  doubts: 0,
  repeating: 0,
  parts_sent: 0,
  passed: '[]',
  not_before: NOW,
  retry_at: null,
  retry_scope: null,
  expires_at: '2026-03-25T02:00:00.000Z',
  created_at: NOW,
  left_at: NOW,
  platform_message_id: null,
  owner: 'me',
  lease_until: NOW,
  clearing: null,
  replaced_by: null,
  unlink: 0,
};
const now = new Date(NOW);
const fate = (row: Partial<OutboxRow>, result: SendResult, parts = 1) =>
  afterSend({ ...sending, ...row }, result, { now, parts }).change;
const UNKNOWN: SendResult = { kind: 'unknown', reason: 'hung up' };

describe('after a sending', () => {
  it('what arrived is sent, and of a long text the next part is queued for the same account', () => {
    expect(fate({}, { kind: 'sent', messageId: 'm1' })).toMatchObject({
      state: 'sent',
      platform_message_id: 'm1',
    });
    const first = fate({}, { kind: 'sent', messageId: 'm1' }, 3);
    expect(first).toMatchObject({ state: 'queued', parts_sent: 1, fixed: 1, retry_at: null });
    expect(fate({ parts_sent: 2 }, { kind: 'sent', messageId: 'm3' }, 3)).toMatchObject({ state: 'sent' });
  });

  it('waits exactly as long as the platform says', () => {
    const result: SendResult = { kind: 'later', afterMs: 17_123, scope: 'channel', reason: '429' };
    expect(fate({}, result)).toMatchObject({
      state: 'queued',
      retry_at: '2026-03-18T02:00:17.123Z',
      retry_scope: 'channel',
      failures: 0,
    });
  });

  it('waits longer each time where the platform says nothing, and then goes to another account', () => {
    const broken: SendResult = { kind: 'later', afterMs: null, scope: 'chat', reason: '500' };
    expect(fate({}, broken)).toMatchObject({ failures: 1, retry_at: '2026-03-18T02:00:05.000Z' });
    expect(fate({ failures: 1 }, broken)).toMatchObject({
      failures: 2,
      retry_at: '2026-03-18T02:00:10.000Z',
    });
    expect(fate({ failures: 2 }, broken)).toMatchObject({
      state: 'queued',
      channel: '',
      chat: '',
      passed: '["fake"]',
      retry_at: null,
    });
    expect(fate({ failures: 2, fixed: 1 }, broken)).toMatchObject({ retry_at: '2026-03-18T02:00:20.000Z' });
    expect(fate({ failures: 50, fixed: 1 }, broken)).toMatchObject({ retry_at: '2026-03-18T02:10:00.000Z' });
  });

  it('repeats with a mark what may not have arrived where its kind says so, and leaves the rest', () => {
    expect(fate({}, UNKNOWN)).toMatchObject({ state: 'queued', repeating: 1, doubts: 1 });
    expect(fate({ doubts: 2 }, UNKNOWN)).toMatchObject({ state: 'unknown', doubts: 3 });
    expect(fate({ about: 'broadcast', lane: 'broadcast' }, UNKNOWN)).toMatchObject({ state: 'unknown' });
    expect(fate({ clearing: 'done' }, UNKNOWN)).toMatchObject({ state: 'unknown' });
  });

  it('ends at once what can never be sent', () => {
    expect(fate({}, { kind: 'never', reason: 'too long' })).toMatchObject({
      state: 'failed',
      reason: 'too long',
    });
    const blocked = { kind: 'blocked', reason: '403' } as const;
    expect(afterSend(sending, blocked, { now, parts: 1 })).toMatchObject({
      change: { state: 'queued', channel: '' },
      endsAccount: true,
    });
    expect(fate({ fixed: 1 }, blocked)).toMatchObject({ state: 'failed' });
  });

  it('does not try again what was taken back meanwhile', () => {
    const result: SendResult = { kind: 'later', afterMs: 1000, scope: 'chat', reason: '429' };
    expect(fate({ clearing: 'report 12' }, result)).toMatchObject({ state: 'cleared', reason: 'report 12' });
    expect(fate({ clearing: 'report 12' }, { kind: 'sent', messageId: null })).toMatchObject({
      state: 'sent',
    });
  });

  const result: fc.Arbitrary<SendResult> = fc.oneof(
    fc.record({ kind: fc.constant('sent' as const), messageId: fc.constant(null) }),
    fc.record({
      kind: fc.constant('later' as const),
      afterMs: fc.option(fc.integer({ min: 1, max: 100_000 })),
      scope: fc.constantFrom('chat' as const, 'channel' as const),
      reason: fc.constant('429'),
    }),
    fc.constantFrom<SendResult>(
      { kind: 'never', reason: 'no' },
      { kind: 'blocked', reason: 'no' },
      { kind: 'unknown', reason: '?' },
    ),
  );

  it('never goes back: parts, doubts and passed accounts only grow, and every end is an end', () => {
    const start = fc.record({
      about: fc.constantFrom('duty', 'broadcast', 'report-step'),
      fixed: fc.constantFrom(0, 1),
      clearing: fc.option(fc.constant('done')),
    });
    fc.assert(
      fc.property(
        start,
        fc.array(result, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (given, results, parts) => {
          let row: OutboxRow = { ...sending, ...given };
          for (const one of results) {
            const { change } = afterSend(row, one, { now, parts });
            const next = { ...row, ...change };
            expect(next.parts_sent).toBeGreaterThanOrEqual(row.parts_sent);
            expect(next.doubts).toBeGreaterThanOrEqual(row.doubts);
            expect(next.passed.length).toBeGreaterThanOrEqual(row.passed.length);
            expect(next.fixed).toBeGreaterThanOrEqual(row.fixed);
            if (one.kind === 'never') expect(next.state).toBe('failed');
            if (next.state === 'sent') expect(next.parts_sent).toBe(parts);
            if (next.retry_at !== null && next.state === 'queued') expect(next.retry_at > NOW).toBe(true);
            expect(['queued', 'sent', 'failed', 'unknown', 'cleared']).toContain(next.state);
            if (next.state !== 'queued') return;
            row = { ...next, state: 'sending', channel: 'fake', chat: 'p1' };
          }
        },
      ),
    );
  });
});
