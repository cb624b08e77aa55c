const SPOKEN: Record<string, string> = {
  〇: '0',
  零: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const NUMBER =
  /(?<!\d)(?:1\d{2}[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)|[一幺1][\s-]?[〇零一幺二两三四五六七八九\d](?:[\s-]?[〇零一幺二两三四五六七八九\d]){9}|(?<![\d一-九])\d{7,8}(?![\d\u4e00-\u9fff]?[元块斤亩])(?!\d)/g;
const OLD_BEFORE = /(?:原(?:来|先|号|号码|电话)?|旧|老号?|以前|之前|从前|原有|本来|那个)[^,。;新]{0,8}$/;
const OLD_AFTER = /^[^,。;\d]{0,6}(?:不用|停|作废|打不通|空号|注销|丢|换|改(?:成|为)|变成|不要)/;
const NEW_BEFORE =
  /(?:新|改成|改为|换成|换了|换到|变成|变更为|更新为|现在|改用|今后|以后|为|打)[^,。;旧原]{0,8}$/;

/** The number that holds from now on, digits only: of several the new one, else the last. */
export function phoneIn(told: string): string | null {
  const numbers = [...told.matchAll(NUMBER)].map((match) => {
    const before = told.slice(Math.max(0, match.index - 14), match.index);
    const after = told.slice(match.index + match[0].length, match.index + match[0].length + 10);
    const rank = NEW_BEFORE.test(before) ? 2 : OLD_BEFORE.test(before) || OLD_AFTER.test(after) ? 0 : 1;
    return { digits: [...match[0].replace(/[\s-]/g, '')].map((char) => SPOKEN[char] ?? char).join(''), rank };
  });
  let best: { digits: string; rank: number } | null = null;
  for (const number of numbers) if (best === null || number.rank >= best.rank) best = number;
  return best && (best.rank > 0 || numbers.length === 1) ? best.digits : null;
}
