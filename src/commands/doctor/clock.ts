import { localTime } from '../../calendar/calendar.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const MINUTE_MS = 60_000;
const DRIFT_NOTED_MS = MINUTE_MS;
/** Tokens and sealed calls of the platforms are refused from about here on. */
const DRIFT_BAD_MS = 5 * MINUTE_MS;
const WAIT_MS = 5000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The program was written in the first; in the second somebody else will look after it. */
const FIRST_YEAR = 2026;
const LAST_YEAR = 2100;
const SET_CLOCK = '请把服务器的时间对准，打开自动对时（timedatectl set-ntp true）。';

/** Another clock: the database server's, or the one in a platform's answer. */
export interface OtherClock {
  /** Whose, in Chinese. */
  whose: string;
  /** Its time less ours, in milliseconds. */
  aheadMs: number;
}

/** `notBefore`: a moment that is surely over, such as the day on which the program was put here. */
export function clockFinding(now: Date, notBefore: Date, other: OtherClock | null): Finding {
  const { day, time } = localTime(now);
  const here = `北京时间 ${day} ${time}`;
  const year = now.getUTCFullYear();
  if (now.getTime() < notBefore.getTime() - DAY_MS || year < FIRST_YEAR || year > LAST_YEAR)
    return fail('时钟', `服务器说现在是${here}，日子不对，到期的事会全算错：${SET_CLOCK}`);
  if (other === null) return ok('时钟', `${here}（没有别的钟可以对）。`);
  const off = Math.abs(other.aheadMs);
  if (off < DRIFT_NOTED_MS) return ok('时钟', `${here}，跟${other.whose}对得上。`);
  const say = `${here}，比${other.whose}${other.aheadMs > 0 ? '慢' : '快'}了 ${Math.round(off / 1000)} 秒：${SET_CLOCK}`;
  return off < DRIFT_BAD_MS ? warn('时钟', say) : fail('时钟', say);
}

/** Reads the time in the answer of an address that the settings name; null where there is none within a few seconds. */
export async function clockOf(address: string, now: () => Date): Promise<OtherClock | null> {
  try {
    const { headers } = await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const date = headers.get('date');
    if (date === null || Number.isNaN(Date.parse(date))) return null;
    // It tells whole seconds.
    return { whose: new URL(address).host, aheadMs: Date.parse(date) + 500 - now().getTime() };
  } catch {
    return null;
  }
}
