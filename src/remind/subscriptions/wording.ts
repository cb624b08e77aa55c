import type { SubscriptionKind } from './kinds.ts';

export const off = (name: string): string => `退订了“${name}”，以后不再发给您。想要了发“订阅 ${name}”。`;
export const on = (name: string): string => `订阅了“${name}”，有了就发给您。`;
export const WHAT_STILL_COMES = '暴雨、火灾这些紧急通知和您自己家的事照样会告诉您。';
export const URGENT_ALWAYS = '紧急通知（暴雨、火灾这些）关系安全，退订不了，夜里也会发。';
export const WORK_ALWAYS = '待办、催办、请审这些是工作，退订不了。能退订的发“我的订阅”看。';
export const unknownKind = (name: string, kinds: readonly SubscriptionKind[]): string =>
  `没有“${name}”这一类。可以订阅和退订的有：${kinds.map(({ names }) => names[0]).join('、')}。`;

export function subscriptionList(
  kinds: readonly { name: string; what: string; isOn: boolean }[],
  isStaff: boolean,
  isOff: boolean,
): string {
  return [
    isOff ? '要退订哪一类？现在是：' : '您的订阅：',
    ...kinds.map(({ name, what, isOn }) => `${isOn ? '收' : '不收'}  ${name}（${what}）`),
    `不想收发“退订 ${kinds[0]?.name ?? ''}”，想收发“订阅 ${kinds[0]?.name ?? ''}”。`,
    isStaff ? '紧急通知，还有待办、请审这些工作，退订不了。' : '紧急通知和您自己家的事，退订不了。',
  ].join('\n');
}
