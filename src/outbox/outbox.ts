/** Everything that leaves: kept first, then sent in order, at a bearable pace, at a decent hour, once. */
export { createOutbox, type Outbox, replyKey } from './dispatcher.ts';
export { enqueue } from './enqueue.ts';
export { HOURS } from './hours.ts';
export { type Hours, OUTBOX_STATES, type OutboxItem, type OutboxState } from './item.ts';
export { KINDS, rulesFor, type SendingRules } from './kinds.ts';
export type { OutboxParts, OutboxTiming, Sender } from './parts.ts';
export { cancelRun, clear, pauseRun, releaseFor, resendFailed, resumeRun, type Which } from './runs.ts';
export {
  type Capabilities,
  LANES,
  type Lane,
  type Outgoing,
  type OutgoingFile,
  type Quota,
  type SendResult,
} from './sending.ts';
export { splitText, type TextLimit } from './split-text.ts';
export { type Sums, sumsOf } from './sums.ts';
