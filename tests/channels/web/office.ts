import { fileURLToPath } from 'node:url';
import { createWebChannel, createWebFeed, webKind } from '../../../src/channels/web/web.ts';
import { fixedClock } from '../../../src/clock/clock.ts';
import { type App, compose } from '../../../src/compose.ts';
import { createLog } from '../../../src/log/log.ts';
import { addHousehold, addPerson, ensureRegion, issueBindCode } from '../../../src/register/register.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { at, KEY, NOW, TOWN, VILLAGE } from '../../register/desk.ts';

/** A web chat with the real desk and reporting, in a village with two cadres and one of the next village. */
export interface Office {
  url: string;
  app: App;
  storage: Storage;
  /** A fresh bind code of 王秀英 (`wang`), 宝力德 (`bao`) or somebody of the next village (`other`). */
  code(who: 'wang' | 'bao' | 'other'): Promise<string>;
  close(): Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const storage = await openStorage('sqlite::memory:');
  const clock = fixedClock(NOW);
  const log = createLog({ level: 'silent' });
  const root = fileURLToPath(new URL('../../broken-data/sound', import.meta.url));
  const elsewhere = `${TOWN}/乙嘎查`;
  const persons = await at(storage, async (book) => {
    for (const region of [VILLAGE, elsewhere]) await ensureRegion(book.db, region);
    const house = { region: VILLAGE, category: '一般户' as const, members: [], helperId: null };
    await addHousehold(book, { ...house, id: 'h-wang3', group: 3, head: '王建国' }, 'operator');
    await addHousehold(book, { ...house, id: 'h-li2', group: 2, head: '李二旺' }, 'operator');
    const cadre = (id: string, name: string, region: string) =>
      addPerson(book, { id, name, role: 'cadre', region }, 'operator');
    return {
      wang: await cadre('wang', '王秀英', VILLAGE),
      bao: await cadre('bao', '宝力德', VILLAGE),
      other: await cadre('other', '别村人', elsewhere),
    };
  });
  const capabilities = new Map([[webKind.name, webKind.capabilities]]);
  const parts = {
    root,
    storage,
    clock,
    log,
    defaultRegion: null,
    reloadMs: null,
    dataKey: KEY,
    capabilities,
  };
  const app = await compose(parts);
  const config = {
    host: '127.0.0.1',
    port: 0,
    secret: 'a secret for tests only',
    regionName: '杭锦旗',
    regionPath: '内蒙古自治区/鄂尔多斯市/杭锦旗',
  };
  const channel = createWebChannel({ inbox: app.inbox, feed: createWebFeed(storage), clock, log, config });
  app.outbox.open(channel, webKind.capabilities);
  await channel.start();
  return {
    url: channel.url,
    app,
    storage,
    code: async (who) =>
      (await at(storage, (book) => issueBindCode(book, persons[who], { by: 'operator' }))).code,
    async close() {
      await channel.stop();
      await app.close();
    },
  };
}
