/** Every sentence of the reminding job about duties, by topic. Rules and routing live elsewhere. */
export * from './wording/answers.ts';
export * from './wording/digest.ts';
export * from './wording/progress.ts';
export * from './wording/reminders.ts';
export * from './wording/rules.ts';
export * from './wording/sums.ts';
