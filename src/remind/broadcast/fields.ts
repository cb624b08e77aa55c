import { nameOfPlace } from '../../register/register.ts';
import type { Recipient } from './recipients.ts';

/** What a text may say of each recipient. */
export const FIELDS = ['姓名', '称呼', '户主', '村', '组'] as const;
type Field = (typeof FIELDS)[number];

const BRACES = /[{｛]([^{}｛｝]{0,20})[}｝]/g;

/** The fields in a text that are none, each once. */
export function unknownFields(text: string): string[] {
  const said = [...text.matchAll(BRACES)].map((found) => (found[1] ?? '').trim());
  return [...new Set(said.filter((field) => !isField(field)))];
}

/** The text as one recipient reads it; what is not known of him is left blank. */
export function filled(text: string, recipient: Recipient): string {
  return text.replace(BRACES, (whole: string, said: string) => {
    const field = said.trim();
    return isField(field) ? (fieldOf(field, recipient) ?? '') : whole;
  });
}

/** The text without its fields, for whoever is told of it as a whole. */
export function withoutFields(text: string): string {
  return text.replace(BRACES, '').replace(/^[\s,，、。:：;；!！]+/, '');
}

/** The recipients of whom a field of the text is not known. */
export function lacking(text: string, recipients: readonly Recipient[]): { field: Field; names: string[] }[] {
  const used = FIELDS.filter((field) =>
    [...text.matchAll(BRACES)].some((found) => found[1]?.trim() === field),
  );
  return used.flatMap((field) => {
    const names = recipients
      .filter((recipient) => fieldOf(field, recipient) === null)
      .map(({ name }) => name);
    return names.length === 0 ? [] : [{ field, names }];
  });
}

function isField(said: string): said is Field {
  return FIELDS.some((field) => field === said);
}

function fieldOf(field: Field, { name, role, head, village, group }: Recipient): string | null {
  switch (field) {
    case '姓名':
      return name;
    case '称呼':
      return `${name}${role === 'villager' ? '老乡' : '同志'}`;
    case '户主':
      return head;
    case '村':
      return nameOfPlace(village);
    case '组':
      return group === null ? null : `${group}组`;
  }
}
