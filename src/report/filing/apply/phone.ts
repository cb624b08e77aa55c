import { record, sealPhone } from '../../../register/register.ts';
import { updateMember } from '../../../storage/storage.ts';
import { phoneChanged, phoneKeptOnly } from '../../wording.ts';
import { phoneOf } from '../store.ts';
import { type Applied, living, type Matter } from './matter.ts';
import { whomMeant } from './whom.ts';

export async function applyPhone({ book, row, members, words, cause }: Matter): Promise<Applied> {
  const digits = phoneOf(book, row);
  const meant = whomMeant(living(members), row.member ?? '户主', words);
  if (digits === null || !meant.ok) return { told: phoneKeptOnly, todo: null };
  await updateMember(book.db, meant.member.id, {
    ...sealPhone(book.secrets, meant.member.id, digits),
    updated_at: book.now,
  });
  await record(book, {
    actor: cause.by,
    action: 'member.phone',
    object: { kind: 'member', id: meant.member.id },
    detail: { report: row.id },
  });
  return { told: phoneChanged, todo: null };
}
