import { BIG, digitValue, type Figure, intervalOf, type Range, SMALL } from './numbers-digits.ts';
import { counterAt } from './numbers-words.ts';

const ARABIC = /\d+(?:\.\d+)?/y;
/** Longer runs are telephone, account and identity numbers. */
const LONGEST_FIGURE = 13;

/** Reads hundreds, thousands and ten thousands from left to right, with a low and a high end. */
export class SumReader {
  private total: Range = [0, 0];
  private section: Range = [0, 0];
  private pending: Range | null = null;
  private pendingStart = 0;
  private lastUnit = 1;
  private lastSmall = Number.POSITIVE_INFINITY;
  private sawZero = false;
  private exact = true;
  private shorthand = false;
  private tokens = 0;
  private at: number;

  constructor(
    private readonly plain: string,
    private readonly start: number,
  ) {
    this.at = start;
  }

  read(): Figure | null {
    while (this.at < this.plain.length && this.step()) this.tokens += 1;
    if (this.tokens === 0) return null;
    const runOn = this.close();
    const value: Range = [this.total[0] + this.section[0], this.total[1] + this.section[1]];
    const written = this.plain.slice(this.start, this.at);
    if (written === '' || /^[〇几数]$/.test(written)) return null;
    const [low, high] = value.map((end) => Math.round(end * 1e6) / 1e6) as [number, number];
    const single = /^[一二两三四五六七八九百千万亿]$/.test(written);
    const scale = runOn
      ? this.lastUnit / 10
      : /\d$|[一二两三四五六七八九]$/.test(written)
        ? 1
        : this.lastUnit;
    return {
      start: this.start,
      end: this.at,
      low,
      high,
      exact: this.exact,
      scale,
      single,
      shorthand: this.shorthand,
    };
  }

  /** Takes one token; false where the figure ends. */
  private step(): boolean {
    const char = this.plain.charAt(this.at);
    if (char >= '0' && char <= '9') return this.arabic();
    if (char in SMALL) return this.small(SMALL[char] ?? 1, 1);
    if (char in BIG) return this.big(BIG[char] ?? 1, 1);
    if (char === '廿' || char === '卅') return this.tens(char === '廿' ? 20 : 30);
    if (char === 'k' || char === 'w') return this.letter(char === 'k' ? 1e3 : 1e4);
    if (char === '几' || char === '数') return this.some(char);
    if (char === '点') return this.point();
    if (char === '半') return this.half();
    if (/[来多余]/.test(char) && this.tokens > 0) return this.looseBeforeBig();
    if (char === '个' && this.plain.charAt(this.at + 1) === '亿' && this.tokens > 0) return this.skip();
    return this.digit(char);
  }

  private skip(): boolean {
    this.at += 1;
    return true;
  }

  private arabic(): boolean {
    if (this.pending !== null) return false;
    ARABIC.lastIndex = this.at;
    const written = ARABIC.exec(this.plain)?.[0] ?? '';
    const value = Number(written);
    if (this.tokens > 0 && (value >= this.lastUnit || written.includes('.'))) return false;
    if (written.replace('.', '').length > LONGEST_FIGURE) return false;
    this.pendingStart = this.at;
    this.pending = [value, value];
    this.at += written.length;
    return true;
  }

  private digit(char: string): boolean {
    const value = digitValue(char);
    if (value === null || this.pending !== null) return false;
    this.pendingStart = this.at;
    if (value === 0) {
      // 零点五
      if (this.tokens === 0 && this.plain.charAt(this.at + 1) !== '点') return false;
      if (this.tokens === 0) this.pending = [0, 0];
      this.sawZero = true;
      return this.skip();
    }
    const next = this.plain.charAt(this.at + 1);
    const interval = intervalOf(char, next);
    if (interval && digitValue(this.plain.charAt(this.at + 2)) === null) {
      this.pending = interval;
      this.at += 2;
      return true;
    }
    if (this.tokens === 0 && digitValue(next) !== null) return false;
    this.pending = [value, value];
    return this.skip();
  }

  private small(unit: number, length: number): boolean {
    if (unit >= this.lastSmall && this.tokens > 0 && this.section[1] > 0) return false;
    if (this.pending === null) {
      if (this.tokens > 0 && !(unit === 10 && this.lastSmall > 10)) return false;
      this.pending = [1, 1];
    }
    this.section = [this.section[0] + this.pending[0] * unit, this.section[1] + this.pending[1] * unit];
    this.pending = null;
    this.lastUnit = unit;
    this.lastSmall = unit;
    this.sawZero = false;
    this.at += length;
    return true;
  }

