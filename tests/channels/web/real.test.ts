import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { webKind } from '../../../src/channels/channels.ts';
import { fixedClock } from '../../../src/clock/clock.ts';
import { compose } from '../../../src/compose.ts';
import { createLog } from '../../../src/log/log.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { SHEEP } from './village-turn.ts';
import { visit } from './visitor.ts';

const REGION = '内蒙古自治区/鄂尔多斯市/杭锦旗';

it('speaks with the real conversation and the real policies', async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const clock = fixedClock('2022-05-01T02:00:00Z');
  const log = createLog({ level: 'silent' });
  const storage = await openStorage('sqlite::memory:');
  const app = await compose({ root, storage, clock, log, defaultRegion: REGION, reloadMs: null });
  const web = {
    host: '127.0.0.1',
    port: 0,
    secret: 'for this test',
    regionName: '杭锦旗',
    regionPath: REGION,
  };
  const channel = webKind.create({
    inbox: app.inbox,
    storage,
    clock,
    log,
    settings: web,
    replies: app.outbox.replies,
  });
  await channel.start();
  try {
    const visitor = await visit(channel.url);
    const stream = await visitor.stream();
    await visitor.say(SHEEP);
    const [reply] = await stream.texts(1);
    expect(reply).toContain('2000元');
    expect(reply).toContain('依据');
    stream.close();
  } finally {
    await channel.stop();
    await app.close();
  }
});
