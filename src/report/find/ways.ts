/** Which way money went, as a report's words tell it; null where they do not, or tell both. */

const IN =
  /卖(?!不)|出栏|出售|售出|售了|脱手|变卖|租(?:给|出)|流转(?:给|出)|(?:包|转包)(?:给|出)|分红|赚|收入|得了|租金|卖得/;
const OUT =
  /买(?!家|主|卖|走)|购(?:买|进|置|了)|引进|补栏|投(?:了|入)|花了|花费|租(?:了|来|进|下|种)|承包(?:了|来|下)|流转(?:来|进)/;

/** 卖了25只羊 → in; 买了3头牛 → out. */
export function moneyWay(words: string): 'in' | 'out' | null {
  const comesIn = IN.test(words);
  const goesOut = OUT.test(words.replace(/被.{0,6}买走|来买|收买/g, ''));
  return comesIn === goesOut ? null : comesIn ? 'in' : 'out';
}

const STOPPED =
  /停(?:了|发|掉|止|保)|取消|清退|退保|退出|没(?:有)?(?:批|发|到|收|打|领|给)|不(?:发|给)|未(?:发|到)|断(?:了|发|供)|拖(?:着|了|欠)|欠(?:着|了|发)|还没|一直没|核(?:掉|减|销)|注销|没了|没啦/;
const GRANTED =
  /批(?:了|下|准|上)|发(?:了|到|下|放)|到(?:了|账|位|卡)|领(?:到|了|上|着)|拿(?:到|上|了)|享受|纳入|评(?:上|为|了)|办(?:了|好|下|上|成)|涨|提(?:高|标|到)|增(?:加|发)|调(?:高|到)|恢复|续上|补发|打(?:到|进|了|过)/;

export function benefitWay(words: string): 'granted' | 'stopped' | null {
  if (STOPPED.test(words)) return 'stopped';
  return GRANTED.test(words) ? 'granted' : null;
}

/** 每月领 300 → monthly; 一次性 → once; null where neither is told. */
export function benefitPeriod(words: string): 'monthly' | 'once' | null {
  if (/每(?:个)?月|一个月|按月|月(?:领|发|补|给)/.test(words)) return 'monthly';
  return /一次性|一次|慰问|临时/.test(words) ? 'once' : null;
}
