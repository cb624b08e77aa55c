/** Keys whose value never reaches the log, at any depth. */
const HIDDEN_KEYS = new Set(['text', 'phone', 'idCard']);

/** What is kept of an error: a database's `detail` and `where`, a platform's `payload`, hold what people wrote. */
const ERROR_KEYS = new Set([
  'type',
  'name',
  'message',
  'stack',
  'code',
  'errno',
  'syscall',
  'severity',
  'routine',
  'constraint',
  'table',
  'column',
  'aggregateErrors',
]);

/** Errors quote what they choke on, in pieces. What we ourselves have to tell the operator is no error's message here. */
const CHINESE = /\p{Script=Han}+/gu;

const DIGIT = '[0-9０-９]';

// A UUID may by chance hold a long run of digits; it is matched first and kept, for it is how lines are joined up.
const UUID = '(?<uuid>\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b)';
// Identity numbers and bank cards, whichever way they are grouped. A log has no use for any other run this long.
const LONG_NUMBER = `(?<long>${DIGIT}(?:[ \\u3000-]?${DIGIT}){14,}(?:[ \\u3000-]?[XxＸｘ])?)`;
const MOBILE = `(?<mobile>(?<!${DIGIT})(?:86[ \\u3000-]?)?[1１][ \\u3000-]?[3-9３-９](?:[ \\u3000-]?${DIGIT}){9}(?!${DIGIT}))`;
const PRIVATE = new RegExp(`${UUID}|${LONG_NUMBER}|${MOBILE}`, 'gu');

/** Masks identity numbers, bank cards and mobile phones in a string; the first three and last two characters stay. */
export function scrubString(value: string): string {
  return value.replace(PRIVATE, (match, uuid: string | undefined) =>
    uuid === undefined ? `${match.slice(0, 3)}***${match.slice(-2)}` : match,
  );
}

/** Scrubs one finished log line. A line that is no JSON is scrubbed as plain text. */
export function scrubLine(line: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return scrubString(line);
  }
  return `${JSON.stringify(scrubValue(parsed))}\n`;
}

function scrubValue(value: unknown): unknown {
  if (typeof value === 'string') return scrubString(value);
  if (typeof value === 'number') return scrubNumber(value);
  if (Array.isArray(value)) return value.map(scrubValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        scrubString(key),
        HIDDEN_KEYS.has(key) ? '[hidden]' : key === 'err' ? scrubError(inner) : scrubValue(inner),
      ]),
    );
  }
  return value;
}

function scrubError(value: unknown): unknown {
  if (typeof value === 'string') return scrubString(value.replace(CHINESE, '[hidden]'));
  if (Array.isArray(value)) return value.map(scrubError);
  if (typeof value !== 'object' || value === null) return scrubValue(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (ERROR_KEYS.has(key) ? [[key, scrubError(inner)]] : [])),
  );
}

function scrubNumber(value: number): number | string {
  const digits = String(value);
  const scrubbed = scrubString(digits);
  return scrubbed === digits ? value : scrubbed;
}
