import {
  contentVersion,
  listOf,
  oneOf,
  type Problem,
  parseYaml,
  problemsOf,
  readDataFolder,
  strictRecord,
  text,
} from '../data-files/data-files.ts';
import { clausesOf, normalise } from '../language/language.ts';
import type { Aspect } from '../policies/policies.ts';

const ASPECT_WORDS = {
  金额: 'amount',
  对象: 'who',
  办法: 'how',
  时间: 'when',
  地点: 'where',
  材料: 'papers',
  主管: 'lead',
  是什么: 'what',
  变化: 'changed',
} as const satisfies Record<string, Aspect>;

const intentSchema = strictRecord({
  编号: text('ask-amount'),
  说明: text().optional(),
  做什么: oneOf(['回答', '对话']),
  方面: oneOf(['金额', '对象', '办法', '时间', '地点', '材料', '主管', '是什么', '变化']).optional(),
  动作: oneOf(['再说一遍', '慢点说', '转人工']).optional(),
  说法: listOf(text()).default([]),
  含有: listOf(text()).default([]),
  回话: listOf(text()).default([]),
}).superRefine((raw, ctx) => {
  if (raw.做什么 === '回答' && raw.方面 === undefined)
    ctx.addIssue({ code: 'custom', path: ['方面'], message: '“做什么”是“回答”的，要写“方面”。' });
  if (raw.做什么 === '对话' && raw.回话.length === 0)
    ctx.addIssue({ code: 'custom', path: ['回话'], message: '“做什么”是“对话”的，要写“回话”。' });
  if (raw.说法.length + raw.含有.length === 0)
    ctx.addIssue({ code: 'custom', path: ['说法'], message: '至少写一句“说法”或“含有”。' });
});

/** A way of asking for one side of a matter. */
interface AspectIntent {
  id: string;
  aspect: Aspect;
  patterns: RegExp[];
}

/** Talk that is no question about a policy. */
export interface TalkIntent {
  id: string;
  action: '再说一遍' | '慢点说' | '转人工' | null;
  /** The whole message, particles apart. */
  whole: Set<string>;
  /** Words that give the matter away inside a longer message. */
  marks: RegExp[];
  replies: string[];
}

/** What intents/ holds. */
export interface Intents {
  version: string;
  aspects: AspectIntent[];
  talk: TalkIntent[];
}

const KEYS = ['编号', '说明', '做什么', '方面', '动作', '说法', '含有', '回话'];

/** Reads intents/, collecting every mistake of every file. `standard` is the glossary's rewriting. */
export function readIntents(
  root: string,
  standard: (text: string) => string,
): { intents: Intents; problems: Problem[] } {
  const problems: Problem[] = [];
  const files = readDataFolder(root, 'intents');
  const intents: Intents = { version: contentVersion(files), aspects: [], talk: [] };
  for (const file of files) {
    const parsed = parseYaml(file.path, file.source);
    problems.push(...parsed.problems);
    if (parsed.value === undefined) continue;
    const result = intentSchema.safeParse(parsed.value);
    if (!result.success) {
      problems.push(...problemsOf(file.path, parsed, result.error, KEYS));
      continue;
    }
    const raw = result.data;
    if (raw.编号 !== file.name) {
      problems.push({
        file: file.path,
        line: parsed.lineOf(['编号']),
        message: `「编号」：写的是“${raw.编号}”，要和文件名一样，改成“${file.name}”。`,
        level: 'error',
      });
    }
    const shape = (phrase: string): RegExp => patternOf(standard(normalise(phrase)));
    if (raw.做什么 === '回答' && raw.方面) {
      intents.aspects.push({
        id: raw.编号,
        aspect: ASPECT_WORDS[raw.方面],
        patterns: [...raw.说法, ...raw.含有].map(shape),
      });
    } else {
      intents.talk.push({
        id: raw.编号,
        action: raw.动作 ?? null,
        whole: new Set(raw.说法.map((phrase) => bare(normalise(phrase)))),
        // Abuse and orders to the bot are told by their very words: 你妈 is not 母亲.
        marks: raw.含有.map((phrase) => patternOf(normalise(phrase))),
        replies: raw.回话,
      });
    }
  }
  return { intents, problems };
}

/** A phrase as a pattern: `…` stands for up to eight characters, everything else for itself. */
function patternOf(phrase: string): RegExp {
  const parts = phrase.split(/…|\.{3}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^。！？!?]{0,8}?'));
}

/** Without punctuation, blanks and the particles that carry no matter. */
export function bare(text: string): string {
  return text
    .replace(/[^\u3400-\u9fffa-z0-9]/g, '')
    .replace(/[啊呀哦噢哈嘛呢吧啦哟喔诶欸咧哩喂嗯呃唉哎]+/g, '');
}

/** The aspects that a standardised text asks for, the surest (latest and longest cue) first. */
export function aspectsOf(intents: Intents, standardText: string): Aspect[] {
  const best = new Map<Aspect, number>();
  for (const { aspect, patterns } of intents.aspects) {
    for (const pattern of patterns) {
      const match = pattern.exec(standardText);
      if (!match) continue;
      const strength = match[0].length + match.index / Math.max(1, standardText.length);
      if (strength > (best.get(aspect) ?? 0)) best.set(aspect, strength);
    }
  }
  return [...best].sort((a, b) => b[1] - a[1]).map(([aspect]) => aspect);
}

/** Talk that the message is as a whole, or that a word in it gives away. */
export function talkOf(intents: Intents, text: string): { intent: TalkIntent; whole: boolean } | null {
  const wholeOf = (part: string): TalkIntent | undefined =>
    intents.talk.find((intent) => intent.whole.has(bare(part)));
  // 你好，有人在吗: every part is talk by itself.
  const parts = clausesOf(text).map(wholeOf);
  const whole = wholeOf(text) ?? (parts.every((part) => part !== undefined) ? parts.at(-1) : undefined);
  if (whole) return { intent: whole, whole: true };
  const marked = intents.talk.find((intent) => intent.marks.some((mark) => mark.test(text)));
  return marked ? { intent: marked, whole: false } : null;
}

/** The message without the words that gave the talk away. */
export function withoutMarks(intent: TalkIntent, text: string): string {
  return intent.marks.reduce((rest, mark) => rest.replace(mark, ' '), text).trim();
}
