import type { Standard } from './standard.ts';

/** The kinds of matter that the knowledge base is filed under; offices are named per category. */
export const CATEGORIES = [
  '产业',
  '教育',
  '健康',
  '低保兜底',
  '养老',
  '残疾',
  '住房',
  '饮水',
  '搬迁',
  '就业培训',
  '金融保险',
  '生态',
  '基础设施',
  '文化信息',
  '监测识别',
  '帮扶队伍',
  '资金资产',
  '组织考核',
  '监督问责',
  '目标任务',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What of a matter is asked about. `what` is also “is there such a thing”. */
export const ASPECTS = [
  'amount',
  'who',
  'how',
  'when',
  'where',
  'papers',
  'lead',
  'what',
  'changed',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** School stages, as the contract and the clerk write them. */
export const STAGES = ['幼儿园', '小学', '初中', '高中', '中职', '大专', '本科', '研究生'] as const;
export type Stage = (typeof STAGES)[number];

export const HOUSEHOLD_CATEGORIES = [
  '脱贫户',
  '监测户',
  '边缘易致贫户',
  '低保户',
  '特困户',
  '一般户',
] as const;
export type HouseholdCategory = (typeof HOUSEHOLD_CATEGORIES)[number];

export const CONDITION_KINDS = [
  '户类别',
  '年龄',
  '残疾',
  '劳动能力',
  '就学',
  '住房等级',
  '疾病',
  '合同',
  '参保',
  '户籍',
  '其他',
] as const;

/** One condition that can be checked by itself, asked about by itself, and explained. */
export interface Condition {
  kind: (typeof CONDITION_KINDS)[number];
  /** Any of these values will do. */
  anyOf: string[];
  atLeast: number | null;
  atMost: number | null;
  /** The condition in words for the person. */
  says: string;
}

/** A figure that the entry states, with its unit; what sentences may carry. */
export interface Figure {
  label: string;
  value: number;
  unit: string;
}

/** A question that must still be answered right after any change to the data. */
export interface Example {
  question: string;
  /** ISO day on which it is asked; null: a day within the document's period. */
  asOf: string | null;
  region: string | null;
  amount: number | null;
  contains: string[];
}

/** One matter that people ask about, as policy-kb/policies keeps it. */
export interface Policy {
  id: string;
  name: string;
  aliases: string[];
  category: Category;
  document: string;
  /** Clauses of the document, the most important first. */
  clauses: string[];
  /** The first line of a reply. */
  answer: string;
  /** At most three short lines. */
  points: string[];
  /** Per aspect, lines that answer just that. */
  details: Partial<Record<Aspect, string[]>>;
  /** Aspects on which the document is silent. */
  unstated: Aspect[];
  figures: Figure[];
  standards: Standard[];
  conditions: Condition[];
  /** How people ask for it. */
  phrases: string[];
  /** Sentences that sound alike and belong to another policy. */
  notMeant: { phrase: string; policy: string }[];
  examples: Example[];
}

/** One clause in a document's outline. */
export interface Clause {
  ref: string;
  title: string;
  /** The department that the document makes responsible, where it names one. */
  lead: string | null;
}

/** A policy document: whose it is, whom it binds, how long it holds. */
export interface PolicyDocument {
  id: string;
  title: string;
  shortTitle: string;
  number: string | null;
  issuer: string;
  /** Path of the region, e.g. `内蒙古自治区/鄂尔多斯市/杭锦旗`. */
  region: string;
  /** First ISO day. */
  from: string;
  /** Last ISO day; null where the document names no end. */
  to: string | null;
  /** Where there is no end: last day of the policy period that the document belongs to; after it the status is unclear. */
  periodTo: string | null;
  note: string | null;
  clauses: Clause[];
}
