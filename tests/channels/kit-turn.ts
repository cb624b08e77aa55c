import type { Turn } from '../../src/conversation/message-turn.ts';
import { replyWith } from '../conversation/echo.ts';

export const LONG_LABEL = '杭锦旗锡尼镇示范嘎查二〇二一年度脱贫户饲养基础母羊和出栏肉羊的生产奖补';
/** Two choices, one of which is longer than any platform's button data. */
export const CHOICES = ['低保', LONG_LABEL];
export const CHOICES_TEXT = `您问的是哪一件？\n1. 低保\n2. ${LONG_LABEL}`;

/** 400 sentences, each of its own, about 9,000 characters. */
export const LONG_SENTENCES = Array.from(
  { length: 400 },
  (_, at) => `第${at + 1}条，符合条件的农牧民家庭可以申请补助𠮷。`,
);
export const LONG_TEXT = LONG_SENTENCES.join('');

/** Counts each person's messages and repeats them; 选 gives choices, 长 a long text. A group that talks by itself hears nothing. */
export const kitTurn: Turn = async ({ session, text, group, attachments }) => {
  if (group?.addressed === false) return { session, reply: null };
  const count = typeof session === 'number' ? session + 1 : 1;
  const reply = () => {
    if (text === '选')
      return replyWith(CHOICES_TEXT, { options: CHOICES.map((label) => ({ label, citations: [] })) });
    if (text === '长') return replyWith(LONG_TEXT);
    return replyWith(`${count}：${text}${attachments.map(({ kind }) => `[${kind}]`).join('')}`);
  };
  return { session: count, reply: reply() };
};
