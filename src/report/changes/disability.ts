import { type ChangeKind, sign } from './change.ts';

const KIND = /视力|听力|言语|肢体|智力|精神|多重/;
const SIGN = /语言|听障|视障|聋哑|失明|截肢|盲|聋|哑|瘸/;
/** The last one told holds: 原来三级现在二级. */
const GRADE = /[一二三四1234]级/g;

export const disability: ChangeKind = {
  id: 'disability',
  signs: [
    sign(
      3,
      '残疾(?!人?.{0,3}(?:补贴|补助|津贴|两项|生活补|护理补|护补|钱))|残疾人?证|残联.{0,6}(?:鉴定|评|办|发)|评残|定残|残废|致残|伤残|(?:视力|听力|言语|肢体|智力|精神|多重)(?:是|为|定为?|评为?|评上|评定为?|鉴定为?|残|障碍?|,|:)*[一二三四1234]级',
    ),
    sign(3, '失明|双目失明|眼.{0,3}(?:瞎了|看不见了)|耳.{0,3}聋了|聋了|截(?:了)?肢|锯了腿|成了?哑巴|瘸了'),
  ],
  about: 'person',
  amount: 'none',
  units: null,
  stage: false,
  note: (told) =>
    [
      KIND.exec(told)?.[0] ?? SIGN.exec(told)?.[0],
      told
        .match(GRADE)
        ?.at(-1)
        ?.replace(/\d/, (digit) => '〇一二三四'.charAt(Number(digit))),
    ]
      .filter(Boolean)
      .join('') ||
    (/残疾证|残疾|截肢|失明/.exec(told)?.[0] ?? null),
  needs: ['head', 'member', 'note'],
};
