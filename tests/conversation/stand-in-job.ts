import { z } from 'zod';
import type { JobContext, Notice, ReportJob } from '../../src/report/report.ts';

/** What the stand-in was handed, message by message. */
export interface StandIn extends ReportJob {
  seen: JobContext[];
}

const state = z.object({ draft: z.string(), lapsesAt: z.string() }).nullable();

/**
 * A report job for tests of the seam. 报 X opens a draft, 对 files it and tells `tells`, 问 X answers in between, 坏
 * throws, 图 is told how many pictures came. Drafts lapse a day later with a notice; what is due it keeps itself.
 */
export function standInJob(tells: string[] = []): StandIn {
  const seen: JobContext[] = [];
  const drafts = new Map<string, { person: string; at: Date }>();
  const said = (text: string, options: string[] = [], about?: string) => ({
    text,
    options,
    ...(about === undefined ? {} : { about }),
  });
  return {
    seen,
    async turn(context) {
      seen.push(context);
      const open = state.parse(context.state);
      const { text, person } = context;
      if (text.startsWith('坏')) {
        await context.db.deleteFrom('sessions').execute();
        throw new SyntaxError('the job broke');
      }
      if (text.startsWith('报')) {
        const lapsesAt = new Date(context.at.getTime() + 86_400_000);
        drafts.set(context.messageId, { person: person.id, at: lapsesAt });
        return {
          reply: said(`${text.slice(1).trim()}，对吗？`, ['对', '不对'], 'report-read-back'),
          state: { draft: text.slice(1).trim(), lapsesAt: lapsesAt.toISOString() },
          notices: [],
        };
      }
      if (open === null) return null;
      if (text === '对') {
        for (const [id, draft] of drafts) if (draft.person === person.id) drafts.delete(id);
        const notices = tells.map(
          (to): Notice => ({
            to,
            text: `${person.name}报了：${open.draft}`,
            options: ['通过 1', '退回 1'],
            about: 'report-filed',
          }),
        );
        return { reply: said('记下了，第1号。'), state: null, notices };
      }
      if (text.startsWith('问')) {
        const answer = await context.answer?.(text.slice(1));
        return {
          reply: said(`${answer?.text}\n还有一条没报完：${open.draft}`, [...(answer?.options ?? [])]),
          state: open,
          notices: [],
        };
      }
      if (context.attachments.length > 0) {
        return { reply: said(`收到${context.attachments.length}张。`), state: open, notices: [] };
      }
      return null;
    },
    async due({ at }) {
      const lapsed = [...drafts].filter(([, draft]) => draft.at <= at);
      for (const [id] of lapsed) drafts.delete(id);
      return lapsed.map(([, { person }]) => ({
        to: person,
        text: '昨天没报完的一条作废了。',
        options: [],
        about: 'draft-lapsed',
      }));
    },
    async nextDue(_db, after) {
      const next = [...drafts.values()].map(({ at }) => at.getTime()).filter((at) => at > after.getTime());
      return next.length === 0 ? null : new Date(Math.min(...next));
    },
  };
}
