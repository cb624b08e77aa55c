/** What the outbox itself adds to a message. */

/** In front of what is sent once more because nobody knows whether it arrived. */
export const MAYBE_TWICE = '（可能重复）';

/** In front of each part of a long text. */
export const partMark = (part: number, of: number): string => `（${part}/${of}）`;

/** Below a message whose words to press have no buttons. */
export const answerWith = (options: readonly string[]): string => `回复：${options.join(' / ')}`;

/** For the operator, where a year has no table. */
export const noCalendarYear = (year: string): string =>
  `没有${year}年的节假日安排，按工作日发的消息都先等着。请照 policy-kb/README.md 写 policy-kb/calendar/${year}.yaml，存盘后几秒生效。`;
