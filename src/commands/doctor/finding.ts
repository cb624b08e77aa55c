/** `ok`: all well; `warn`: somebody should know; `fail`: somebody has to do something. */
export type Level = 'ok' | 'warn' | 'fail';

/** One line of `cunkou doctor`. */
export interface Finding {
  /** What was looked at, in Chinese. */
  name: string;
  level: Level;
  /** How it stands, and what to do where it is not well. Holds no secret and nobody's name. */
  say: string;
}

export const MARK: Readonly<Record<Level, string>> = { ok: '✓', warn: '！', fail: '✗' };

export const ok = (name: string, say: string): Finding => ({ name, level: 'ok', say });
export const warn = (name: string, say: string): Finding => ({ name, level: 'warn', say });
export const fail = (name: string, say: string): Finding => ({ name, level: 'fail', say });
