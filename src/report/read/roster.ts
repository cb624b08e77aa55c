import { pinyin } from 'pinyin-pro';
import type { RosterEntry } from '../reading.ts';
import { looksLike } from './shape.ts';
import { surnameAt } from './surnames.ts';

/** A household found in the roster, or the name alone where several fit. */
export interface Resolved {
  head: string | null;
  group: number | null;
  /** How many characters of the text are the name. */
  length: number;
}

const sounds = new Map<string, { exact: Set<string>; folded: Set<string> }>();
const SURNAME_SOUNDS: Record<string, string> = {
  单: 'shan',
  解: 'xie',
  查: 'zha',
  区: 'ou',
  仇: 'qiu',
  万: 'wan',
  尉: 'wei',
  朴: 'piao',
  盖: 'ge',
  曾: 'zeng',
  任: 'ren',
  华: 'hua',
  宓: 'mi',
  乐: 'yue',
  缪: 'miao',
  翟: 'zhai',
  种: 'chong',
  覃: 'qin',
  臧: 'zang',
  谌: 'chen',
  冼: 'xian',
  牟: 'mu',
  员: 'yun',
  秘: 'bi',
  折: 'she',
  乜: 'nie',
  黑: 'he',
  盛: 'sheng',
  召: 'shao',
  洗: 'xian',
  撒: 'sa',
  佘: 'she',
  仉: 'zhang',
  亓: 'qi',
  逄: 'pang',
};

function soundsOf(char: string): { exact: Set<string>; folded: Set<string> } {
  const known = sounds.get(char);
  if (known) return known;
  const read = pinyin(char, { toneType: 'none', type: 'array', multiple: true });
  const all = [...read, ...(SURNAME_SOUNDS[char] ? [SURNAME_SOUNDS[char]] : [])];
  const entry = { exact: new Set(all), folded: new Set(all.map(fold)) };
  sounds.set(char, entry);
  return entry;
}

/** The pairs that voice typing and southern speech confuse: zh/z, n/l, -ng/-n, f/h. */
function fold(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/^fu/, 'hu')
    .replace(/^f/, 'h')
    .replace(/([aei])ng$/, '$1n');
}

function share(a: Set<string>, b: Set<string>): boolean {
  for (const item of a) if (b.has(item)) return true;
  return false;
}

/** 0 equal, 1 same sound, 2 nearly the same sound or shape, null neither. */
function distance(written: string, name: string): number | null {
  let total = 0;
  let equal = 0;
  for (let i = 0; i < name.length; i++) {
    const [a, b] = [written.charAt(i), name.charAt(i)];
    if (a === b) {
      equal += 1;
      continue;
    }
    const [left, right] = [soundsOf(a), soundsOf(b)];
    if (share(left.exact, right.exact)) total += 1;
    else if (share(left.folded, right.folded)) total += 1.5;
    else if (looksLike(a, b)) total += 2;
    else return null;
  }
  // A name of which nothing is written as it is must at least sound the same throughout.
  return equal === 0 && total > name.length ? null : total;
}

/** The roster of one village, ready to be asked about many places of one message. */
export class Roster {
  readonly entries: readonly RosterEntry[];

  constructor(entries: readonly RosterEntry[]) {
    this.entries = entries.filter((entry) => entry.head !== '');
  }

  /** The head whose name stands at `at` exactly as the roster has it, the longest one first. */
  exactAt(text: string, at: number, group: number | null): Resolved | null {
    let longest = '';
    for (const { head } of this.entries)
      if (head.length > longest.length && text.startsWith(head, at)) longest = head;
    return longest === '' ? null : this.named(longest, group);
  }

  /** A head by name: the group decides between two of one name; where it does not, the group stays open. */
  named(head: string, group: number | null): Resolved {
    const same = this.entries.filter((entry) => entry.head === head);
    const here = same.filter((entry) => entry.group === group);
    const chosen = same.length === 1 ? same[0] : here.length === 1 ? here[0] : undefined;
    return { head, group: chosen ? chosen.group : null, length: head.length };
  }

  /** The head that the written name sounds or looks like; null where none or several do. */
  nearAt(text: string, at: number, group: number | null): Resolved | null {
    let best: RosterEntry[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const entry of this.entries) {
      if (group !== null && entry.group !== group) continue;
      const written = text.slice(at, at + entry.head.length);
      if (written.length < entry.head.length || entry.head.length < 2) continue;
      const far = distance(written, entry.head) ?? this.almost(written, entry.head);
      if (far === null) continue;
      const cost = far - entry.head.length * 0.01;
      if (cost < least - 1e-9) [least, best] = [cost, [entry]];
      else if (Math.abs(cost - least) < 1e-9) best.push(entry);
    }
    const first = best[0];
    if (!first || best.some((entry) => entry.head !== first.head)) return null;
    return best.length === 1
      ? { head: first.head, group: first.group, length: first.head.length }
      : { head: first.head, group: null, length: first.head.length };
  }

  /**
   * The head that a name of three characters or more stands for wherever it is written, sounding the same in all and
   * being the same in all but one: 周剑军 for 周建军.
   */
  soundsAt(text: string, at: number): Resolved | null {
    const fitting = this.entries.filter(({ head }) => {
      if (head.length < 3 || text.length < at + head.length) return false;
      let other = 0;
      for (let i = 0; i < head.length; i++) {
        const [a, b] = [text.charAt(at + i), head.charAt(i)];
        if (a === b) continue;
        other += 1;
        if (other > head.length - 2 || !share(soundsOf(a).folded, soundsOf(b).folded)) return false;
      }
      return true;
    });
    const first = fitting[0];
    if (!first) return null;
    return this.nearAt(text, at, null);
  }

  /** Long Mongolian names are spelt this way and that: one syllable off is still the name. */
  private almost(written: string, head: string): number | null {
    if (head.length < 4) return null;
    const off = [...head].filter(
      (char, index) =>
        written.charAt(index) !== char &&
        !share(soundsOf(char).folded, soundsOf(written.charAt(index)).folded),
    ).length;
    return off === 1 ? 3 : null;
  }

  /** The one household of that surname, in the group where one is told. */
  bySurname(surname: string, group: number | null): RosterEntry | null {
    const fitting = this.entries.filter(
      (entry) => surnameAt(entry.head) === surname && (group === null || entry.group === group),
    );
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  /** 建国家: a given name that one household of the group, or of the roster, has. */
  byGivenName(text: string, at: number, group: number | null): Resolved | null {
    const fitting = this.entries.filter((entry) => {
      const given = entry.head.slice(surnameAt(entry.head)?.length ?? 0);
      return (
        given.length >= 2 &&
        given.length < entry.head.length &&
        text.startsWith(given, at) &&
        (group === null || entry.group === group)
      );
    });
    const only = fitting[0];
    if (fitting.length !== 1 || !only) return null;
    return {
      head: only.head,
      group: only.group,
      length: only.head.length - (surnameAt(only.head)?.length ?? 0),
    };
  }
}
