import { describe, expect, it, vi } from 'vitest';
import { replyWith } from '../../conversation/echo.ts';
import { gate, openStage, text } from './stage.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };
const SENT = [{ kind: 'sent', messageId: null }];

describe.each([false, true])('the five seconds of WeChat (sealed: %s)', (sealed) => {
  it('are kept: the reply goes back in the request, and nowhere else', async () => {
    const { fake, relay } = await openStage({ sealed, inlineReplyMs: 50 });
    await fake.callback('Uwang', text('1', '低保'));
    await vi.waitFor(() => expect(relay.results).toEqual(SENT), PATIENCE);
    expect(fake.shown).toMatchObject([
      { to: 'Uwang', way: 'passive', text: expect.stringContaining('低保') },
    ]);
    expect(fake.calls).toEqual([]);
  });

  it('are over: “success”, and the reply by a customer message, once', async () => {
    const { between, open } = gate();
    const { fake, workedOut } = await openStage({
      sealed,
      between,
      timing: { reply: 50 },
      inlineReplyMs: 50,
    });
    expect(await fake.callback('Uwang', text('1', '低保'))).toEqual([{ status: 200, body: 'success' }]);
    expect(fake.shown).toEqual([]);
    open();
    await vi.waitFor(() => expect(fake.shown).toMatchObject([{ way: 'customer' }]), PATIENCE);
    expect(await fake.callback('Uwang', text('1', '低保'))).toEqual([{ status: 200, body: 'success' }]);
    expect(fake.shown).toHaveLength(1);
    expect(workedOut).toEqual(['低保']);
  });
});

describe('the three tries of WeChat', () => {
  it('wait for the same work, and the one that is still open gets the reply', async () => {
    const { between, open } = gate();
    const { fake, relay, accepted, workedOut } = await openStage({ between });
    const first = new AbortController();
    const given = fake.once('Uwang', text('1', '低保'), first.signal);
    await vi.waitFor(() => expect(accepted).toHaveLength(1), PATIENCE);
    first.abort();
    expect((await given).status).toBe(0);
    await vi.waitFor(async () => expect(await fake.lines()).toBe(0), PATIENCE);
    const second = fake.once('Uwang', text('1', '低保'));
    open();
    expect((await second).body).toContain('低保');
    await vi.waitFor(() => expect(relay.results).toEqual(SENT), PATIENCE);
    expect(fake.shown).toMatchObject([{ way: 'passive' }]);
    expect([accepted.length, workedOut.length]).toEqual([1, 1]);
  });

  it('all get the same answer, and it counts once', async () => {
    const { between, open } = gate();
    const { fake, relay, workedOut } = await openStage({ between });
    const tries = [1, 2, 3].map(() => fake.once('Uwang', text('1', '低保')));
    open();
    const bodies = (await Promise.all(tries)).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    // The answer was lost on its way there: WeChat asks once more.
    expect((await fake.once('Uwang', text('1', '低保'))).body).toBe(bodies[0]);
    await vi.waitFor(() => expect(relay.results).toEqual(SENT), PATIENCE);
    expect(fake.shown).toHaveLength(1);
    expect(workedOut).toEqual(['低保']);
    expect(fake.calls).toEqual([]);
  });

  it('that all break off leave the reply to a customer message', async () => {
    const { between, open } = gate();
    const { fake, relay, accepted } = await openStage({ between, timing: { again: 50 } });
    const only = new AbortController();
    const given = fake.once('Uwang', text('1', '低保'), only.signal);
    await vi.waitFor(() => expect(accepted).toHaveLength(1), PATIENCE);
    only.abort();
    await given;
    await vi.waitFor(async () => expect(await fake.lines()).toBe(0), PATIENCE);
    open();
    await vi.waitFor(() => expect(fake.shown).toMatchObject([{ way: 'customer' }]), PATIENCE);
    await vi.waitFor(
      () => expect(relay.results).toMatchObject([{ kind: 'later', afterMs: 0 }, { kind: 'sent' }]),
      PATIENCE,
    );
    // Late as it is, another try is only acknowledged.
    expect((await fake.once('Uwang', text('1', '低保'))).body).toBe('success');
    expect(fake.shown).toHaveLength(1);
  });

  it('after “success” got lost: the next try gets the reply that nobody has sent yet', async () => {
    const { between, open } = gate();
    const { fake, relay } = await openStage({ between, timing: { reply: 50 } });
    expect((await fake.once('Uwang', text('1', '低保'))).body).toBe('success');
    open();
    await vi.waitFor(async () => {
      await fake.once('Uwang', text('1', '低保'));
      expect(fake.shown).toMatchObject([{ way: 'passive' }]);
    }, PATIENCE);
    await vi.waitFor(() => expect(relay.results).toEqual(SENT), PATIENCE);
    expect(fake.calls).toEqual([]);
  });

  it('that come after a restart find it answered', async () => {
    const { fake, relay, restart, workedOut } = await openStage({ inlineReplyMs: 30 });
    await fake.callback('Uwang', text('1', '低保'));
    await vi.waitFor(() => expect(relay.results).toEqual(SENT), PATIENCE);
    await restart();
    expect(await fake.callback('Uwang', text('1', '低保'))).toEqual([{ status: 200, body: 'success' }]);
    expect(fake.shown).toHaveLength(1);
    expect(workedOut).toEqual(['低保']);
  });

  it('are met with 503 where the message could not be kept, and with its reply when it could', async () => {
    let faults = 2;
    const { fake } = await openStage({
      between: (inbox) => ({
        ...inbox,
        accept(incoming) {
          faults -= 1;
          return faults >= 0 ? Promise.reject(new Error('磁盘满：低保')) : inbox.accept(incoming);
        },
      }),
    });
    const answers = await fake.callback('Uwang', text('1', '低保'));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(fake.shown).toMatchObject([{ way: 'passive' }]);
  });
});

