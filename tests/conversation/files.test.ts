import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/clock/clock.ts';
import { type App, compose } from '../../src/compose.ts';
import type { IncomingFile } from '../../src/conversation/conversation.ts';
import { createLog } from '../../src/log/log.ts';
import { addHousehold, addPerson, bind, ensureRegion, issueBindCode } from '../../src/register/register.ts';
import { auditOf, openStorage, type Storage } from '../../src/storage/storage.ts';
import { pngOf } from '../channels/picture.ts';
import { databasesForThisFile, wipe } from '../databases.ts';
import { at, KEY, NOW, TOWN, VILLAGE } from '../register/desk.ts';

const ROOT = fileURLToPath(new URL('../broken-data/sound', import.meta.url));
const PICTURE = pngOf(40, 30);
const picture = (name = '发票.png', bytes: Uint8Array = PICTURE): IncomingFile => ({
  kind: 'image',
  name,
  content: { mime: 'image/png', bytes },
});

const databases = (await databasesForThisFile()).filter(({ name }) => name !== 'SQLite file');

describe.each(databases)('pictures and files on $name', ({ freshUrl, skip }) => {
  if (skip) return;
  let storage: Storage;
  let app: App;
  let messages = 0;

  beforeEach(async () => {
    storage ??= await openStorage(await freshUrl());
    await wipe(storage);
    await plant(storage);
    app = await compose({
      root: ROOT,
      storage,
      clock: fixedClock(NOW),
      log: createLog({ level: 'silent' }),
      defaultRegion: null,
      reloadMs: null,
      dataKey: KEY,
    });
  });
  afterEach(() => app.data.stop());
  afterAll(() => storage?.close());

  async function say(who: string, text: string, attachments: IncomingFile[] = [], more = {}) {
    messages += 1;
    const message = { channel: 'web', chat: who, sender: who, messageId: `m${messages}`, text, attachments };
    const { id } = await app.inbox.accept({ ...message, receivedAt: NOW, ...more });
    return { id, reply: await app.inbox.settle(id) };
  }
  const files = () => storage.db.selectFrom('files').selectAll().execute();
  const open = (id: string, who: string) =>
    app.inbox.openFile(id, { channel: 'web', chat: who, sender: who });

  it('are kept sealed with their message, once, and come back as they were', async () => {
    const message = {
      channel: 'web',
      chat: 'wang',
      sender: 'wang',
      messageId: randomUUID(),
      receivedAt: NOW,
    };
    const sent = { ...message, text: '', attachments: [picture('王建国152727196001011234.png')] };
    const first = await app.inbox.accept(sent);
    expect(await app.inbox.accept(sent)).toEqual({ id: first.id, duplicate: true });
    const [file, ...more] = await files();
    expect(more).toEqual([]);
    expect(file).toMatchObject({
      incoming_id: first.id,
      mime: 'image/png',
      size: PICTURE.length,
      name: '王建国152*************34.png',
      created_at: NOW,
    });
    expect(Buffer.from(file?.bytes ?? []).includes(PICTURE.subarray(0, 16))).toBe(false);
    expect(await open(file?.id ?? '', 'wang')).toMatchObject({ mime: 'image/png' });
    expect(Buffer.from((await open(file?.id ?? '', 'wang'))?.bytes ?? []).equals(PICTURE)).toBe(true);
  });

  it('that were changed in the database do not open', async () => {
    await say('wang', '', [picture()]);
    const [file] = await files();
    const bytes = Buffer.from(file?.bytes ?? []);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await storage.db.updateTable('files').set({ bytes }).execute();
    expect(await open(file?.id ?? '', 'wang')).toBeNull();
  });

  it('are refused by what they are and how large they are, each with a sentence, and the rest is worked on', async () => {
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    large.set(PICTURE);
    const { reply } = await say('wang', '三组王建国媳妇昨天住院了，花了八千', [
      picture('病毒.png', Buffer.from('MZ not a picture at all')),
      picture('大.png', large),
      picture(),
    ]);
    expect(reply?.text).toContain('请核对：3组王建国家 生病');
    expect(reply?.text).toContain('附件1个');
    expect(reply?.text).toContain('“病毒.png”没有收下：这种文件收不了');
    expect(reply?.text).toContain('“大.png”没有收下：太大了，一个最多10兆');
    expect(await files()).toHaveLength(1);
    const alone = await say('wang', '', [picture('x.exe', Buffer.from('MZ'))]);
    expect(alone.reply).toMatchObject({ about: 'file-refused' });
    const many = await say(
      'wang',
      '',
      Array.from({ length: 21 }, () => picture()),
    );
    expect(many.reply?.text).toContain('一次最多收20个');
    expect(await files()).toHaveLength(21);
  });

  it('of strangers and out of groups are not kept', async () => {
    const { reply } = await say('nobody', '', [picture()]);
    expect(reply).toMatchObject({ about: 'attachment-alone' });
    await say('wang', '三组王建国媳妇昨天住院了', [picture()], { chat: 'g', group: true, mention: true });
    expect(await files()).toEqual([]);
  });

  it('are for those alone who may see the household, and that they looked is recorded', async () => {
    await say('wang', '三组王建国媳妇昨天住院了，花了八千', [picture()]);
    const id = (await files())[0]?.id ?? '';
    expect(await open(id, 'wang')).not.toBeNull();
    expect(await open(id, 'bao'), 'not yet filed').toBeNull();
    await say('wang', '对');
    const { reply } = await say('bao', '看 1');
    expect(reply?.files).toEqual([id]);
    for (const who of ['bao', 'town', 'jianguo']) expect(await open(id, who), who).not.toBeNull();
    for (const who of ['other', 'neighbour', 'nobody']) expect(await open(id, who), who).toBeNull();
    expect(await open(randomUUID(), 'bao')).toBeNull();
    const seen = await auditOf(storage.db, { kind: 'household', id: 'h-wang3' }, 50);
    expect(
      seen
        .filter(({ action }) => action === 'household.see-file')
        .map(({ actor }) => actor)
        .toSorted(),
    ).toEqual(['bao', 'jianguo', 'town']);
    await storage.db.updateTable('persons').set({ active: 0 }).where('id', '=', 'bao').execute();
    expect(await open(id, 'bao'), 'off duty').toBeNull();
  });
});

