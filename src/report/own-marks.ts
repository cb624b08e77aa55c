const MARKS: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '!': '！', '?': '？' };

/**
 * Gives a sentence its Chinese marks back, which normalising took from it: 查过了,没有 → 查过了，没有. A mark between
 * figures stays: 3,000.
 */
export function withOwnMarks(text: string): string {
  return text
    .replace(/([,;:!?])(?=[\u4e00-\u9fff“（])/g, (mark) => MARKS[mark] ?? mark)
    .replace(/(?<=[\u4e00-\u9fff”）])([,;:!?])(?=\d|$)/g, (mark) => MARKS[mark] ?? mark);
}
