import type { Cursor } from './parts.ts';

const WRITTEN = /^(\d{1,15})(?:\.(\d{1,15}))?$/;

/** `12.3`: the 12th reply and the 3rd notice were seen. */
export function writeCursor({ reply, notice }: Cursor): string {
  return `${reply}.${notice}`;
}

/** Reads what a page gives back; what is no cursor stands for nothing seen. */
export function readCursor(text: string | undefined): Cursor {
  const [, reply, notice] = WRITTEN.exec(text ?? '') ?? [];
  return { reply: Number(reply ?? 0), notice: Number(notice ?? 0) };
}

/** The one that has seen more, kind by kind. */
export function furthest(a: Cursor, b: Cursor): Cursor {
  return { reply: Math.max(a.reply, b.reply), notice: Math.max(a.notice, b.notice) };
}
