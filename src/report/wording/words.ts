import type { ReviewLevel } from '../../register/register.ts';
import type { ReportState } from '../../storage/storage.ts';
import type { FiledKind, Step } from '../filing/paths.ts';

/** The words for kinds, states, steps, days and sums, of which the sentences are made. */

export const KIND_WORDS: Readonly<Record<FiledKind, string>> = {
  illness: '生病',
  disability: '残疾',
  accident: '意外受伤',
  disaster: '受灾',
  income_drop: '收入减少',
  job_start: '开始务工',
  job_loss: '丢了工作',
  enrolment: '入学',
  dropout: '辍学',
  housing: '房屋',
  water: '吃水',
  birth: '添人口',
  death: '去世',
  move_in: '迁入',
  move_out: '迁出',
  split: '分户',
  production: '生产经营',
  unsold: '卖不出去',
  benefit: '待遇变化',
  contact: '换电话',
  other: '其他情况',
  monitor_in: '申请纳入监测',
  monitor_out: '申请退出监测',
};

const AMOUNT_WORDS: Readonly<Partial<Record<FiledKind, string>>> = {
  illness: '自付',
  accident: '自付',
  disaster: '损失',
  income_drop: '少收或被欠',
  job_start: '月工资',
  enrolment: '学费',
  housing: '花费',
  production: '收入',
  benefit: '金额',
};

export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  filed: '已上报，等村里核实',
  verified: '村里已核实',
  compared: '部门已比对',
  reviewed: '乡镇已审核，等公示',
  on_notice: '公示中',
  confirmed: '已确认',
  returned: '被退回',
  rejected: '被驳回',
  withdrawn: '已撤回',
};

export const STEP_WORDS: Readonly<Record<Step['id'], string>> = {
  village: '村级核实',
  comparison: '部门比对',
  township: '乡镇审核',
  notice: '公示',
  county: '县级确认',
};

export const LEVEL_WORDS: Readonly<Record<ReviewLevel, string>> = {
  village: '村里',
  township: '乡镇',
  county: '县里',
};

export const EVENT_WORDS: Readonly<Record<string, string>> = {
  filed: '上报',
  pass: '通过',
  return: '退回',
  reject: '驳回',
  withdraw: '撤回',
  resubmit: '改好重报',
  supplement: '补充',
  noted: '补充说明',
  attached: '加了附件',
  'open-notice': '开始公示',
  'notice-ended': '公示期满',
  objection: '提异议',
  'objection-answered': '答复异议',
};

/** `2026-03-09` → `2026年3月9日` */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function daysInWords(from: string, to: string | null): string {
  return to === null ? dayInWords(from) : `${dayInWords(from)}至${dayInWords(to)}之间`;
}

/** UTC ISO time → `3月18日09:30` in China. */
export function momentInWords(iso: string): string {
  const local = new Date(Date.parse(iso) + 8 * 60 * 60 * 1000).toISOString();
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日${local.slice(11, 16)}`;
}

export function money(kind: FiledKind, amount: number): string {
  return `${AMOUNT_WORDS[kind] ?? '金额'}${Math.round(amount * 100) / 100}元`;
}