  private tens(value: number): boolean {
    if (this.pending !== null || (this.tokens > 0 && this.lastSmall <= 10)) return false;
    this.section = [this.section[0] + value, this.section[1] + value];
    this.lastUnit = 10;
    this.lastSmall = 10;
    return this.skip();
  }

  private big(unit: number, length: number): boolean {
    if (this.tokens > 0 && this.pending === null && this.section[1] === 0 && unit === 1e4) return false;
    const pending = this.pending ?? (this.tokens === 0 ? [1, 1] : [0, 0]);
    const inside: Range = [this.section[0] + pending[0], this.section[1] + pending[1]];
    this.total =
      unit === 1e8
        ? [(this.total[0] + inside[0]) * unit, (this.total[1] + inside[1]) * unit]
        : [this.total[0] + inside[0] * unit, this.total[1] + inside[1] * unit];
    this.section = [0, 0];
    this.pending = null;
    this.lastUnit = unit;
    this.lastSmall = Number.POSITIVE_INFINITY;
    this.sawZero = false;
    this.at += length;
    return true;
  }

  /** 15k and 2w, not 3kg or 5kw. */
  private letter(unit: number): boolean {
    if (
      this.pending === null ||
      !/\d/.test(this.plain.charAt(this.at - 1)) ||
      /[a-z]/.test(this.plain.charAt(this.at + 1))
    )
      return false;
    this.shorthand = true;
    return unit === 1e3 ? this.small(unit, 1) : this.big(unit, 1);
  }

  /** 几百 is one to ten hundred, 十几 is ten to twenty; 几 alone asks or names nothing. */
  private some(char: string): boolean {
    if (this.pending !== null) return false;
    const next = this.plain.charAt(this.at + 1);
    const scaled = next in SMALL || next in BIG;
    if (
      char === '数' &&
      (!scaled || /[人户次岁分总多少系指基无度辈]/.test(this.plain.charAt(this.start - 1)))
    )
      return false;
    if (!scaled && !(this.lastUnit === 10 && this.lastSmall === 10)) return false;
    this.pending = scaled && this.lastSmall !== 10 ? [1, 10] : [0, 10];
    this.pendingStart = this.at;
    return this.skip();
  }

  /** 三点五, 一点二万, 百分之零点五 */
  private point(): boolean {
    const digits = /点([〇一二三四五六七八九]+)(?![分刻钟十])/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.plain)?.[1];
    if (found === undefined || (this.pending === null && this.section[1] === 0) || this.total[1] > 0)
      return false;
    const fraction = Number(`0.${[...found].map((char) => digitValue(char)).join('')}`);
    const whole = this.pending ?? [0, 0];
    this.pending = [this.section[0] + whole[0] + fraction, this.section[1] + whole[1] + fraction];
    this.section = [0, 0];
    this.lastUnit = 1;
    this.sawZero = true;
    this.at += 1 + found.length;
    return true;
  }

  /** 两万半 is 25000. */
  private half(): boolean {
    if (this.pending !== null || this.lastUnit < 1e4 || counterAt(this.plain, this.at + 1) !== null)
      return false;
    this.section = [this.section[0] + this.lastUnit / 2, this.section[1] + this.lastUnit / 2];
    this.lastSmall = 1;
    return this.skip();
  }

  /** 十来万, 三千多万: the loose word stands before the last unit. */
  private looseBeforeBig(): boolean {
    if (!(this.plain.charAt(this.at + 1) in BIG)) return false;
    this.exact = false;
    return this.skip();
  }

  /** Adds the last digit; true where it counts in the next lower unit: 两万三, 一百二, 3万5. */
  private close(): boolean {
    if (this.pending === null) return false;
    const oneDigit =
      this.pending[1] < 10 &&
      Number.isInteger(this.pending[0]) &&
      !this.plain.slice(this.pendingStart, this.at).startsWith('0');
    const runOn = this.lastUnit >= 100 && !this.sawZero && oneDigit;
    const counter =
      runOn && !/[块元毛]/.test(this.plain.charAt(this.at)) ? counterAt(this.plain, this.at) : null;
    // 五万三年还清: the three counts years. 二 counts nothing by itself, 两 would.
    if (counter !== null && this.plain.charAt(this.pendingStart) !== '二') {
      this.at = this.pendingStart;
      return false;
    }
    const unit = runOn ? this.lastUnit / 10 : 1;
    this.section = [this.section[0] + this.pending[0] * unit, this.section[1] + this.pending[1] * unit];
    return runOn;
  }
}
