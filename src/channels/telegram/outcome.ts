import { GrammyError, HttpError } from 'grammy';
import type { SendResult } from '../../outbox/outbox.ts';

/** What went wrong with a request, without anything that it held: an error of grammY carries the whole message. */
export interface Trouble {
  /** The platform's error code; null where it gave no answer. */
  code: number | null;
  /** The platform's words, or the network's code. */
  reason: string;
  /** True where the request surely did not reach the platform. */
  unsent: boolean;
  /** Milliseconds; the platform's own time to wait. */
  retryAfter: number | null;
  /** A group that became a “supergroup” lives on under this id. */
  movedTo: string | null;
}

const NEVER_LEFT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROXY|EPROTO|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_.*|UNABLE_TO_.*|SELF_SIGNED_.*)$/;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof GrammyError) {
    const { retry_after: seconds, migrate_to_chat_id: movedTo } = error.parameters;
    return {
      code: error.error_code,
      reason: `${error.error_code} ${error.description}`,
      unsent: true,
      retryAfter: seconds === undefined ? null : seconds * 1000,
      movedTo: movedTo === undefined ? null : String(movedTo),
    };
  }
  const cause = error instanceof HttpError ? error.error : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  // node-fetch tells the stage only in its message, which else holds the address with the token in it.
  const connecting = cause instanceof Error && /reason: (?:connect|$)/.test(cause.message);
  const unsent = code !== null && (NEVER_LEFT.test(code) || connecting);
  return { code: null, reason: code ?? 'no answer', unsent, retryAfter: null, movedTo: null };
}

/** Words by which the platform says that a chat is no more, or was never there for us. */
const GONE =
  /chat not found|user not found|user is deactivated|peer_id_invalid|bot was kicked|chat was deleted/i;

/** What a failed sending means. `scope`: what has to wait where the platform says “too many”. */
export function outcomeOf(trouble: Trouble, scope: 'chat' | 'channel'): SendResult {
  const { code, reason, retryAfter } = trouble;
  if (code === null)
    return trouble.unsent
      ? { kind: 'later', afterMs: null, scope: 'channel', reason }
      : { kind: 'unknown', reason };
  if (code === 429) return { kind: 'later', afterMs: retryAfter, scope, reason };
  if (code === 403 || (code === 400 && GONE.test(reason))) return { kind: 'blocked', reason };
  // A wrong token, or an address that is no Bot API: nothing leaves until somebody mends it.
  if (code === 401 || code === 404) return { kind: 'later', afterMs: null, scope: 'channel', reason };
  if (code >= 400 && code < 500) return { kind: 'never', reason };
  return { kind: 'later', afterMs: null, scope: 'channel', reason };
}
