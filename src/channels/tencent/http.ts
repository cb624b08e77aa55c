/** What goes wrong on the way to a platform or there. */
export type Fault =
  /** The platform understood and refused; `message` is its own English text. `atLogIn`: it refused the log-in itself. */
  | { kind: 'errcode'; code: number; message: string; atLogIn?: true }
  | { kind: 'http'; status: number; retryAfterMs: number | null }
  /** Surely nothing arrived. */
  | { kind: 'not-sent'; reason: string }
  /** The line broke after it had left. */
  | { kind: 'unknown'; reason: string };

export type Asked<Value> = { ok: true; value: Value } | { ok: false; fault: Fault };

/** A file as a platform gave it. */
export interface Fetched {
  mime: string;
  bytes: Uint8Array;
}

export interface JsonAnswer {
  readonly [field: string]: unknown;
}

const JSON_BYTES = 1024 * 1024;

/** No connection came about, so nothing can have been taken. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Asks for JSON. An `errcode` other than 0 inside a 200 is a fault, as it is for these platforms. Never throws. */
export async function askJson(
  url: string,
  request: { body?: string | FormData; timeoutMs: number },
): Promise<Asked<JsonAnswer>> {
  const answered = await ask(url, request, JSON_BYTES);
  if (!answered.ok) return answered;
  const answer = jsonIn(answered.value.bytes);
  // A page of some gateway in between: what became of the request nobody knows.
  if (answer === null) return { ok: false, fault: { kind: 'unknown', reason: 'the answer is not JSON' } };
  const fault = errcodeIn(answer);
  return fault === null ? { ok: true, value: answer } : { ok: false, fault };
}

/** Fetches a file of at most `maxBytes`. JSON instead of it is the platform's refusal. Never throws. */
export async function askFile(
  url: string,
  { timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number },
): Promise<Asked<Fetched>> {
  const answered = await ask(url, { timeoutMs }, maxBytes);
  if (!answered.ok || !/^(?:application\/json|text\/)/.test(answered.value.mime)) return answered;
  const answer = jsonIn(answered.value.bytes);
  const fault = answer === null ? null : errcodeIn(answer);
  return { ok: false, fault: fault ?? { kind: 'unknown', reason: 'the answer is no file' } };
}

async function ask(
  url: string,
  { body, timeoutMs }: { body?: string | FormData; timeoutMs: number },
  maxBytes: number,
): Promise<Asked<Fetched>> {
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
      ...(typeof body === 'string' ? { headers: { 'Content-Type': 'application/json; charset=utf-8' } } : {}),
    });
    const bytes = await read(response, maxBytes);
    if (!response.ok) {
      const { status } = response;
      return { ok: false, fault: { kind: 'http', status, retryAfterMs: retryAfter(response) } };
    }
    if (bytes === null)
      return { ok: false, fault: { kind: 'unknown', reason: 'the answer is longer than allowed' } };
    const mime = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    return { ok: true, value: { mime, bytes } };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** Null where there is more than `maxBytes`; the rest is then not waited for. */
async function read(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

/** Only codes are told: an error's message may hold the address, and that the secret. */
function faultOf(error: unknown): Fault {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = codeOf(cause) ?? (error instanceof Error ? error.name : 'unknown');
  return { kind: NOT_CONNECTED.has(code) ? 'not-sent' : 'unknown', reason: code };
}

function codeOf(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null) return null;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  // One for each address of the host: they are alike.
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  return null;
}

function jsonIn(bytes: Uint8Array): JsonAnswer | null {
  try {
    const answer: unknown = JSON.parse(Buffer.from(bytes).toString());
    return typeof answer === 'object' && answer !== null ? { ...answer } : null;
  } catch {
    return null;
  }
}

function errcodeIn({ errcode, errmsg }: JsonAnswer): Fault | null {
  const code = Number(errcode ?? 0);
  return code === 0 ? null : { kind: 'errcode', code, message: String(errmsg ?? '').slice(0, 300) };
}
