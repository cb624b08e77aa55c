import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPlaces } from '../../src/conversation/places.ts';
import { assembleKnowledge, readKnowledge } from '../../src/policies/policies.ts';

const { regions } = assembleKnowledge(readKnowledge(fileURLToPath(new URL('../..', import.meta.url))));
const HANGJIN = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const QUANNAN = '江西省/赣州市/全南县';

describe('places in a message', () => {
  it.each([
    ['我是全南的', null, { kind: 'home', path: QUANNAN, only: true }],
    ['我山西临汾的', null, { kind: 'home', path: '山西省/临汾市', only: true }],
    ['全南县', HANGJIN, { kind: 'home', path: QUANNAN, only: true }],
    ['帮我在杭锦旗放羊的舅舅问问,他卖了14只羊', '示范县', { kind: 'for-this', path: HANGJIN, only: false }],
    ['北票那样的采煤沉陷区我们也有', '山西省/大同市/左云县', { kind: 'none' }],
    ['听说杭锦旗一只羊补一百', QUANNAN, { kind: 'none' }],
    [
      '我人在包头打工,户口是山西代县的,闺女念中专',
      null,
      { kind: 'home', path: '山西省/忻州市/代县', only: false },
    ],
    ['山西2019年打算摘帽几个县', null, { kind: 'home', path: '山西省', only: false }],
    ['锡尼镇的农贸市场', HANGJIN, { kind: 'none' }],
    ['低保怎么办', null, { kind: 'none' }],
    ['那大同呢', HANGJIN, { kind: 'for-this', path: '山西省/大同市', only: true }],
    ['广东养羊补多少', HANGJIN, { kind: 'for-this', path: '广东省', only: false }],
    ['我回杭锦旗了', QUANNAN, { kind: 'home', path: HANGJIN, only: true }],
    ['吕梁山护工培训咋报名', QUANNAN, { kind: 'none' }],
  ])('%s (known: %s)', (text, known, reading) => {
    expect(readPlaces(regions, text, known)).toEqual(reading);
  });
});
