import { type BrokenFile, type Reader, readerOf } from './check-broken.ts';
import type { RawKnowledge, Sourced } from './load.ts';
import type { Policy, PolicyDocument } from './policy.ts';
import { standardSchema } from './standard-schema.ts';
import { statedFigures, statedInBroken, yearsBetween } from './stated-figures.ts';

/**
 * What the checks between files look at, of sound and of broken files alike. Null is what could not be read, or what
 * a mistake has been told of already.
 */
type Maybe = string | null;

export interface Located {
  file: { path: string; name: string };
  lineOf(path: readonly PropertyKey[]): number | null;
}

export interface PolicyView {
  entry: Located;
  id: Maybe;
  document: Maybe;
  clauses: Maybe[];
  standards: { rule: Maybe; from: Maybe; to: Maybe; clause: Maybe }[];
  /** The sentences that a person reads, with the clerk's name for the place they stand in. */
  sentences: [string, Maybe[]][];
  /** Null where a figure may stand in what could not be read. */
  stated: ReadonlySet<string> | null;
  notMeant: Maybe[];
  examplePlaces: Maybe[];
  phrases: Maybe[];
  /** Null where a rule or a figure could not be read. */
  sums: SumsView | null;
}

/** What is needed to hold sentences against rules. */
export type SumsView = Pick<Policy, 'answer' | 'points' | 'figures' | 'standards'>;

export interface DocumentView {
  entry: Located;
  id: Maybe;
  region: Maybe;
  from: Maybe;
  to: Maybe;
  refs: Maybe[];
  /** False where a clause of the outline could not be read. */
  isWhole: boolean;
  years: ReadonlySet<string> | null;
}

const SENTENCES = ['答', '要点', '对象', '办法', '时间', '地点', '材料', '主管', '变化'] as const;

export function policyViews(raw: RawKnowledge): PolicyView[] {
  return [...raw.policies.map(viewOfPolicy), ...inFolder(raw, 'policies').map(viewOfBrokenPolicy)];
}

export function documentViews(raw: RawKnowledge): DocumentView[] {
  return [...raw.documents.map(viewOfDocument), ...inFolder(raw, 'documents').map(viewOfBrokenDocument)];
}

export function inFolder({ broken }: RawKnowledge, folder: string): BrokenFile[] {
  return broken.filter(({ file }) => file.path.startsWith(`policy-kb/${folder}/`));
}

function viewOfPolicy(entry: Sourced<Policy>): PolicyView {
  const policy = entry.value;
  const { who, how, when, where, papers, lead, changed } = policy.details;
  const lines = [[policy.answer], policy.points, who, how, when, where, papers, lead, changed];
  return {
    entry,
    id: policy.id,
    document: policy.document,
    clauses: policy.clauses,
    standards: policy.standards,
    sentences: SENTENCES.map((key, index) => [key, lines[index] ?? []]),
    stated: statedFigures(policy),
    notMeant: policy.notMeant.map((row) => row.policy),
    examplePlaces: policy.examples.map((row) => row.region),
    phrases: policy.phrases,
    sums: policy,
  };
}

function viewOfBrokenPolicy(broken: BrokenFile): PolicyView {
  const reader = readerOf(broken);
  return {
    entry: broken,
    id: reader.text('编号'),
    document: reader.text('文件'),
    clauses: reader.texts('条款'),
    standards: reader.each(['标准'], (...at) => ({
      rule: reader.text(...at, '算法'),
      from: reader.text(...at, '起'),
      to: endOf(reader, ...at, '止'),
      clause: reader.text(...at, '依据'),
    })),
    sentences: SENTENCES.map((key) => [key, reader.texts(key)]),
    stated: statedInBroken(broken, reader),
    notMeant: reader.each(['不是这个意思'], (...at) => reader.text(...at, '应是')),
    examplePlaces: reader.each(['试问'], (...at) => reader.text(...at, '地区')),
    phrases: reader.texts('说法'),
    sums: sumsOfBroken(broken, reader),
  };
}

function sumsOfBroken({ doubtful }: BrokenFile, reader: Reader): SumsView | null {
  const sections = ['数目', '标准'];
  const isOpen = (name: string): boolean =>
    reader.isDoubtful(name) || doubtful.some(([first]) => first === name);
  if (sections.some(isOpen)) return null;
  const figures = reader.each(['数目'], (...at) => ({
    label: reader.text(...at, '说明') ?? '',
    value: Number(reader.text(...at, '值')),
    unit: reader.text(...at, '单位') ?? '',
  }));
  const standards = reader.each(['标准'], (...at) => standardSchema.safeParse(reader.at(...at)).data ?? null);
  if (standards.includes(null)) return null;
  return {
    answer: reader.text('答') ?? '',
    points: reader.texts('要点').map((point) => point ?? ''),
    figures,
    standards: standards.filter((standard) => standard !== null),
  };
}

function viewOfDocument(entry: Sourced<PolicyDocument>): DocumentView {
  const { id, region, from, to, periodTo, clauses } = entry.value;
  return {
    entry,
    id,
    region,
    from,
    to,
    refs: clauses.map(({ ref }) => ref),
    isWhole: true,
    years: yearsBetween(from, to ?? periodTo ?? from),
  };
}

function viewOfBrokenDocument(broken: BrokenFile): DocumentView {
  const reader = readerOf(broken);
  const from = reader.text('起');
  const to = endOf(reader, '止');
  const last = to ?? reader.text('政策期到') ?? from;
  const isKnown = !['起', '止', '政策期到'].some((key) => reader.isDoubtful(key));
  const refs = reader.each(['条目'], (...at) => reader.text(...at, '条款'));
  return {
    entry: broken,
    id: reader.text('编号') ?? broken.file.name,
    region: reader.text('地区'),
    from,
    to,
    refs,
    isWhole: refs.length > 0 && !refs.includes(null) && !reader.isDoubtful('条目'),
    years: from !== null && last !== null && isKnown ? yearsBetween(from, last) : null,
  };
}

function endOf(reader: Reader, ...path: PropertyKey[]): Maybe {
  const written = reader.text(...path);
  return written === '长期' || written === '没有写' ? null : written;
}
