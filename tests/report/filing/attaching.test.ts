import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/job/job.ts';
import {
  attachmentsOf,
  eventsOf,
  openStorage,
  reportsNumbered,
  type Storage,
  versionsOf,
} from '../../../src/storage/storage.ts';
import { type Stage, setStage, VILLAGE } from './stage.ts';

let storage: Storage;
let stage: Stage;

beforeEach(async () => {
  storage = await openStorage('sqlite::memory:');
  stage = await setStage(storage);
});
afterEach(() => storage.close());

const picture = (name: string): Attachment[] => [{ kind: 'image', name, file: `id of ${name}` }];
const report = async (number: number) => (await reportsNumbered(storage.db, VILLAGE, number))[0];
async function filesOf(number: number): Promise<string[]> {
  const files = await attachmentsOf(storage.db, (await report(number))?.id ?? '');
  return files.map(({ file_id }) => String(file_id));
}
const TWO = '三组王建国媳妇昨天住院花了八千；二组李二旺昨天卖了12只羊，收入一万二';

describe('pictures of a draft with several reports', () => {
  it('are asked about, and go where they are wanted', async () => {
    const card = await stage.tell('wang', TWO, picture('a.jpg'));
    expect(card?.text).toContain('附件1个，给第几条？');
    expect(card?.options).toEqual(['图片给1', '图片给2', '都给']);
    const again = await stage.say('wang', '全对');
    expect(again).toContain('给第几条');
    expect(await report(1)).toBeUndefined();
    const given = await stage.tell('wang', '图片给2');
    expect(given?.text).toContain('附件1个，放进第2条了。');
    expect(given?.options).toEqual(['全对', '取消']);
    expect(await stage.say('wang', '全对')).toContain('报好了，是2号');
    expect([await filesOf(1), await filesOf(2)]).toEqual([[], ['id of a.jpg']]);
  });

  it.each([
    ['2', [[], ['id of a.jpg']]],
    ['第一条', [['id of a.jpg'], []]],
    ['都给', [['id of a.jpg'], ['id of a.jpg']]],
    ['1和2', [['id of a.jpg'], ['id of a.jpg']]],
    ['给王建国', [['id of a.jpg'], []]],
  ])('are given by %s', async (said, files) => {
    await stage.say('wang', TWO, picture('a.jpg'));
    expect(await stage.say('wang', said)).not.toContain('给第几条');
    await stage.say('wang', '全对');
    expect([await filesOf(1), await filesOf(2)]).toEqual(files);
  });

  it.each(['这是2的发票', '给2', '第二条的照片', '李二旺家的发票'])(
    'are not asked about after %s',
    async (said) => {
      await stage.say('wang', TWO);
      expect(await stage.say('wang', said, picture('a.jpg'))).not.toContain('给第几条');
      await stage.say('wang', '全对');
      expect([await filesOf(1), await filesOf(2)]).toEqual([[], ['id of a.jpg']]);
    },
  );

  it('stay with theirs when the others are filed first', async () => {
    await stage.say('wang', TWO);
    await stage.say('wang', '给1', picture('a.jpg'));
    await stage.say('wang', '给2', picture('b.jpg'));
    expect(await stage.say('wang', '1对')).toContain('报好了，是1号');
    expect(await filesOf(1)).toEqual(['id of a.jpg']);
    await stage.say('wang', '对');
    expect(await filesOf(2)).toEqual(['id of b.jpg']);
  });

  it('that came before another report joined stay with the first', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千', picture('a.jpg'));
    const card = await stage.say('wang', '二组李二旺昨天卖了12只羊，收入一万二', picture('b.jpg'));
    expect(card).toContain('附件1个，给第几条？');
    await stage.say('wang', '给2');
    await stage.say('wang', '全对');
    expect([await filesOf(1), await filesOf(2)]).toEqual([['id of a.jpg'], ['id of b.jpg']]);
  });
});

