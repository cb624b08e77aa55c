import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSite } from '../web/site.ts';
import { openStage, text } from './stage.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };

describe('behind the one web server', () => {
  it.each([true, false])('a call of WeChat is answered in its request (sealed: %s)', async (sealed) => {
    const { fake, channel, relay } = await openStage({ sealed });
    const hooksOf = (name: string) => (name === channel.name ? (channel.hooks ?? null) : null);
    const site = await openSite({ config: { hooksOf } });
    onTestFinished(() => site.close());
    await fake.hookAt(`${site.url}/hooks/official-account`);
    await fake.callback('Uwang', text('1', '低保'));
    expect(fake.shown).toMatchObject([{ way: 'passive' }]);
    await vi.waitFor(() => expect(relay.results).toEqual([{ kind: 'sent', messageId: null }]), PATIENCE);
    await fake.hookAt(`${site.url}/hooks/other`);
    expect((await fake.once('Uwang', text('2', '低保'))).status).toBe(404);
  });
});