describe('a reply that does not fit into a request', () => {
  it('leaves by customer messages', async () => {
    const long = Array.from({ length: 200 }, (_, at) => `第${at}条，可以申请补助。`).join('');
    const turn = async () => ({ session: null, reply: replyWith(long) });
    const { fake } = await openStage({ turn });
    expect(await fake.callback('Uwang', text('1', '长'))).toEqual([{ status: 200, body: 'success' }]);
    await vi.waitFor(() => expect(fake.shown.map((one) => one.text).join('')).toBe(long), PATIENCE);
    for (const { way, text: part } of fake.shown)
      expect([way, Buffer.byteLength(part) <= 2048]).toEqual(['customer', true]);
  });

  it('that is silence is acknowledged', async () => {
    const turn = async () => ({ session: null, reply: null });
    const { fake, relay } = await openStage({ turn });
    expect(await fake.callback('Uwang', text('1', '嗯'))).toEqual([{ status: 200, body: 'success' }]);
    expect([fake.shown, relay.results]).toEqual([[], []]);
  });

  it('that somebody else is sending already is acknowledged', async () => {
    const { between, open } = gate();
    const { fake, inbox, accepted } = await openStage({ between, inlineReplyMs: 1 });
    const given = fake.once('Uwang', text('1', '低保'));
    await vi.waitFor(() => expect(accepted).toHaveLength(1), PATIENCE);
    await inbox.recover();
    await vi.waitFor(() => expect(fake.shown).toMatchObject([{ way: 'customer' }]), PATIENCE);
    open();
    expect((await given).body).toBe('success');
    expect(fake.shown).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('gives what was claimed and did not arrive back to be sent', async () => {
    const { between, open } = gate();
    const { fake, channel, relay, accepted } = await openStage({ between });
    const only = new AbortController();
    const given = fake.once('Uwang', text('1', '低保'), only.signal);
    await vi.waitFor(() => expect(accepted).toHaveLength(1), PATIENCE);
    only.abort();
    await given;
    await vi.waitFor(async () => expect(await fake.lines()).toBe(0), PATIENCE);
    open();
    await vi.waitFor(async () => {
      await channel.stop();
      expect(relay.results[0]).toMatchObject({ kind: 'later', afterMs: 0 });
    }, PATIENCE);
    expect((await fake.once('Uwang', text('2', '五保'))).status).toBe(503);
  });
});