describe('a picture that comes later', () => {
  it('goes with the report filed last, or with the one that is named', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千');
    await stage.say('wang', '对');
    await stage.say('wang', '二组李二旺昨天卖了12只羊，收入一万二');
    await stage.say('wang', '对');
    expect(await stage.say('wang', '', picture('a.jpg'))).toBe('收到1个附件，放在2号里了。');
    expect(await stage.say('wang', '这是1号的发票', picture('b.jpg'))).toBe('收到1个附件，放在1号里了。');
    expect(await stage.say('wang', '王建国家的医院发票', picture('c.jpg'))).toBe(
      '收到1个附件，放在1号里了。',
    );
    expect([await filesOf(1), await filesOf(2)]).toEqual([['id of b.jpg', 'id of c.jpg'], ['id of a.jpg']]);
  });

  it('goes with the report that there is where it was told twice', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千');
    await stage.say('wang', '对');
    expect(await stage.say('bao', '三组王建国媳妇昨天住院花了八千', picture('a.jpg'))).toContain('同一件');
    await stage.say('bao', '同一件');
    expect(await filesOf(1)).toEqual(['id of a.jpg']);
  });

  it('is refused for a report that was withdrawn', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千');
    await stage.say('wang', '对');
    await stage.say('wang', '撤回 1');
    expect(await stage.say('wang', '', picture('a.jpg'))).toContain('1号已撤回，附件放不进去了');
    expect(await filesOf(1)).toEqual([]);
  });

  it('that was missing reports the returned one again', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千');
    await stage.say('wang', '对');
    await stage.say('wang', '二组李二旺昨天卖了12只羊，收入一万二');
    await stage.say('wang', '对');
    await stage.say('bao', '退回 1 缺医院发票');
    const card = await stage.tell('wang', '', picture('发票.jpg'));
    expect(card?.text).toMatch(
      /^收到1个附件，给1号重报用（退回的原因：缺医院发票）。\n请核对：3组王建国家 生病/,
    );
    expect(card?.options).toEqual(['对', '取消']);
    expect(await filesOf(1)).toEqual([]);
    stage.heard('bao');
    expect(await stage.say('wang', '对')).toContain('1号重报好了');
    expect(await filesOf(1)).toEqual(['id of 发票.jpg']);
    expect(await report(1)).toMatchObject({ state: 'filed', version: 2 });
    expect(await versionsOf(storage.db, (await report(1))?.id ?? '')).toHaveLength(2);
    const events = await eventsOf(storage.db, (await report(1))?.id ?? '');
    expect(events.map(({ event }) => event)).toEqual(['filed', 'return', 'resubmit']);
    expect(stage.heard('bao').join()).toContain('1号');
    // And nothing is left over: the next picture goes behind it.
    expect(await stage.say('wang', '', picture('病历.jpg'))).toBe('收到1个附件，放在1号里了。');
  });

  it('goes behind the report filed last where that came after the return', async () => {
    await stage.say('wang', '三组王建国媳妇昨天住院花了八千');
    await stage.say('wang', '对');
    await stage.say('bao', '退回 1 缺医院发票');
    await stage.say('wang', '二组李二旺昨天卖了12只羊，收入一万二');
    await stage.say('wang', '对');
    expect(await stage.say('wang', '', picture('羊.jpg'))).toBe('收到1个附件，放在2号里了。');
    expect(await stage.say('wang', '1号的发票', picture('发票.jpg'))).toContain('给1号重报用');
  });
});

it('is handed to whoever looks at the report', async () => {
  await stage.say('wang', '三组王建国媳妇昨天住院花了八千', picture('a.jpg'));
  await stage.say('wang', '对');
  const card = await stage.tell('bao', '看 1');
  expect(card?.text).toContain('附件1个：a.jpg');
  expect(card?.files).toEqual(['id of a.jpg']);
  expect((await stage.tell('other', '看 1'))?.files ?? []).toEqual([]);
});