/** Two cadres of one village, one of another, the township, two villagers. */
async function plant(storage: Storage): Promise<void> {
  const elsewhere = `${TOWN}/乙嘎查`;
  await at(storage, async (book) => {
    for (const region of [VILLAGE, elsewhere]) await ensureRegion(book.db, region);
    const house = { region: VILLAGE, category: '一般户' as const, members: [], helperId: null };
    await addHousehold(book, { ...house, id: 'h-wang3', group: 3, head: '王建国' }, 'operator');
    await addHousehold(book, { ...house, id: 'h-li2', group: 2, head: '李二旺' }, 'operator');
    for (const [id, name, role, region, householdId] of [
      ['wang', '王秀英', 'cadre', VILLAGE, null],
      ['bao', '宝力德', 'cadre', VILLAGE, null],
      ['other', '别村人', 'cadre', elsewhere, null],
      ['town', '丁海霞', 'township', TOWN, null],
      ['jianguo', '王建国', 'villager', VILLAGE, 'h-wang3'],
      ['neighbour', '李二旺', 'villager', VILLAGE, 'h-li2'],
    ] as const) {
      const person = await addPerson(book, { id, name, role, region, householdId }, 'operator');
      const { code } = await issueBindCode(book, person, { by: 'operator' });
      const bound = await bind(book, { code, channel: 'web', platformUserId: id, chat: id });
      expect(bound).toMatchObject({ ok: true });
    }
  });
}
