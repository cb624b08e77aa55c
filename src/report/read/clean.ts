import { normalise } from '../../language/language.ts';
import { standardised } from './dialect.ts';

/** A report longer than this is no message about a household. */
const LIMIT = 4000;
const PICTURE = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u20e3]+/gu;
const CIRCLED = /[\u2460-\u2473\u2776-\u277f\u3220-\u3229\u24f5-\u24fe]/g;
/** 1、 1. (1) at the head of an item, on its own line or after a stop. */
const BULLET =
  /(^|[\n,。;:!?\s])(?:\(\d{1,2}\)|\d{1,2}(?:[、)]|\.(?!\d))|\d(?=[一二三四五六七八九十]{1,3}[组社队屯])|[-*•·●○■□◆▪►→]+\s*|[一二三四五六七八九十]{1,2}[、.](?=[^、]{4})|其[一二三四五],?|第[一二三四五六七八九十](?:[,、:]|件事?[,:]?|是|个是)|[一二三四五]是)\s*/g;
/** 5.10 三组…: a day, no sum. */
const DOTTED_DAY =
  /(^|[\n\s,(:\u4e00-\u9fff])(1[0-2]|[1-9])\.(3[01]|[12]\d|0?[1-9])(?=[\s,)](?!(?:元|块|万|斤|亩|吨))|[一二三四五六七八九十\d]{1,2}[组社队]|(?<![花卖亏欠得赚交收掏付共价]了?[^\n]{0,5})(?=[\u4e00-\u9fff])(?![元块万亿斤亩吨米公个只头岁折成倍寸级度厘平克两方升里分钱组社队一二三四五六七八九十百千左多]))/g;
const STICKER = /\[[\u4e00-\u9fff]{1,4}\]/g;
const MENTION = /@[^\s,，:：]{1,12}[\s,，:：]?/g;

/** Slips of voice typing and of the finger in the words that tell a change; each as long as what it stands for. */
const SLIPS: readonly [RegExp, string][] = [
  [/[主注祝驻猪]院(?!区|长)/g, '住院'],
  [/[缀戳绰]学/g, '辍学'],
  [/残[级急及集极](?!别|高|大)/g, '残疾'],
  [/脑[更埂耿哽]/g, '脑梗'],
  [/心[更埂耿哽](?!耿|换|新)/g, '心梗'],
  [/手[数树](?!据|量|字|脚)/g, '手术'],
  [/[底抵]保/g, '低保'],
  [/低宝/g, '低保'],
  [/[却缺]诊/g, '确诊'],
  [/去[逝事市式](?!情|场|区|里|办|故)/g, '去世'],
  [/过[逝](?!了?时)/g, '过世'],
  [/[露楼]雨/g, '漏雨'],
  [/冰[包报抱暴爆]/g, '冰雹'],
  [/骨[着哲择]/g, '骨折'],
  [/股折/g, '骨折'],
  [/车[货获或]了?(?=$|[,。])/g, '车祸'],
  [/[份粉]户/g, '分户'],
  [/下[刚钢冈纲]了/g, '下岗了'],
  [/[报保][消硝](?!费|毒)/g, '报销'],
  [/糖料病|糖鸟病/g, '糖尿病'],
  [/实业(?=了)/g, '失业'],
  [/滞[消肖]/g, '滞销'],
  [/[卖麦]不[东冻懂]/g, '卖不动'],
  [/养老[今斤]/g, '养老金'],
  [/[危微]防(?=$|[,。了级])/g, '危房'],
  [/白血[并饼]/g, '白血病'],
  [/出[加家]了(?=$|[,。])/g, '出嫁了'],
  [/[甩率]断/g, '摔断'],
  [/[甩率]伤/g, '摔伤'],
  [/停[谁睡]/g, '停水'],
  [/laid off|lay off|layoff/g, '下岗'],
];

/** Said wrong and set right in the same breath: 他婆娘 不是 是他老公; 三组 不对 四组王建国. */
const SLIPS_OF_TONGUE: readonly RegExp[] = [
  /^[^,。\n]{1,10}\?\s*不是[\s,]*是(?=.{4})/,
  /(?:他|她)?(?:婆娘|婆姨|老婆|媳妇|堂客|老公|男人|老伴|爱人|儿子|女儿|闺女|姑娘|崽|仔|爸|妈|爹|娘|父亲|母亲|孙子|孙女|儿媳|女婿|哥|弟|姐|妹)[\s,]*(?:不是|不对|错了|说错了?)[\s,]+(?:应该)?是?(?=他|她)/g,
  /第?[\d一二两三四五六七八九十百千万点.]+(?:组|社|队|屯|只|头|斤|亩|块|元|号|岁|间)?[\s,]*(?:不对|错了|说错了?|哦不|噢不|不不|不是[\s,]+是)[\s,]*(?:应该)?是?(?=[\d一二两三四五六七八九十])/g,
];

/**
 * A message in one spelling, its lines and items kept apart by line ends.
 * clean('１、三组…\n②五组…') → '三组…\n五组…'
 */
export function clean(text: string): string {
  const cleaned = text
    .slice(0, LIMIT)
    // 【姓名】王建国【事项】…: a form like any other.
    .replace(/【([^】\n]{1,8})】[:：]?/g, '\n$1：')
    .replace(STICKER, ' ')
    .replace(MENTION, ' ')
    .replace(PICTURE, ',')
    .replace(CIRCLED, '\n')
    .split(/\r?\n|\r/)
    .map((line) => normalise(line))
    .join('\n')
    // 8亩 4月上旬: the blank parts them.
    .replace(/(?<=[亩斤块元只头间万千百吨]) (?=[\d一二两三四五六七八九])/g, ',')
    .replace(/(?<=[万千百][一二三四五六七八九]) (?=[\u4e00-\u9fff])/g, ',')
    .replace(DOTTED_DAY, '$1$2月$3日')
    .replace(BULLET, (_whole, before: string) => (before === '' ? '' : before === ':' ? ':\n' : '\n'))
    .replace(/[,，]/g, ',')
    .replace(/[.．](?=[\u4e00-\u9fff]|$)/gm, '。')
    .replace(/[~～]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/^[\s,。;、]+/, '')
    .replace(/[\s,]+$/, '');
  const spelt = SLIPS.reduce((told, [slip, word]) => told.replace(slip, word), cleaned);
  return SLIPS_OF_TONGUE.reduce((told, slip) => told.replace(slip, ''), standardised(spelt));
}
