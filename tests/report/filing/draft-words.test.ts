import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { putInPlace } from '../../../src/report/filing/correction.ts';
import { givesUp, isBareNumber, putsOff } from '../../../src/report/filing/draft-words.ts';
import { isSure, isYes, readPicks } from '../../../src/report/filing/orders.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { wipe } from '../../databases.ts';
import { type Stage, setStage } from './stage.ts';

let storage: Storage;
let stage: Stage;
beforeAll(async () => {
  storage = await openStorage('sqlite::memory:');
});
beforeEach(async () => {
  await wipe(storage);
  stage = await setStage(storage);
});
afterAll(() => storage.close());

const ILL = '三组王建国媳妇昨天住院了，自己花了八千';

async function reports(): Promise<
  { number: number; kind: string; amount: number | null; member: string | null }[]
> {
  return storage.db
    .selectFrom('reports')
    .select(['number', 'kind', 'amount', 'member'])
    .orderBy('number')
    .execute();
}

test.each(['取消', '取消刚才那个', '别报', '弄错人了 不报了', '那就不报了吧', '算了', '全部取消'])(
  '%s gives a draft up',
  (text) => expect(givesUp(text)).toBe(true),
);
test.each([
  '取消 2',
  '不报三组的',
  '算了 金额改成八千',
  '先别报',
  '取消提醒',
  '不要三组的',
  '医保能不能取消',
])('%s does not', (text) => expect(givesUp(text)).toBe(false));
test.each(['先别报', '等我问问', '等一下', '我再核实一下', '先放着', '先不报 等我问问'])(
  '%s puts it off',
  (text) => expect(putsOff(text)).toBe(true),
);
test.each(['先报王建国家', '等我家低保下来', '问问低保多少', '看看 1', '再说一遍是三组'])(
  '%s does not',
  (text) => expect(putsOff(text)).toBe(false),
);
test('short words of every day', () => {
  for (const text of ['对 都对', '嗯嗯', '对，没错', '好好', '对对对']) expect(isYes(text)).toBe(true);
  for (const text of ['对 可是他妈', '嗯 金额不对']) expect(isYes(text)).toBe(false);
  expect(isSure('确定')).toBe(true);
  expect(isSure('对')).toBe(false);
  expect(readPicks('第一条删了', 2)).toEqual([{ index: 0, said: '删了' }]);
  expect(readPicks('取消第二条', 2)).toEqual([{ index: 1, said: '取消' }]);
  expect(putInPlace('不对 是漏雨')).toBe('漏雨');
  expect(putInPlace('改成漏雨')).toBe('漏雨');
  expect(putInPlace('漏雨')).toBeNull();
  expect(isBareNumber('5号')).toBe(false);
});

describe('a draft', () => {
  it('that is given up is not filed by a later 对', async () => {
    await stage.say('wang', ILL);
    await stage.say('wang', '取消刚才那个');
    await stage.say('wang', '对');
    expect(await reports()).toEqual([]);
  });

  it('that is put off is filed by no 对, only by 现在报, and does not keep back what is told after it', async () => {
    await stage.say('wang', ILL);
    expect(await stage.say('wang', '等我问问')).toContain('先放着');
    expect(await stage.say('wang', '对')).toContain('现在报');
    expect(await reports()).toEqual([]);
    await stage.say('wang', '二组李二旺家昨天房子漏雨了');
    await stage.say('wang', '对');
    expect((await reports()).map(({ kind }) => kind)).toEqual(['housing']);
    await stage.say('wang', '现在报');
    expect((await reports()).map(({ kind }) => kind)).toEqual(['housing', 'illness']);
  });

  it('takes no bare number for a sum', async () => {
    await stage.say('wang', ILL);
    for (const text of ['1', '67', '三']) await stage.say('wang', text);
    await stage.say('wang', '对');
    expect(await reports()).toMatchObject([{ amount: 8000 }]);
  });

  it('lets a number pick what was asked: 3 is a new one', async () => {
    await stage.say('wang', ILL);
    await stage.say('wang', '对');
    await stage.say('wang', ILL);
    await stage.say('wang', '3');
    await stage.say('wang', '对');
    expect(await reports()).toMatchObject([{ amount: 8000 }, { amount: 8000 }]);
  });

  it('keeps the sum that was told when a later one answers another question', async () => {
    await stage.say('wang', '三组王建国媳妇住院了，自己花了八千');
    expect(await stage.say('wang', '五万多')).toContain('没有改');
  });

  it('takes what goes on about 他家 as another report', async () => {
    await stage.say('wang', ILL);
    expect(await stage.say('wang', '另外他家还卖了十只羊得了九千')).toContain('2. 3组王建国家 生产经营');
    await stage.say('wang', '全对');
    expect(await reports()).toMatchObject([{ amount: 8000 }, { amount: 9000 }]);
  });

  it('takes a report that holds 换成 for a report, not for a correction', async () => {
    await stage.say('wang', ILL);
    expect(await stage.say('wang', '二组李二旺家电话13912345678换成15812345678了')).toContain('换电话');
  });

  it('is not lost to 重报, ends with the 撤回 of what it mends, and takes another report beside it', async () => {
    await stage.say('wang', ILL);
    await stage.say('wang', '对');
    await stage.say('bao', '退回 1 缺发票');
    await stage.say('wang', '二组李二旺家昨天房子漏雨了');
    expect(await stage.say('wang', '重报 1')).toContain('先把没报完的');
    await stage.say('wang', '对');
    expect(await reports()).toHaveLength(2);
    await stage.say('wang', '重报 1');
    expect(await stage.say('wang', '二组李二旺家昨天生了个儿子')).toContain('添人口');
    expect(await stage.say('wang', '撤回 1')).toContain('重报的那份也不要了');
    expect(await stage.say('wang', '对')).toContain('报好了，是3号');
  });
});

describe('in the review', () => {
  it('the reason that was asked for may come in the next message', async () => {
    await stage.say('wang', ILL);
    await stage.say('wang', '对');
    expect(await stage.say('bao', '退回 1')).toContain('要写明原因');
    expect(await stage.say('bao', '没有发票')).toContain('退回');
    expect(stage.heard('wang').join()).toContain('没有发票');
  });

  it('only 确定 passes all, and a picture in between ends it', async () => {
    await stage.say('wang', ILL);
    await stage.say('wang', '对');
    await stage.say('bao', '通过 全部');
    expect(await stage.say('bao', '对')).toContain('确定');
    await stage.say('bao', '', [{ kind: 'image', name: '图.jpg' }]);
    await stage.say('bao', '确定');
    const { state } = await storage.db.selectFrom('reports').select('state').executeTakeFirstOrThrow();
    expect(state).toBe('filed');
  });
});
