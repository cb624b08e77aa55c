import type { AmountRule } from '../changes/change.ts';
import type { Sum } from './sums.ts';

/** The figure that a kind of change gives, out of the sums told with it; null where none or only a range is told. */
export function chooseAmount(rule: AmountRule, sums: readonly Sum[], count: number | null): number | null {
  const chosen = CHOOSERS[rule](sums, count);
  return typeof chosen === 'number' ? chosen : (chosen?.value ?? null);
}

type Chosen = Sum | number | null | undefined;
type Chooser = (sums: readonly Sum[], count: number | null) => Chosen;

const of = (sums: readonly Sum[], ...roles: Sum['role'][]): Sum | undefined => {
  for (const role of roles) {
    const found = sums.find((sum) => sum.role === role);
    if (found) return found;
  }
  return undefined;
};
const told = (sums: readonly Sum[], words: RegExp): Sum | undefined =>
  sums.find((sum) => words.test(sum.before));
const whole = (sums: readonly Sum[]): Sum[] => sums.filter((sum) => !['unit', 'daily'].includes(sum.role));

const CHOOSERS: Record<AmountRule, Chooser> = {
  none: () => null,
  'own-cost': (sums) => {
    const self = of(sums, 'self');
    if (self) return self;
    // 花了一万，全报了: nothing is left to the household, and no sum of its own is told.
    if (sums.some((sum) => /^[,，。;\s]*(?:全部?|都)(?:给)?报(?:销)?了/.test(sum.after))) return null;
    const spent = of(sums, 'total', 'plain', 'monthly', 'yearly');
    const repaid = sums.filter((sum) => sum.role === 'repaid');
    if (!spent || repaid.length === 0) return spent;
    const rest = repaid.reduce((left, sum) => left - (sum.value ?? Number.NaN), spent.value ?? Number.NaN);
    return rest > 0 ? rest : null;
  },
  loss: (sums) => {
    const rest = whole(sums).filter((sum) => !['repaid', 'aid', 'cost'].includes(sum.role));
    return told(rest, /损失|亏|折合|值|合/) ?? of(rest, 'total') ?? rest[0];
  },
  fall: (sums) => fall(sums),
  wage: (sums) => {
    const rest = sums.filter(
      (sum) => !['daily', 'unit', 'yearly', 'debt', 'aid', 'total'].includes(sum.role),
    );
    return of(rest, 'monthly') ?? told(rest, /工资|薪|挣|开/) ?? rest[0];
  },
  fee: (sums) => {
    const rest = whole(sums).filter((sum) => !['aid', 'living', 'debt', 'repaid'].includes(sum.role));
    return told(rest, /学费|保教费|学杂费|费用/) ?? told(rest, /交|缴|费/) ?? of(rest, 'total') ?? rest[0];
  },
  cost: (sums) => {
    const rest = whole(sums).filter((sum) => !['repaid', 'aid', 'debt'].includes(sum.role));
    return of(rest, 'total') ?? told(rest, /花|造价|投|用了|费/) ?? rest[0];
  },
  income: (sums, count) => {
    const rest = (count === 1 ? sums : whole(sums)).filter(
      (sum) =>
        !['cost', 'debt', 'aid', 'repaid', 'daily'].includes(sum.role) ||
        (sum.role === 'repaid' && /老板|公司/.test(sum.before)),
    );
    const got = told(
      rest,
      /(?:得|收入|到手|进账|净赚|毛收入?|毛利|现金|合|共)(?:了|到|款|钱|大概|大约|约)*$/,
    );
    return of(rest, 'total') ?? got ?? told(rest, /卖(?!价)|得|收入|挣|租金|进账|花|到手/) ?? rest[0];
  },
  benefit: (sums) => {
    const raised = sums.find((sum) => /(?:到|成|至|为|现在|目前)(?:每个?月|每人|了)?$/.test(sum.before));
    return raised ?? sums.find((sum) => !['unit', 'daily'].includes(sum.role)) ?? sums[0];
  },
};

function fall(sums: readonly Sum[]): Chosen {
  const rest = whole(sums);
  for (let i = 1; i < rest.length; i++) {
    const [from, to] = [rest[i - 1], rest[i]];
    if (!from || !to) continue;
    const down =
      /(?:降|跌|减|掉|少|变|落|缩|砍|现在|剩)(?:到|成|为|至|了|只|就|就剩|只有|剩|得|不到|才|挣|能|卖)*/.test(
        to.before,
      ) && /从|原来|以前|原先|去年|之前|本来|由|过去|往年/.test(from.before);
    if (down && !/少(?:了|挣了?|收入了?)$/.test(to.before))
      return from.value !== undefined && to.value !== undefined && from.value > to.value
        ? from.value - to.value
        : null;
  }
  const fallen = rest.filter(
    (sum) =>
      !/(?:降|跌|减|掉|落|缩)(?:到|成|为|至)(?:了|每月)?$/.test(sum.before) &&
      sum.role !== 'repaid' &&
      sum.role !== 'aid',
  );
  return (
    of(fallen, 'total') ??
    told(fallen, /欠|赔|亏|损失|少|降|减|债|饥荒|彩礼|花|借|拖|压|扣|搭进|打水漂/) ??
    fallen.find((sum) => sum.role !== 'monthly' || /少|降|减|欠/.test(sum.before)) ??
    null
  );
}
