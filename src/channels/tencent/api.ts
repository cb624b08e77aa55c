import type { Clock } from '../../clock/clock.ts';
import { type Asked, askFile, askJson, type Fault, type Fetched, type JsonAnswer } from './http.ts';

/** The platform's own calls, with the access token put in and renewed. Nothing here throws. */
export interface Api {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Asked<JsonAnswer>>;
  post(path: string, body: object): Promise<Asked<JsonAnswer>>;
  upload(path: string, file: { name: string; mime: string; bytes: Uint8Array }): Promise<Asked<JsonAnswer>>;
  download(
    path: string,
    query: Readonly<Record<string, string>>,
    limit: { maxBytes: number; timeoutMs: number },
  ): Promise<Asked<Fetched>>;
}

export interface ApiParts {
  /** Without a slash at the end. */
  root: string;
  clock: Clock;
  /** Asks the platform for an access token; not through `Api`. */
  fetchToken: () => Promise<Asked<JsonAnswer>>;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
/** Renewed that much before its end, so that none runs out on the way. */
const RENEW_EARLY_MS = 5 * 60_000;
/** Invalid, wrong, or run out: another may do. */
const TOKEN_ERRORS = new Set([40_001, 40_014, 42_001]);

export function createApi({ root, clock, fetchToken, timeoutMs = TIMEOUT_MS }: ApiParts): Api {
  let kept: { token: string; until: number } | null = null;
  let fetching: Promise<Asked<string>> | null = null;

  /** One call fetches it for all that wait: the platform counts how often it is asked. */
  async function token(): Promise<Asked<string>> {
    if (kept !== null && clock.now().getTime() < kept.until) return { ok: true, value: kept.token };
    fetching ??= renew().finally(() => {
      fetching = null;
    });
    return fetching;
  }

  async function renew(): Promise<Asked<string>> {
    const answered = await fetchToken();
    if (!answered.ok) return { ok: false, fault: beforeSending(answered.fault) };
    const { access_token: value, expires_in: seconds } = answered.value;
    if (typeof value !== 'string' || value === '')
      return { ok: false, fault: { kind: 'not-sent', reason: 'no token in the answer' } };
    const lifeMs = (Number(seconds) || 0) * 1000;
    kept = { token: value, until: clock.now().getTime() + Math.max(lifeMs - RENEW_EARLY_MS, lifeMs / 2) };
    return { ok: true, value };
  }

  /** A token that the platform takes no longer is renewed once; a second refusal is the answer. */
  async function withToken<Value>(call: (token: string) => Promise<Asked<Value>>): Promise<Asked<Value>> {
    const first = await token();
    if (!first.ok) return first;
    const answered = await call(first.value);
    if (answered.ok || answered.fault.kind !== 'errcode' || !TOKEN_ERRORS.has(answered.fault.code))
      return answered;
    // Another call may have renewed it meanwhile.
    if (kept?.token === first.value) kept = null;
    const second = await token();
    return second.ok ? call(second.value) : second;
  }

  function address(path: string, query: Readonly<Record<string, string>>, accessToken: string): string {
    return `${root}${path}?${new URLSearchParams({ access_token: accessToken, ...query })}`;
  }

  return {
    get: (path, query = {}) => withToken((given) => askJson(address(path, query, given), { timeoutMs })),
    post: (path, body) =>
      withToken((given) => askJson(address(path, {}, given), { timeoutMs, body: JSON.stringify(body) })),
    upload: (path, { name, mime, bytes }) =>
      withToken((given) => {
        const form = new FormData();
        form.append('media', new Blob([new Uint8Array(bytes)], { type: mime }), name);
        return askJson(address(path, { type: mime.startsWith('image/') ? 'image' : 'file' }, given), {
          timeoutMs: timeoutMs * 2,
          body: form,
        });
      }),
    download: (path, query, limit) => withToken((given) => askFile(address(path, query, given), limit)),
  };
}

/** The message itself had not left yet. */
function beforeSending(fault: Fault): Fault {
  if (fault.kind === 'unknown') return { ...fault, kind: 'not-sent' };
  return fault.kind === 'errcode' ? { ...fault, atLogIn: true } : fault;
}
