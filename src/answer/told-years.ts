import type { Numeral } from '../language/language.ts';

/** How many years a sum is to run: 高中三年下来 → 3. */
export function readYears(text: string, numerals: readonly Numeral[]): number | null {
  for (const numeral of numerals) {
    const after = text.slice(numeral.end);
    if (numeral.percent || numeral.low !== numeral.high || numeral.low > 30) continue;
    if (!/^(?:个)?(?:整)?年/.test(after) || /^年(?:级|前|后|初|底|月)/.test(after)) continue;
    // 一年补多少 names the period of the rate.
    if (/^(?:一|1)$/.test(numeral.text)) continue;
    if (/(?:第|一九|二〇)$/.test(text.slice(Math.max(0, numeral.start - 2), numeral.start))) continue;
    // 18年 and 20年 are calendar years, 3年 a span.
    if (/^\d{2}$/.test(numeral.text) && numeral.low >= 10) continue;
    return numeral.low;
  }
  return /整?一年(?:合计|一共|总共|下来|统共|拢共)/.test(text) ? 1 : null;
}

/** 2019年, 19年, 二〇二〇年, 今年, 去年, 明年 → calendar years */
export function readCalendarYears(text: string, today: string): number[] {
  const now = Number(today.slice(0, 4));
  const years = new Set<number>();
  for (const match of text.matchAll(/(?<!\d)(20[0-4]\d)(?!\d)(?:年)?/g)) years.add(Number(match[1]));
  for (const match of text.matchAll(/(?<![\d.])([12]\d)年(?!级)/g)) years.add(2000 + Number(match[1]));
  for (const match of text.matchAll(/二[〇零]([一二])([〇零一二三四五六七八九])年?/g)) {
    years.add(
      2000 +
        (match[1] === '一' ? 10 : 20) +
        '〇一二三四五六七八九'.indexOf((match[2] ?? '〇').replace('零', '〇')),
    );
  }
  for (const match of text.matchAll(/(?:一([五六七八九])|二([〇零]))年/g))
    years.add(match[2] ? 2020 : 2010 + '〇一二三四五六七八九'.indexOf(match[1] ?? ''));
  // 16到18这三年
  for (const match of text.matchAll(/(?<![\d.])(1[5-9]|20)年?(?:到|至|-)(1[6-9]|2[0-5])(?:年|这)/g)) {
    years.add(2000 + Number(match[1]));
    years.add(2000 + Number(match[2]));
  }
  if (/今年|本年|年内|这一年/.test(text)) years.add(now);
  if (/明年|来年/.test(text)) years.add(now + 1);
  if (/去年|上年/.test(text)) years.add(now - 1);
  if (/前年/.test(text)) years.add(now - 2);
  return [...years].sort();
}

/** 2016到2018, 16年到18年这三年: the years between are meant as well. */
export function readsAsRange(text: string): boolean {
  return /(?<!\d)(?:20)?\d{2}年?(?:到|至|-)(?:20)?\d{2}(?:年|这|脱|减|一|总|共)/.test(text);
}
