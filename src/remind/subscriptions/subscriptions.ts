import type { JobContext, JobResult } from '../../job/job.ts';
import { mute, mutesOf, unmute } from '../../storage/storage.ts';
import type { RemindPart } from '../remind.ts';
import { kindCalled, SUBSCRIPTIONS, type SubscriptionKind } from './kinds.ts';
import * as words from './wording.ts';

const ORDER = /^(?:我(?:想|要)?)?(退订|订阅|不收|恢复)\s*[:：]?\s*([\p{Script=Han}、,，和\s]{0,40})$/u;
const MINE = /^(?:我的订阅|看订阅|订阅情况|我订阅了什么|订阅|退订)$/;
const ENOUGH =
  /^(?:你们?|您)?(?:以后|今后)?(?:别|不要|不用|甭|莫)(?:再|老)?(?:给我|跟我|向我|往我这)?发(?:这些|这种|那些)?(?:消息|通知|信息|短信|东西)?(?:了|啦)?(?:给我)?(?:了|吧)?$/;
const ALL = /^(?:全部|所有|所有消息|全部消息|一切)$/;
const URGENT = /紧急|灾害|预警|救灾|汛|暴雨/;
const WORK = /待办|提醒|催办|审核|请审|工作|任务/;

/** 退订, 订阅 and 我的订阅: what a person wants to hear of, kind by kind. */
export function createSubscriptionPart(): RemindPart {
  return {
    name: 'subscriptions',
    turn: takeSubscriptionTurn,
    due: async () => [],
    nextDue: async () => null,
  };
}

async function takeSubscriptionTurn(context: JobContext): Promise<JobResult | null> {
  const text = context.text.trim().replace(/[。.!！]+$/, '');
  if (MINE.test(text)) return show(context, text === '退订');
  if (context.person.role === 'villager' && ENOUGH.test(text)) return show(context, true);
  const order = ORDER.exec(text);
  if (order === null) return null;
  const [, word = '', said = ''] = order;
  const isOff = word === '退订' || word === '不收';
  const named = said
    .split(/[、,，和\s]+/)
    .map((name) => name.replace(/(?:的?消息|了)$/, ''))
    .filter((name) => name !== '');
  // 不收 and 恢复 are said of many things.
  if ((word === '不收' || word === '恢复') && !named.every((name) => kindCalled(name) !== null)) return null;
  if (named.length === 0) return show(context, isOff);
  return change(context, named, isOff);
}

async function change(context: JobContext, named: readonly string[], isOff: boolean): Promise<JobResult> {
  const { db, person, at } = context;
  const lines: string[] = [];
  for (const name of named) {
    const kinds: readonly SubscriptionKind[] = ALL.test(name) ? SUBSCRIPTIONS : one(name);
    if (kinds.length === 0) lines.push(refusal(name, isOff));
    for (const { names, abouts } of kinds) {
      for (const about of abouts) {
        if (isOff) await mute(db, person.id, about, at.toISOString());
        else await unmute(db, person.id, about);
      }
      lines.push(isOff ? words.off(names[0]) : words.on(names[0]));
    }
  }
  const isChanged = named.some((name) => ALL.test(name) || kindCalled(name) !== null);
  if (isOff && isChanged) lines.push(words.WHAT_STILL_COMES);
  return result(lines.join('\n'));
}

function one(name: string): SubscriptionKind[] {
  const kind = kindCalled(name);
  return kind === null ? [] : [kind];
}

function refusal(name: string, isOff: boolean): string {
  if (URGENT.test(name)) return words.URGENT_ALWAYS;
  return WORK.test(name) && isOff ? words.WORK_ALWAYS : words.unknownKind(name, SUBSCRIPTIONS);
}

async function show({ db, person }: JobContext, isOff: boolean): Promise<JobResult> {
  const muted = new Set((await mutesOf(db, [person.id])).map(({ kind }) => kind));
  const kinds = SUBSCRIPTIONS.map(({ names, abouts, what }) => ({
    name: names[0],
    what,
    isOn: !abouts.every((about) => muted.has(about)),
  }));
  return result(words.subscriptionList(kinds, person.role !== 'villager', isOff));
}

function result(text: string): JobResult {
  return { reply: { text, options: [], about: 'subscriptions' }, state: null, notices: [] };
}
