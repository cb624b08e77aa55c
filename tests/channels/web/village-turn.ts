import type { Reply } from '../../../src/conversation/message.ts';
import type { Turn } from '../../../src/conversation/message-turn.ts';

export const SHEEP = '我养了25只羊出栏能补多少钱';
export const SHEEP_REPLY = `25只羊出栏，能补2000元。
25只按封顶的20只算：20只 × 100元 = 2000元。
条件：建档立卡贫困户，自家养的肉羊当年出栏。
怎么办：出栏前告诉嘎查，由嘎查和苏木镇核实，补贴打到一卡通。
依据：《杭锦旗巩固脱贫攻坚成果产业扶持办法》（杭政发〔2021〕12号）五(一)1（肉羊出栏补贴）；管2021年到2025年12月31日。`;
export const CHOICES = ['低保要什么条件', '低保一个月多少钱', '低保怎么申请', '低保户住院怎么报销'];

const PLAIN = {
  kind: 'other',
  options: [],
  citations: [],
  policies: [],
  amount: null,
  status: null,
} as const;

function wordsFor(text: string, turns: number): Partial<Reply> & { text: string } {
  if (text === SHEEP) return { kind: 'answer', text: SHEEP_REPLY, amount: 2000, status: 'in_force' };
  if (text === '低保怎么办') {
    const listed = CHOICES.map((label, index) => `${index + 1}. ${label}`).join('\n');
    return {
      kind: 'choices',
      text: `您问的是哪一件？回数字就行：\n${listed}`,
      options: CHOICES.map((label) => ({ label, citations: [] })),
    };
  }
  return { text: `第${turns}句：${text}` };
}

/** A turn for tests of the web chat: one long answer, one with choices, and else it counts and repeats. */
export const villageTurn: Turn = async ({ session, text }) => {
  const turns = Number(session ?? 0) + 1;
  return {
    session: turns,
    reply: { ...PLAIN, options: [], citations: [], policies: [], ...wordsFor(text, turns) },
  };
};
