import type { z } from 'zod';
import { type Calendar, type CalendarYear, createCalendar } from '../calendar/calendar.ts';
import {
  contentVersion,
  createParsedCache,
  type DataFile,
  type Problem,
  parseYaml,
  problemsOf,
  readDataFolder,
} from '../data-files/data-files.ts';
import { calendarSchema } from './calendar-year.ts';
import type { BrokenFile } from './check-broken.ts';
import { type Duties, dutiesSchema } from './duties.ts';
import { buildGlossary, type Glossary, glossarySchema } from './glossary.ts';
import { type Openings, openingsSchema } from './openings.ts';
import { type OutsideMatter, outsideSchema } from './outside.ts';
import type { Policy, PolicyDocument } from './policy.ts';
import { buildRegions, type Regions, regionSchema } from './regions.ts';
import { documentSchema, policySchema } from './schema.ts';
import { type Warnings, warningsSchema } from './warnings.ts';

/** Everything that policy-kb holds, as one version. */
export interface Knowledge {
  /** Fingerprint of the files; kept with every answer. */
  version: string;
  policies: Policy[];
  documents: ReadonlyMap<string, PolicyDocument>;
  regions: Regions;
  glossary: Glossary;
  /** What people ask about and no document holds. */
  outside: OutsideMatter[];
  /** Which change of a household may open which policy. */
  openings: Openings[];
  /** The rules that put a household on the watch list. */
  warnings: Warnings[];
  /** What is due by the calendar, and how each kind of duty is followed up. */
  duties: Duties[];
  /** Which days are worked: the years in policy-kb/calendar, over those that the library knows. */
  calendar: Calendar;
}

/** One entry with the file it came from, for sentences about mistakes. */
export interface Sourced<T> {
  file: DataFile;
  value: T;
  lineOf(path: readonly PropertyKey[]): number | null;
}

/** What the files hold, before the parts are put together. */
export interface RawKnowledge {
  files: DataFile[];
  policies: Sourced<Policy>[];
  documents: Sourced<PolicyDocument>[];
  glossary: Sourced<z.output<typeof glossarySchema>>[];
  regions: Sourced<z.output<typeof regionSchema>>[];
  outside: Sourced<OutsideMatter>[];
  openings: Sourced<Openings>[];
  warnings: Sourced<Warnings>[];
  duties: Sourced<Duties>[];
  calendar: Sourced<CalendarYear>[];
  /** Files with mistakes of form, for the checks that they can still be given. */
  broken: BrokenFile[];
  problems: Problem[];
}

/** Reads and validates each file by itself; all mistakes of all files are collected. */
export function readKnowledge(root: string): RawKnowledge {
  const problems: Problem[] = [];
  const broken: BrokenFile[] = [];
  const files = readDataFolder(root, 'policy-kb');
  const cache = createParsedCache(root);
  const version = contentVersion(files);
  const known = cache.load(version);
  const values: Record<string, unknown> = {};
  const read = <T>(folder: string, schema: z.ZodType<T>): Sourced<T>[] =>
    files
      .filter((file) => file.path.startsWith(`policy-kb/${folder}/`))
      .flatMap((file) => {
        let parsed = known ? null : parseYaml(file.path, file.source);
        const value = parsed ? parsed.value : known?.[file.path];
        problems.push(...(parsed?.problems ?? []));
        if (value === undefined) return [];
        values[file.path] = value;
        const lineOf = (path: readonly PropertyKey[]): number | null => {
          parsed ??= parseYaml(file.path, file.source);
          return parsed.lineOf(path);
        };
        const result = schema.safeParse(value);
        const left = parsed?.left ?? new Set<string>();
        if (result.success && left.size === 0) return [{ file, value: result.data, lineOf }];
        parsed ??= parseYaml(file.path, file.source);
        if (result.error) problems.push(...problemsOf(file.path, parsed, result.error, KNOWN_KEYS));
        broken.push({ file, value, lineOf, left, doubtful: wrongPaths(result.error) });
        return [];
      });
  const raw = {
    documents: read('documents', documentSchema),
    policies: read('policies', policySchema),
    regions: read('regions', regionSchema),
    glossary: read('glossary', glossarySchema),
    outside: read('outside', outsideSchema),
    openings: read('openings', openingsSchema),
    warnings: read('warnings', warningsSchema),
    duties: read('duties', dutiesSchema),
    calendar: read('calendar', calendarSchema),
  };
  if (!known && problems.length === 0) cache.keep(version, values);
  return { files, ...raw, broken, problems };
}

