/** The seam to the conversation, under the name that the files of this job know it by. */
export type {
  Attachment,
  DueContext,
  JobContext,
  JobReply,
  JobResult,
  Notice,
  ReportJob,
} from '../job/job.ts';
