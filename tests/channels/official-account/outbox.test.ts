import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCalendar } from '../../../src/calendar/calendar.ts';
import {
  createOfficialAccountChannel,
  officialAccountCapabilities,
} from '../../../src/channels/official-account/official-account.ts';
import { fixedClock } from '../../../src/clock/clock.ts';
import { createInbox, type Inbox } from '../../../src/conversation/conversation.ts';
import { createLog } from '../../../src/log/log.ts';
import { createOutbox, enqueue } from '../../../src/outbox/outbox.ts';
import { noteConsent, openStorage } from '../../../src/storage/storage.ts';
import { echo } from '../../conversation/echo.ts';
import { bindCadre } from '../tencent/bound.ts';
import { createFakeOfficialAccount, TEMPLATE } from './fake-official-account.ts';
import { settingsFor, TIMING } from './harness.ts';
import { gate, text } from './stage.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };
const CHANNEL = 'official-account';

/** The channel with the real outbox; it is nine o’clock on a working day. */
async function open(between: (inbox: Inbox) => Inbox = (inbox) => inbox, reply = 20_000) {
  const clock = fixedClock('2026-11-20T01:00:00Z');
  const log = createLog({ level: 'trace', to: new PassThrough() });
  const storage = await openStorage('sqlite::memory:');
  const fake = createFakeOfficialAccount({ clock, window: true, sealed: true });
  await fake.open();
  const capabilities = () => officialAccountCapabilities;
  const inbox = createInbox({
    storage,
    clock,
    log,
    turn: echo(),
    knowledgeVersion: () => 'kb-1',
    capabilities,
  });
  const outbox = createOutbox({ storage, clock, log, calendar: () => createCalendar([]) });
  const settings = settingsFor(fake, {
    sealed: true,
    OFFICIAL_ACCOUNT_NOTICE_TEMPLATE: TEMPLATE,
    OFFICIAL_ACCOUNT_NOTICE_FIELDS: 'thing1=正文',
  });
  const parts = { inbox: between(inbox), storage, clock, log, settings, replies: outbox.replies };
  const channel = createOfficialAccountChannel(parts, { ...TIMING, reply });
  outbox.open(channel, officialAccountCapabilities);
  await channel.start();
  await fake.hook(channel);
  onTestFinished(async () => {
    await fake.unhook();
    await channel.stop();
    await fake.close();
    await storage.close();
  });
  const rows = () =>
    storage.db.selectFrom('outbox').select(['state', 'reason', 'lane']).orderBy('seq').execute();
  const remind = () =>
    storage.transaction((db) =>
      enqueue(
        db,
        storage.kind,
        [
          {
            key: 'duty-1',
            to: { person: 'p1' },
            lane: 'reminder',
            about: 'duty',
            text: '走访明天到期',
            options: [],
          },
        ],
        clock.now(),
      ),
    );
  return { clock, storage, fake, outbox, rows, remind };
}

describe('with the outbox', () => {
  it('a reply in time goes back in the request, and its row is sent', async () => {
    const { fake, outbox, rows, clock } = await open();
    await fake.callback('Uwang', text('1', '低保'));
    await vi.waitFor(
      async () => expect(await rows()).toMatchObject([{ state: 'sent', lane: 'reply' }]),
      PATIENCE,
    );
    clock.advance(60_000);
    await outbox.flush();
    expect(fake.shown).toMatchObject([{ way: 'passive' }]);
  });

  it('a late one waits for nobody to claim it, and leaves by a customer message', async () => {
    const { between, open: openGate } = gate();
    const { fake, outbox, rows, clock } = await open(between, 50);
    expect(await fake.callback('Uwang', text('1', '低保'))).toEqual([{ status: 200, body: 'success' }]);
    openGate();
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ state: 'queued' }]), PATIENCE);
    await outbox.flush();
    expect(fake.shown).toEqual([]);
    clock.advance(5000);
    await outbox.flush();
    expect(fake.shown).toMatchObject([{ way: 'customer', text: expect.stringContaining('低保') }]);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  it('a reminder waits while the person has not written, and goes by the notice once he agrees', async () => {
    const { fake, storage, outbox, rows, remind, clock } = await open();
    await bindCadre(storage, CHANNEL, 'Uwang');
    clock.set('2026-11-24T01:00:00Z');
    await remind();
    await outbox.flush();
    expect(await rows()).toMatchObject([{ state: 'queued' }]);
    expect(fake.calls).toEqual([]);
    const consent = { channel: CHANNEL, chat: 'Uwang', template: TEMPLATE };
    await noteConsent(storage.db, {
      ...consent,
      granted: true,
      lasting: false,
      at: clock.now().toISOString(),
    });
    fake.agreed.set('Uwang', 1);
    clock.advance(31 * 60_000);
    await outbox.flush();
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
    expect(fake.shown).toMatchObject([{ way: 'notice', text: 'thing1=走访明天到期' }]);
  });

  it('a reminder goes by a customer message where he has just written', async () => {
    const { fake, storage, outbox, rows, remind } = await open();
    await bindCadre(storage, CHANNEL, 'Uwang');
    await fake.callback('Uwang', text('1', '你好'));
    await remind();
    await outbox.flush();
    await vi.waitFor(
      async () => expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent']),
      PATIENCE,
    );
    expect(fake.shown.map(({ way }) => way)).toEqual(['passive', 'customer']);
  });
});
