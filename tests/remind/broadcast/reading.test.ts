import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOption } from '../../../src/remind/broadcast/answering.ts';
import { audienceWords } from '../../../src/remind/broadcast/audience-words.ts';
import { corrected, readCorrection } from '../../../src/remind/broadcast/correcting.ts';
import { filled, lacking, unknownFields } from '../../../src/remind/broadcast/fields.ts';
import { readLeaning } from '../../../src/remind/broadcast/leaning.ts';
import { readBroadcastOrder, readConfirm } from '../../../src/remind/broadcast/orders.ts';
import { isOtherOrder } from '../../../src/remind/broadcast/other-orders.ts';
import { audienceOf, readAudience } from '../../../src/remind/broadcast/read-audience.ts';
import { readBroadcast, readExtras } from '../../../src/remind/broadcast/read-broadcast.ts';
import type { Recipient } from '../../../src/remind/broadcast/recipients.ts';
import { soundsUrgent } from '../../../src/remind/broadcast/urgency.ts';

const COUNTY = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const AT = new Date('2026-03-18T09:30:00+08:00');
const places = [
  COUNTY,
  `${COUNTY}/锡尼镇`,
  `${COUNTY}/锡尼镇/示范嘎查`,
  `${COUNTY}/锡尼镇/和平村`,
  `${COUNTY}/巴拉贡镇`,
  `${COUNTY}/巴拉贡镇/和平村`,
].map((path) => ({ path, name: path.split('/').at(-1) ?? '' }));

/** As an office of the county reads it: the audience in words, names with how they were said, what is wrong. */
function read(text: string, more: { level?: 'county' | 'township' | 'village'; own?: string } = {}): string {
  const own = more.own ?? COUNTY;
  const frame = {
    own,
    level: more.level ?? 'county',
    places: places.filter(({ path }) => path === own || path.startsWith(`${own}/`)),
    tags: ['党员', '网格员'],
  } as const;
  const { said, faults } = readAudience(text, frame);
  const names = said.flatMap((part) =>
    part.kind === 'name'
      ? [
          `${part.said.places.map((path) => path.split('/').at(-1)).join('')}${part.said.group ?? ''}${part.said.name}`,
        ]
      : [],
  );
  const segments = audienceOf(said, new Map()).filter(({ whom }) => whom.length > 0);
  return [audienceWords(segments, own), ...names, ...faults.map(() => '!')]
    .filter((one) => one !== '')
    .join(' | ');
}