/** Where the form is wrong. A key that nobody knows makes nothing beside it doubtful. */
function wrongPaths(error: z.ZodError | undefined): PropertyKey[][] {
  return (error?.issues ?? []).filter(({ code }) => code !== 'unrecognized_keys').map(({ path }) => path);
}

/** Puts the parts together; call only with data that `checkKnowledge` found nothing wrong with. */
export function assembleKnowledge(raw: RawKnowledge): Knowledge {
  return {
    version: contentVersion(raw.files),
    policies: raw.policies.map((entry) => entry.value),
    documents: new Map(raw.documents.map((entry) => [entry.value.id, entry.value])),
    regions: buildRegions(raw.regions.map((entry) => entry.value)),
    glossary: buildGlossary(raw.glossary.map((entry) => entry.value)),
    outside: raw.outside.map((entry) => entry.value),
    openings: raw.openings.map((entry) => entry.value),
    warnings: raw.warnings.map((entry) => entry.value),
    duties: raw.duties.map((entry) => entry.value),
    calendar: createCalendar(raw.calendar.map((entry) => entry.value)),
  };
}

/** The words that a clerk may write at the left of a colon, for “did you mean”. */
const KNOWN_KEYS = [
  '编号',
  '名称',
  '别名',
  '类别',
  '文件',
  '条款',
  '答',
  '要点',
  '对象',
  '办法',
  '时间',
  '地点',
  '材料',
  '主管',
  '变化',
  '没写',
  '数目',
  '标准',
  '条件',
  '说法',
  '不是这个意思',
  '试问',
  '说明',
  '值',
  '单位',
  '起',
  '止',
  '依据',
  '算法',
  '物',
  '量词',
  '每单位元',
  '上限数量',
  '上限范围',
  '学段',
  '元',
  '周期',
  '每人元',
  '最多年数',
  '至多',
  '至少',
  '基数',
  '结果',
  '比例下限',
  '比例上限',
  '指标',
  '提高百分点',
  '增幅',
  '不超过',
  '最高元',
  '最长年',
  '贴息',
  '利率',
  '每人平方米',
  '分年',
  '年',
  '可相加',
  '种类',
  '是',
  '说',
  '应是',
  '问',
  '日期',
  '地区',
  '金额',
  '要有',
  '简称',
  '文号',
  '发文',
  '政策期到',
  '条目',
  '标题',
  '负责',
  '叫法',
  '办事',
  '找',
  '下级',
  '词',
  '标准',
  '问题',
  '否',
  '管',
  '说到算是',
  '说到算否',
  '户类别算是',
  '户类别算否',
  '可能',
  '变化',
  '政策',
  '说到',
  '不说',
  '谁',
  '金额至少',
  '户类别',
  '要是',
  '要不是',
  '已满足',
  '待核实',
  '要交',
  '期限',
  '规则',
  '看',
  '天数',
  '百分比',
  '次',
  '紧急',
  '走访工作日',
  '示例',
  '年份',
  '放假',
  '从',
  '到',
  '上班',
  '办什么',
  '牵头',
  '节奏',
  '月份',
  '哪天',
  '提前',
  '跟办',
  '工作日',
  '再提醒',
  '乡镇',
  '县',
  '通报',
  '收到管',
];
