/** A text from which pieces are cut out as they are read; what is left over at the end is what is to be done. */
export class Pieces {
  #left: string;

  constructor(text: string) {
    this.#left = text;
  }

  get left(): string {
    return this.#left;
  }

  /** Takes out the first match; null where there is none. */
  take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#left);
    if (found === null) return null;
    this.cut(found.index, found.index + found[0].length);
    return found;
  }

  cut(start: number, end: number): void {
    this.#left = `${this.#left.slice(0, start)}\n${this.#left.slice(end)}`;
  }

  /** What nobody has taken, without the words that only hold the pieces together. */
  rest(): string {
    return this.#left
      .split(/[\n,，。;；]+/)
      .map((part) =>
        part
          .trim()
          .replace(/^(?:以?前|之前|为止|止|请|帮我|帮忙|给|让|叫|要|记得|都|各|每次|每|的|时|时候)+/, '')
          .replace(/^(?:新)?(?:提醒|通知|告诉|催)(?:一下|一次|一遍)?(?=.)/, '')
          .replace(/^(?:一下|他们|大家|要|:|：)+/, '')
          .replace(/(?:请)?(?:新)?(?:提醒|通知)(?:一下|一次|一遍|他们)?$/, '')
          .replace(/^(?:各|都|再|提醒|一次|一遍|加|设|建|定|个|一个|规则)+$/, '')
          .trim(),
      )
      .filter((part) => part !== '')
      .join('，');
  }
}
