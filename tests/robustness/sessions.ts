import { newSession, type Session } from '../../src/conversation/conversation.ts';
import { NOTHING_TOLD } from '../../src/policies/policies.ts';

const HANGJIN = '内蒙古自治区/鄂尔多斯市/杭锦旗';
const NOTHING: NonNullable<Session['last']>['told'] = structuredClone(NOTHING_TOLD);
const LAST: NonNullable<Session['last']> = {
  text: '羊出栏补多少钱',
  region: HANGJIN,
  policy: 'hangjin-sheep-sale',
  aspects: [],
  told: NOTHING,
};

/** Sessions of the right shape that hold what no longer is, or never was. */
const STALE: Session[] = [
  newSession(''),
  newSession('/'),
  newSession('不存在的省/不存在的县'),
  newSession('__proto__'),
  newSession(HANGJIN.repeat(40)),
  { ...newSession(HANGJIN), last: { ...LAST, policy: 'gone-since-yesterday' } },
  { ...newSession(HANGJIN), last: { ...LAST, text: '' } },
  { ...newSession(HANGJIN), last: { ...LAST, text: '羊，'.repeat(700), region: null } },
  {
    ...newSession(HANGJIN),
    last: {
      ...LAST,
      told: {
        ...NOTHING,
        counts: [{ value: -1e300, measure: '', thing: null, already: true }],
        persons: 0,
        years: 1e9,
        rates: [-5],
        money: [0],
      },
    },
  },
  { ...newSession(HANGJIN), pending: { kind: 'choices', text: '', region: null, policies: [] } },
  {
    ...newSession(HANGJIN),
    pending: {
      kind: 'choices',
      text: '羊',
      region: '没有',
      policies: ['gone', 'hangjin-sheep-sale', 'gone'],
    },
  },
  { ...newSession(null), pending: { kind: 'place', text: null, paths: [] } },
  { ...newSession(null), pending: { kind: 'place', text: '羊补多少', paths: ['没有这个地方', ''] } },
  { ...newSession(null), pending: { kind: 'region', text: '' } },
  {
    ...newSession(null),
    reply: {
      kind: 'answer',
      text: '上一版的回答',
      options: [],
      citations: [{ document: 'x', clause: '' }],
      policies: ['gone'],
      amount: null,
      status: null,
    },
  },
];

/** What a database may give back for a session: other shapes, and right shapes with stale contents. */
export const ODD_SESSIONS: readonly unknown[] = [
  null,
  undefined,
  0,
  Number.NaN,
  '',
  'session',
  '{"region":null}',
  true,
  [],
  [[[]]],
  {},
  { region: 5 },
  { ...newSession(null), region: undefined },
  { ...newSession(null), last: 'text' },
  { ...newSession(null), last: { ...LAST, told: null } },
  { ...newSession(null), last: { ...LAST, told: { ...NOTHING, counts: 'many' } } },
  { ...newSession(null), pending: { kind: 'dance' } },
  { ...newSession(null), category: '国王' },
  JSON.parse('{"__proto__":{"region":"x"},"constructor":1}'),
  Object.create(null),
  new Map([['region', HANGJIN]]),
  ...STALE,
];
