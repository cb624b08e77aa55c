/** Every sentence about broadcasts, by topic. */
export * from './wording-answers.ts';
export * from './wording-drafting.ts';
export * from './wording-message.ts';
export * from './wording-running.ts';
