/** The clerk's words for the kinds of household change, and the program's. */
export const CHANGE_KINDS = {
  生病: 'illness',
  残疾: 'disability',
  意外受伤: 'accident',
  受灾: 'disaster',
  收入减少: 'income_drop',
  开始务工: 'job_start',
  丢了工作: 'job_loss',
  入学: 'enrolment',
  辍学: 'dropout',
  房屋: 'housing',
  吃水: 'water',
  添人口: 'birth',
  去世: 'death',
  迁入: 'move_in',
  迁出: 'move_out',
  分户: 'split',
  生产经营: 'production',
  卖不出去: 'unsold',
  待遇变化: 'benefit',
  换电话: 'contact',
  其他情况: 'other',
} as const;

export type ChangeWord = keyof typeof CHANGE_KINDS;

export const CHANGE_WORDS = Object.keys(CHANGE_KINDS) as [ChangeWord, ...ChangeWord[]];
