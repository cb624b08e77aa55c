/** Our own writer of the text format of Prometheus: three kinds of numbers do not want a dependency. */

export type Labels = Readonly<Record<string, string>>;

/** Something that can write its lines. */
export interface Metric {
  lines(): string[];
}

export interface Counter extends Metric {
  add(labels: Labels): void;
}

export interface Histogram extends Metric {
  observe(labels: Labels, seconds: number): void;
}

/** Grows from the start of the process on. */
export function createCounter(name: string, help: string): Counter {
  const counts = new Map<string, number>();
  return {
    add(labels) {
      const key = labelsText(labels);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    lines: () => [
      ...head(name, help, 'counter'),
      ...[...counts].map(([labels, count]) => `${name}${labels} ${count}`),
    ],
  };
}

/** From what somebody sees as at once to what nobody waits for. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** How long something took, in seconds. */
export function createHistogram(name: string, help: string): Histogram {
  const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
  return {
    observe(labels, seconds) {
      const key = labelsText(labels);
      const one = series.get(key) ?? { labels, counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
      series.set(key, one);
      one.counts = one.counts.map((count, at) => count + (seconds <= (BUCKETS[at] ?? 0) ? 1 : 0));
      one.sum += seconds;
      one.count += 1;
    },
    lines: () => [
      ...head(name, help, 'histogram'),
      ...[...series.entries()].flatMap(([key, { labels, counts, sum, count }]) => [
        ...BUCKETS.map(
          (le, at) => `${name}_bucket${labelsText({ ...labels, le: String(le) })} ${counts[at] ?? 0}`,
        ),
        `${name}_bucket${labelsText({ ...labels, le: '+Inf' })} ${count}`,
        `${name}_sum${key} ${sum}`,
        `${name}_count${key} ${count}`,
      ]),
    ],
  };
}

/** What stands at this moment. */
export function gauge(
  name: string,
  help: string,
  samples: readonly (readonly [labels: Labels, value: number])[],
): string[] {
  return [
    ...head(name, help, 'gauge'),
    ...samples.map(([labels, value]) => `${name}${labelsText(labels)} ${value}`),
  ];
}

function head(name: string, help: string, type: 'counter' | 'gauge' | 'histogram'): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
