import type { Stage } from '../reading.ts';

const STAGES: readonly [RegExp, Stage][] = [
  [/幼儿园|幼教|学前班|学前|托班|托儿所|小班|中班(?!主)|大班|入园|入托|退园|上园/, '幼儿园'],
  [/研究生|硕士|博士|读研|考研|考上研|保研|研[一二三]|博士生/, '研究生'],
  [
    /职高|职业高中|中专|中职|技校|职中|职校|中等职业|职业中学|职业中专|技工学校|卫校|护校|职教中心|职业学校|职业技术学校|综高|3\+2|五年制/,
    '中职',
  ],
  [/大专|高职|专科|职业技术学院|职业学院|技术学院|高专|高等专科|专升本前|师专|医专|卫生学院|职院/, '大专'],
  [/初中|初[一二三](?![\u4e00-\u9fff]?[号日])|[七八九]年级|小升初|升初/, '初中'],
  [/高中|高[一二三](?!中)|中考.{0,4}(?:考上|进)|初升高|升高|普高|重点高/, '高中'],
  [/小学|[一二三四五六1-6]年级|升小/, '小学'],
  [
    /本科|大学|大[一二三四](?![个块笔下伯哥姐])|一本|二本|三本|985|211|双一流|(?:农|师|理工|工|林|财|医|民|科|内|北|南|清华|交|石油|矿|地|海|政法|外国语|外|山|吉|辽|东|西|河|兰|新|宁|云|贵|川|江|浙|福|厦|华|武|湖|中|人|天|同济|复旦|沈|哈工|哈尔滨工)大(?=本科|的|录|了|,|。|$|[\u4e00-\u9fff]{0,2}专业|读|念|通知|报到|上学)|清华|北大|[\u4e00-\u9fff]{2}(?:理工|师大|农大|工大|财经|政法|医科|林业|外国语|民族|交大)(?=$|[,。\s了的])|学院|专升本|高考|师范/,
    '本科',
  ],
  [/[一二三四五六七八九十]中(?=的|了|,|。|$|录|读|念|上|报到|入学|住校)|高级中学/, '高中'],
];

/** The school stage that the words tell. 初一就不读了 → 初中; 被农大录取 → 本科; 职高 → 中职 */
export function stageIn(told: string): Stage | null {
  let found: { at: number; stage: Stage } | null = null;
  let rest = told;
  for (const [words, stage] of STAGES) {
    const match = words.exec(rest);
    if (!match) continue;
    // 初中毕业考上高中: what was begun is told last; the longer word hides the shorter one inside it.
    const finished = /^(?:毕业|毕了业|念完|上完|读完|刚完)/.test(rest.slice(match.index + match[0].length));
    if (!finished && found === null) found = { at: match.index, stage };
    rest = rest.replace(match[0], '＿'.repeat(match[0].length));
  }
  return found?.stage ?? null;
}
