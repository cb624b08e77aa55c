import { numeralValue } from '../../language/language.ts';

/** An order about broadcasts that are there, as it was typed. */
export type BroadcastOrder =
  | { kind: 'list' }
  | { kind: 'show'; number: number; list: string | null }
  | { kind: 'urge' | 'pause' | 'resume' | 'cancel' | 'resend' | 'close' | 'follow'; number: number | null }
  | { kind: 'tags' }
  | { kind: 'tag'; tag: string; isAdding: boolean; names: string }
  | { kind: 'tag-show'; tag: string }
  | { kind: 'opinion'; number: number | null; text: string; isAnonymous: boolean }
  | { kind: 'answer-for'; number: number; group: number | null; name: string; answer: string }
  | { kind: 'answer-opinion'; number: number; opinion: number; text: string };

const N = '\\s*[:：第]?\\s*(\\d{1,6})?\\s*(?:号|条)?';
const WORDS: readonly (readonly [
  RegExp,
  'urge' | 'pause' | 'resume' | 'cancel' | 'resend' | 'close' | 'follow',
])[] = [
  [new RegExp(`^(?:催一?下?群发|催群发)${N}$`), 'urge'],
  [/^催\s*(?:一?下\s*)?(\d{1,6})(?:号)?$/, 'urge'],
  [new RegExp(`^(?:暂停|先停|停)群发${N}$`), 'pause'],
  [new RegExp(`^(?:继续|恢复|接着)群发${N}$`), 'resume'],
  [new RegExp(`^(?:取消|停止|终止|撤销|撤回|收回)群发${N}$`), 'cancel'],
  [new RegExp(`^(?:重发失败的?|失败的?重发|重发群发|补发(?:群发)?)${N}$`), 'resend'],
  [new RegExp(`^(?:结束|截止|关闭)(?:群发|调查)?${N}$`), 'close'],
  [new RegExp(`^接着公示${N}$`), 'follow'],
];

const SHOW =
  /^(?:看|查|看看|查看)?\s*(?:群发|调查)\s*(?:情况)?\s*第?(\d{1,6})(?:号|条)?(?!\s*(?:组|社|队|屯|户|人|个|名|天|月|日|点))\s*([^:\d]{1,12})?$/;
const RECORD = /^(?:公示记录|看公示记录)\s*第?(\d{1,6})(?:号)?$/;
const TAG =
  /^标签\s*[:：]?\s*([\p{Script=Han}A-Za-z0-9]{1,12})\s+(加|加上|添加|减|去掉|删|取消)\s*[:：]?\s*(.+)$/u;
const OPINION = /^(匿名)?意见\s*[:：]?\s*(?:(\d{1,6})(?:号)?)?[\s,，:：]+([\s\S]*)$/;
const ANSWER = /^答复意见\s*(\d{1,6})\s*[-－—\s]\s*(\d{1,4})[\s,，:：]+([\s\S]+)$/;
const ANSWER_FOR =
  /^代(?:回|答|填)\s*第?(\d{1,6})(?:号)?[\s,，:：]*(?:(\d{1,2}|[一二三四五六七八九十]{1,3})(?:组|社|队|屯)的?)?([\u4e00-\u9fff·]{2,10}?)(?:家)?[\s,，:：]+(\S[\s\S]*)$/;

/** 看群发 3, 催 3, 暂停群发 3, 标签 党员 加 王建国; null where it is none of these. `text` is normalised. */
export function readBroadcastOrder(text: string): BroadcastOrder | null {
  const said = text.trim().replace(/[。!！]+$/, '');
  if (/^(?:我的群发|群发记录|群发列表|看群发|群发情况|(?:看)?(?:群发|调查|问卷)结果)$/.test(said))
    return { kind: 'list' };
  if (/^(?:我的)?标签$/.test(said)) return { kind: 'tags' };
  const show = SHOW.exec(said) ?? RECORD.exec(said);
  if (show) return { kind: 'show', number: Number(show[1]), list: show[2] ?? null };
  for (const [pattern, kind] of WORDS) {
    const found = pattern.exec(said);
    if (!found) continue;
    // 结束 by itself is said of many things.
    if (found[1] === undefined && !/群发|调查|失败|公示/.test(said)) return null;
    return { kind, number: found[1] === undefined ? null : Number(found[1]) };
  }
  const tag = TAG.exec(said);
  if (tag) {
    const [, name = '', word = '', names = ''] = tag;
    return { kind: 'tag', tag: name, isAdding: word.startsWith('加') || word === '添加', names };
  }
  const shown = /^(?:看)?标签\s+([\p{Script=Han}A-Za-z0-9]{1,12})$/u.exec(said);
  if (shown) return { kind: 'tag-show', tag: shown[1] ?? '' };
  const answeredFor = ANSWER_FOR.exec(said);
  if (answeredFor) {
    const [, number, group, name = '', chosen = ''] = answeredFor;
    return {
      kind: 'answer-for',
      number: Number(number),
      group: group === undefined ? null : numeralValue(group),
      name,
      answer: chosen.trim(),
    };
  }
  const answer = ANSWER.exec(said);
  if (answer) {
    return {
      kind: 'answer-opinion',
      number: Number(answer[1]),
      opinion: Number(answer[2]),
      text: (answer[3] ?? '').trim(),
    };
  }
  const opinion = OPINION.exec(said);
  if (opinion) {
    const number = opinion[2] === undefined ? null : Number(opinion[2]);
    return {
      kind: 'opinion',
      number,
      text: (opinion[3] ?? '').trim(),
      isAnonymous: opinion[1] !== undefined,
    };
  }
  return null;
}

/** 发 37, 确认发 1200 → the number that was typed; null where nothing is confirmed. */
export function readConfirm(text: string): { count: number; isSure: boolean } | null {
  const found =
    /^(确认发送?|确定发送?|发送|发)\s*[:：]?\s*(\d{1,7}|[零一二两三四五六七八九十百千万]{1,9})\s*(?:个?人|户|个)?[。!！]*$/.exec(
      text.trim(),
    );
  if (found === null) return null;
  const written = found[2] ?? '';
  const count = /^\d+$/.test(written) ? Number(written) : Number(numeralValue(written) ?? Number.NaN);
  return Number.isFinite(count) ? { count, isSure: /^[确]/.test(found[1] ?? '') } : null;
}
