/** Every sentence of filing and review, by topic. Rules and routing live in filing/. */
export * from './wording/book.ts';
export * from './wording/draft.ts';
export * from './wording/filed.ts';
export * from './wording/notice.ts';
export * from './wording/review.ts';
export * from './wording/telling.ts';
export * from './wording/words.ts';