describe('whom a broadcast is for', () => {
  it.each([
    ['各村干部', '村干部'],
    ['全体村干部', '村干部'],
    ['各村', '村干部'],
    ['各乡镇', '乡镇干部'],
    ['全体干部', '全体干部'],
    ['帮扶责任人', '帮扶人'],
    ['全县', '全体干部和村民'],
    ['全旗监测户', '监测户'],
    ['锡尼镇的监测户和低保户', '锡尼镇的监测户、低保户'],
    ['锡尼镇和巴拉贡镇的低保户', '锡尼镇、巴拉贡镇的低保户'],
    ['示范嘎查全体村民', '示范嘎查的村民各户'],
    ['示范嘎查的监测户、巴拉贡镇的低保户', '示范嘎查的监测户、巴拉贡镇的低保户'],
    ['锡尼镇示范嘎查三组村民', '示范嘎查3组的村民各户'],
    ['有高中生的家庭', '有高中学生的村民各户'],
    ['有高中生的家庭和低保户', '有高中学生的村民各户、低保户'],
    ['锡尼镇有残疾人的脱贫户', '锡尼镇的有残疾人的脱贫户'],
    ['养羊户', '养羊的村民各户'],
    ['家里有60岁以上老人的农户', '有60岁以上老人的村民各户'],
    ['示范嘎查党员', '示范嘎查的“党员”'],
    ['王秀英、李四', '王秀英 | 李四'],
    ['王秀英和李四', '王秀英 | 李四'],
    ['王和平', '王和平'],
    ['示范嘎查三组王建国', '示范嘎查3王建国'],
    ['村干部和王建国', '村干部 | 王建国'],
    ['锡尼镇和平村村民', '和平村的村民各户'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('asks which of two places of one name, and refuses what lies above the speaker', () => {
    expect(read('和平村村民')).toContain('!');
    expect(read('全县', { own: `${COUNTY}/锡尼镇`, level: 'township' })).toContain('!');
    expect(read('全镇监测户', { own: `${COUNTY}/锡尼镇`, level: 'township' })).toBe('监测户');
    expect(read('三组村民', { own: `${COUNTY}/锡尼镇/示范嘎查`, level: 'village' })).toBe(
      '示范嘎查3组的村民各户',
    );
    expect(read('三组村民')).toContain('!');
  });

  it('comes to an end with any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...'王和的、全各村镇户有高中生养羊三组示范嘎查 1{', '全体', '监测户', '锡尼镇'),
          {
            maxLength: 30,
          },
        ),
        (pieces) => {
          const { said, faults } = readAudience(pieces.join(''), {
            own: COUNTY,
            level: 'county',
            places,
            tags: [],
          });
          expect(said.length + faults.length).toBeLessThanOrEqual(2 * pieces.length + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a broadcast as it is typed', () => {
  it('takes options, a survey and the hour out of the text', () => {
    expect(
      readBroadcast('群发给 各村干部：明天开会，带台账。选项：参加/不参加。明天早上8点发', AT),
    ).toMatchObject({
      whom: '各村干部',
      text: '明天开会，带台账。',
      isUrgent: false,
      extras: {
        options: ['参加', '不参加'],
        isSurvey: false,
        sendAt: '2026-03-19T00:00:00.000Z',
        faults: [],
      },
    });
    expect(readBroadcast('通知全村：路修好了\n调查：满意/基本满意/不满意', AT)?.extras).toMatchObject({
      options: ['满意', '基本满意', '不满意'],
      isSurvey: true,
    });
  });

  it('leaves a text alone in which something else is handed out or happens', () => {
    expect(readBroadcast('通知全村：周五上午9点村部发', AT)).toMatchObject({ text: '周五上午9点村部发' });
    expect(readBroadcast('通知全村：周三停水', AT)).toMatchObject({ text: '周三停水', whom: '全村' });
    expect(readBroadcast('紧急通知 全县：暴雨红色预警', AT)).toMatchObject({ isUrgent: true, whom: '全县' });
    expect(readBroadcast('公示 7天 全镇：资金安排', AT)).toMatchObject({ whom: '全镇', extras: { days: 7 } });
  });

  it.each([
    '三组王建国媳妇住院了',
    '怎么发通知',
    '发 37',
    '群发 3',
    '公示',
    '看 12',
    '我要上报：他住院了',
    '通知什么时候发?',
  ])('is none: %s', (text) => {
    expect(readBroadcast(text, AT)).toBeNull();
  });

  it('reads what is added later', () => {
    expect(readExtras('选项：去/不去', AT)).toMatchObject({ options: ['去', '不去'] });
    expect(readExtras('后天上午9点半发', AT)).toMatchObject({ sendAt: '2026-03-20T01:30:00.000Z' });
    expect(readExtras('马上发', AT)).toMatchObject({ sendAt: null });
    expect(readExtras('定时：哪天都行', AT)?.faults).toHaveLength(1);
    expect(readExtras('明天开会', AT)).toBeNull();
  });
});

describe('orders and head-counts', () => {
  it('reads orders, and nothing else', () => {
    expect(readBroadcastOrder('看群发3')).toEqual({ kind: 'show', number: 3, list: null });
    expect(readBroadcastOrder('群发 3 没回的')).toEqual({ kind: 'show', number: 3, list: '没回的' });
    expect(readBroadcastOrder('暂停群发 3')).toEqual({ kind: 'pause', number: 3 });
    expect(readBroadcastOrder('重发失败 3')).toEqual({ kind: 'resend', number: 3 });
    expect(readBroadcastOrder('催 3')).toEqual({ kind: 'urge', number: 3 });
    expect(readBroadcastOrder('结束 3')).toEqual({ kind: 'close', number: 3 });
    expect(readBroadcastOrder('匿名意见 3 名单漏了人')).toMatchObject({ kind: 'opinion', isAnonymous: true });
    for (const text of [
      '结束了',
      '看 12',
      '取消',
      '暂停',
      '通过 3',
      '我没意见',
      '意见',
      '通知',
      '群发3组村民:开会',
      '通知3组王建国开会',
    ])
      expect(readBroadcastOrder(text), text).toBeNull();
  });

  it('reads a typed head-count', () => {
    expect(readConfirm('发 37')).toEqual({ count: 37, isSure: false });
    expect(readConfirm('发三十七人')).toEqual({ count: 37, isSure: false });
    expect(readConfirm('确认发 1200')).toEqual({ count: 1200, isSure: true });
    for (const text of ['发', '发给 王建国', '发烧37度', '发 3 组'])
      expect(readConfirm(text), text).toBeNull();
  });
});

describe('an answer', () => {
  const options = ['参加', '不参加'];
  it.each([
    ['参加', '参加', null],
    ['我参加', '参加', null],
    ['不参加了', '不参加', null],
    ['我不参加，家里有事', '不参加', '家里有事'],
    ['2', '不参加', null],
    ['选一', '参加', null],
    ['改成不参加', '不参加', null],
  ])('%s', (text, option, note) => {
    expect(readOption(text, options)).toMatchObject({ option, note });
  });

  it.each(['参加培训有补贴吗', '谁参加', '3', '不去', '25只羊', '1组王建国住院了'])('is none: %s', (text) => {
    expect(readOption(text, options)).toBeNull();
  });
});

describe('an answer by its meaning', () => {
  const options = ['参加', '不参加'];
  it.each([
    ['不去了', '不参加', null, true],
    ['我去', '参加', null, true],
    ['来不了 孩子发烧', '不参加', '孩子发烧', true],
    ['参加不了，老伴住院', '不参加', '老伴住院', true],
    ['老伴住院去不了', '不参加', '老伴住院去不了', false],
    ['去 旗里看病', '参加', '旗里看病', false],
    ['好的', null, null, false],
  ])('%s', (text, option, note, isSure) => {
    expect(readLeaning(text, options)).toEqual({ option, note, isSure });
  });

  it.each(['孩子不去上学了', '参加不了医保咋办', '去哪办', '25只羊', '没空的房子能补多少'])(
    'is none: %s',
    (text) => {
      expect(readLeaning(text, options)).toBeNull();
    },
  );

  it('never guesses where no option says yes and no', () => {
    expect(readLeaning('去', ['满意', '一般', '不满意'])).toBeNull();
    expect(readLeaning('好', ['同意', '不同意'])).toEqual({ option: null, note: null, isSure: false });
    expect(readLeaning('请个假', ['参加', '请假'])?.option).toBe('请假');
  });
});

describe('a correction', () => {
  it.each([
    ['改成大后天', '大后天上午9点打疫苗'],
    ['说错了，是大后天', '大后天上午9点打疫苗'],
    ['把疫苗改成预防针', '后天上午9点打预防针'],
    ['不是疫苗，是预防针', '后天上午9点打预防针'],
    ['改成好一点', null],
  ])('%s', (said, text) => {
    const correction = readCorrection(said);
    expect(correction && corrected('后天上午9点打疫苗', correction, AT)).toBe(text);
  });

  it('is none where nothing is put right', () => {
    expect(readCorrection('三组王建国住院了')).toBeNull();
    expect(readCorrection('是不是要开会')).toBeNull();
  });
});

describe('urgency', () => {
  it('is told by the word before the text, and asked for where it sounds so', () => {
    expect(readBroadcast('群发 全村：紧急 今晚大风 关好门窗', AT)).toMatchObject({
      isUrgent: true,
      text: '今晚大风 关好门窗',
    });
    expect(readBroadcast('群发 全村：【紧急通知】上山避险', AT)).toMatchObject({
      isUrgent: true,
      text: '上山避险',
    });
    expect(readBroadcast('群发 全村：紧急转移到学校', AT)).toMatchObject({ isUrgent: true });
    expect(readBroadcast('群发 全村：紧急救护培训周三开班', AT)).toMatchObject({ isUrgent: false });
    expect(soundsUrgent('今晚大风黄色预警')).toBe(true);
    expect(soundsUrgent('周三开会讲防火灾演练')).toBe(false);
  });
});

describe('orders while a text is waited for', () => {
  it.each(['我的待办', '待审', '我的提醒规则', '查 王建国', '通过 3', '看 12'])('%s', (text) => {
    expect(isOtherOrder(text)).toBe(true);
  });
  it.each(['明天停水', '查一下各家门窗', '完成春耕的都来村部领化肥和种子', '明天看3部电影'])(
    'is a text: %s',
    (text) => {
      expect(isOtherOrder(text)).toBe(false);
    },
  );
});

describe('fields', () => {
  const someone: Recipient = {
    key: 'p:1',
    personId: '1',
    householdId: 'h',
    name: '王小军',
    role: 'villager',
    head: '王建国',
    village: `${COUNTY}/锡尼镇/示范嘎查`,
    group: null,
    callerId: null,
  };
  it('fills in what is known, tells what is not, and names every field that is none', () => {
    expect(filled('{称呼}（{户主}家，{村}）', someone)).toBe('王小军老乡（王建国家，示范嘎查）');
    expect(lacking('{姓名}{组}', [someone])).toEqual([{ field: '组', names: ['王小军'] }]);
    expect(unknownFields('{姓名}{电话}｛身份证｝{电话}')).toEqual(['电话', '身份证']);
  });
});
