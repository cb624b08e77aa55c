/** Job 1: a person asks, and hears the figure, the condition and the clause. Pure; the day comes in as an argument. */
export { type Answerer, type Asked, createAnswerer, type Finding } from './answerer.ts';
export { type Citation, type Option, plainReply, type Reply, type ReplyKind } from './reply.ts';
export { standardiser } from './standard-text.ts';
export { readTold } from './told.ts';
export * as wording from './wording.ts';
