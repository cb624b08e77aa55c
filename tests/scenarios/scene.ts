import { readTold } from '../../src/answer/answer.ts';
import { fixedClock, localDate } from '../../src/clock/clock.ts';
import { type App, compose } from '../../src/compose.ts';
import { newSession, type StoredReply, type TurnData } from '../../src/conversation/conversation.ts';
import { aspectsOf, talkOf } from '../../src/conversation/intents.ts';
import { normalise } from '../../src/language/language.ts';
import { createLog } from '../../src/log/log.ts';
import { resolveRegion, ruleDay, ruleOn, type Standard } from '../../src/policies/policies.ts';
import { findIncoming, listOpenQuestions, openStorage, saveSession } from '../../src/storage/storage.ts';
import type { Person, Scene } from './parse.ts';

/** Where scenes are played: the real application and data, a clock that is wound by hand, a database in memory. */
export interface Stage {
  data: TurnData;
  /** Plays a scene and gives its whole text with the bot's lines and the facts as they are now. */
  play(scene: Scene): Promise<string>;
  close(): Promise<void>;
}

export const RULE_WORDS: Record<Standard['rule'], string> = {
  'per-unit': '按数量',
  'by-stage': '按学段',
  'per-person': '按人数',
  rate: '按比例',
  raise: '按提高',
  loan: '贷款',
  'per-area': '按面积',
  'by-year': '分年',
};

const KIND_WORDS = { answer: '回答', choices: '选项', question: '反问', unknown: '没答上', other: '对话' };
const STANDING_WORDS = { in_force: '现行', expired: '已到期', not_yet: '还没开始', unclear: '说不准' };
const REASON_WORDS = { unknown: '没答上', choices: '没听准' };

export async function openStage(root: string): Promise<Stage> {
  const clock = fixedClock('2021-01-01T00:00:00Z');
  const log = createLog({ level: 'silent' });
  const storage = await openStorage('sqlite::memory:', { log });
  const app = await compose({ root, storage, clock, log, defaultRegion: null, reloadMs: null });
  const data = app.data.current();
  let plays = 0;
  let messages = 0;

  async function play(scene: Scene): Promise<string> {
    plays += 1;
    // A chat of its own for each person and play, so that no scene hears of another.
    const chatOf = (person: Person): { channel: string; chat: string; sender: string } => ({
      channel: scene.channel,
      chat: `${plays}-${person.name}`,
      sender: person.name,
    });
    for (const person of scene.people.values()) {
      if (person.place === null) continue;
      const region = resolveRegion(data.knowledge.regions, person.place);
      if (region === null) throw new Error(`“${person.name}”的地方“${person.place}”认不出来，或者不止一个。`);
      await saveSession(storage.db, chatOf(person), newSession(region), clock.now().toISOString());
    }
    const lines: string[] = [];
    for (const step of scene.steps) {
      if (step.kind === 'clock') clock.set(step.iso);
      if (step.kind !== 'says') {
        lines.push(step.text);
        continue;
      }
      const person = scene.people.get(step.name);
      if (!person) throw new Error(`“${step.name}”没有介绍过。`);
      messages += 1;
      const reply = await app.inbox.handle({
        ...chatOf(person),
        messageId: `m${messages}`,
        text: step.text,
        receivedAt: clock.now().toISOString(),
      });
      lines.push(spoken(step.name, step.text));
      lines.push(understood(data, step.text, reply, localDate(clock.now())));
      lines.push(...(await kept(app, step.text, reply)));
      lines.push(spoken('机器人', reply.text));
    }
    return `${lines.join('\n')}\n`;
  }

  return { data, play, close: () => app.close() };
}

function spoken(name: string, text: string): string {
  return `${name}：${text.split('\n').join('\n  ')}`;
}

/** What the bot made of a message. 意图 are the cues in its words; 算法 stands where its figures could be computed with. */
function understood(data: TurnData, text: string, reply: StoredReply, today: string): string {
  const standard = data.standard(text);
  const talk = talkOf(data.intents, normalise(text))?.intent.id;
  const asking = aspectsOf(data.intents, standard).flatMap((aspect) =>
    data.intents.aspects.filter((intent) => intent.aspect === aspect).map((intent) => intent.id),
  );
  const facts: [string, string | number | null | undefined][] = [
    ['政策', reply.policies.join('、')],
    ['意图', (reply.kind === 'other' && talk ? [talk] : asking).join('、')],
    ['算法', algorithm(data, standard, reply, today)],
    ['金额', reply.amount],
    ['状态', reply.status && STANDING_WORDS[reply.status]],
  ];
  const told = facts.flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${key}=${value}`],
  );
  return `  〔听懂〕${[KIND_WORDS[reply.kind], ...told].join(' ')}`;
}

function algorithm(data: TurnData, standard: string, reply: StoredReply, today: string): string | null {
  const policy = data.knowledge.policies.find((candidate) => candidate.id === reply.policies[0]);
  const document = data.knowledge.documents.get(policy?.document ?? '');
  if (reply.kind !== 'answer' || !policy || !document) return null;
  const told = readTold(standard, today);
  const asked = { standard, context: null, aspects: [], told, category: null, region: null, asOf: today };
  const rule = ruleOn(policy, ruleDay(document, today));
  return rule && data.answerer.computing(policy, asked) ? RULE_WORDS[rule.rule] : null;
}

/** What of a message is stored other than as it was said, and whether it went on the clerk's list. */
async function kept(app: App, text: string, reply: StoredReply): Promise<string[]> {
  const { db } = app.storage;
  const row = await findIncoming(db, reply.incomingId);
  const open = await listOpenQuestions(db, { state: 'open', limit: 10_000 });
  const question = open.find((candidate) => candidate.incoming_id === reply.incomingId);
  return [
    ...(row && row.text !== text ? [`  〔记下〕原话=${row.text}`] : []),
    ...(question ? [`  〔记下〕待办问题 原因=${REASON_WORDS[question.reason]}`] : []),
  ];
}
