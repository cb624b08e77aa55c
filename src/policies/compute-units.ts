import type { Computed, Rule } from './compute.ts';
import type { PerUnit } from './standard.ts';
import type { Told, ToldCount } from './told.ts';
import { yuan } from './yuan.ts';

/**
 * Heads × yuan with the cap, over all kinds that were named.
 * 25 只羊 → 按封顶 20 只 × 100 元 = 2000 元; 今年补过 18 只, 又卖 5 只 → 还剩 2 只 × 100 元 = 200 元
 */
export function computePerUnit(rules: readonly Rule<PerUnit>[], told: Told): Computed | null {
  const parts = rules.flatMap((rule) => {
    const mine = countsOf(rule, told, rules);
    return mine.length > 0 ? [partOf(rule, mine)] : [];
  });
  if (parts.length === 0) return notCovered(rules, told);
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const strangers = told.counts.filter(
    (count) => count.thing !== null && !rules.some((rule) => belongs(count, rule.standard, rules)),
  );
  const lines = parts.map((part) => part.line);
  if (parts.length > 1)
    lines.unshift(`一共${yuan(amount)}：${parts.map((part) => yuan(part.amount)).join(' + ')}。`);
  for (const stranger of animalsAmong(strangers)) {
    lines.push(`${stranger}不在补贴里：文件只写了${rules.map((rule) => rule.standard.thing).join('、')}。`);
  }
  return {
    amount,
    lines,
    policies: parts.map((part) => part.policy),
    clauses: parts.map((part) => part.clause),
  };
}

/** What was told of this kind; with 卖到封顶 the cap itself. */
function countsOf({ standard }: Rule<PerUnit>, told: Told, rules: readonly Rule<PerUnit>[]): ToldCount[] {
  const counted = told.counts.filter((count) => belongs(count, standard, rules));
  const named = told.things.some((thing) => isCovered(thing, standard));
  if (counted.length > 0 || !told.toCap || standard.cap === null || (told.things.length > 0 && !named))
    return counted;
  return [{ value: standard.cap, measure: standard.measure, thing: standard.thing, already: false }];
}

/** 奶牛 and 种羊 are other matters than 肉牛 and 肉羊 that go to slaughter. */
function isCovered(thing: string, standard: PerUnit): boolean {
  return thing.includes(standard.thing) && !/奶|种|绒/.test(thing);
}

/** Only animals were named that no rule knows: said, and nothing computed. */
function notCovered(rules: readonly Rule<PerUnit>[], told: Told): Computed | null {
  const strangers = told.things.filter((thing) => !rules.some((rule) => isCovered(thing, rule.standard)));
  if (strangers.length === 0 || strangers.length < told.things.length) return null;
  return {
    amount: null,
    lines: [
      `${strangers.join('、')}不在补贴里：文件只写了${rules.map((rule) => rule.standard.thing).join('、')}。`,
    ],
    policies: rules.slice(0, 1).map((rule) => rule.policy.id),
    clauses: rules.slice(0, 1).map((rule) => rule.standard.clause),
  };
}

/** A count without a name belongs to the rule asked about, when the measure word fits. */
function belongs(count: ToldCount, standard: PerUnit, rules: readonly Rule<PerUnit>[]): boolean {
  if (count.thing !== null) return isCovered(count.thing, standard);
  const first =
    rules.find((rule) => rule.standard.measure === count.measure) ??
    (count.measure === '个' ? rules[0] : undefined);
  return first?.standard === standard;
}

function partOf(rule: Rule<PerUnit>, counts: readonly ToldCount[]) {
  const { thing, measure, each, cap, capScope } = rule.standard;
  const sum = (already: boolean): number =>
    counts.filter((count) => count.already === already).reduce((total, count) => total + count.value, 0);
  const before = sum(true);
  const told = sum(false);
  const room = cap === null ? told : Math.max(0, cap - before);
  // 已经领了15只，还能领多少: what is left of the cap.
  const now = told === 0 && before > 0 ? room : told;
  const paid = Math.min(now, room);
  const amount = paid * each;
  const heads = `${now}${measure}${thing}`;
  const scope = capScope ?? '';
  let line = `${heads}能补${yuan(amount)}：${paid}${measure} × ${each}元 = ${yuan(amount)}。`;
  if (before > 0 && cap !== null && room === 0) {
    line = `不能再补了：${scope}最多补${cap}${measure}，已经补满${cap}${measure}。`;
  } else if (before > 0 && cap !== null) {
    line = `还能补${yuan(amount)}：${scope}最多补${cap}${measure}，已补${before}${measure}，还剩${room}${measure}，${paid}${measure} × ${each}元 = ${yuan(amount)}。`;
  } else if (cap !== null && now > cap) {
    line = `${heads}能补${yuan(amount)}：${scope}最多补${cap}${measure}，按${cap}${measure} × ${each}元 = ${yuan(amount)}。`;
  }
  return { amount, line, policy: rule.policy.id, clause: rule.standard.clause };
}

/** 骆驼 and 马 are told as not covered; 钱 and 人 among the counts are no matter of this rule. */
function animalsAmong(counts: readonly ToldCount[]): string[] {
  const animals = /奶牛|种羊|种牛|种猪|绒山羊|骆驼|马|驴|骡|鸡|鸭|鹅|兔|狗|鹿|鱼|蜂|猪|牛|羊|鸽/;
  return counts
    .map((count) => animals.exec(count.thing ?? '')?.[0])
    .filter((name): name is string => name !== undefined);
}
