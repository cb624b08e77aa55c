import {
  blankInBroadcasts,
  blankNotices,
  blankOwnNotes,
  blankSentReplies,
  blankTalk,
  countFilesOf,
  deleteAccountsOf,
  deleteCodesOf,
  deleteConsentsOf,
  findHousehold,
  findMember,
  type MemberRow,
  membersOf,
  reportsBy,
  updateMember,
  updatePerson,
} from '../storage/storage.ts';
import { record } from './audit.ts';
import type { Book } from './book.ts';
import { nameKey } from './names.ts';
import type { Person } from './person.ts';
import { talksOf } from './talk.ts';

/** What was erased and what had to stay, in words for the person. */
export interface Erased {
  ok: true;
  removed: string[];
  kept: string[];
}

export type EraseResult = Erased | { ok: false; message: string };

const HELD_BY_LAW = '户和家里人的姓名、关系、户类型是帮扶档案，按规定要留着';
const HELD_FOR_AUDIT = '谁在什么时候看过、改过什么（不带号码）要留着备查';
const HELD_REPORTS = '报过的事和随它交的图片、文件是经办的案卷，按规定要留着';

/**
 * Erases what a person may ask to have erased: what he said and was told, the links of his accounts, and what his own
 * line in the book says. `asking`: the message by which he asks, which is still being worked on.
 */
export async function erasePerson(
  book: Book,
  person: Person,
  by: string,
  asking: string | null = null,
): Promise<EraseResult> {
  if (person.role !== 'villager' && person.active) {
    return {
      ok: false,
      message: '您还在岗，账号和经办记录要留着。离岗后由管理员停用，再说“删除我的信息”就可以删。',
    };
  }
  const removed = await eraseTalk(book, person, asking);
  if ((await deleteAccountsOf(book.db, person.id)) > 0) removed.push('绑定的账号');
  await deleteCodesOf(book.db, person.id);
  await blankInBroadcasts(book.db, person.id);
  if ((await blankOwnNotes(book.db, person.id)) > 0) removed.push('给自己定的提醒');
  const own = await ownMember(book, person);
  if (own !== null) removed.push(...(await eraseColumns(book, own)));
  // The row itself stays, nameless: reports and the audit point at it.
  await updatePerson(book.db, person.id, { name: '（已删除）', household_id: null, active: 0 });
  removed.push('作为用户的姓名');
  await record(book, {
    actor: by,
    action: 'person.erase',
    object: { kind: 'person', id: person.id },
    detail: { removed },
  });
  const reported = (await reportsBy(book.db, person.id, 1)).length > 0;
  const kept = [...(own === null ? [] : [HELD_BY_LAW]), ...(reported ? [HELD_REPORTS] : []), HELD_FOR_AUDIT];
  return { ok: true, removed, kept };
}

/** What was said from his accounts while they were his, and what was written to him. */
async function eraseTalk({ db, now }: Book, person: Person, asking: string | null): Promise<string[]> {
  let blanked = await blankNotices(db, person.id, now);
  let files = 0;
  for (const talk of await talksOf(db, person.id)) {
    const { all, held } = await countFilesOf(db, talk);
    files += all - held;
    blanked += await blankTalk(db, talk, asking);
    await blankSentReplies(db, talk);
    if (talk.to === null) await deleteConsentsOf(db, talk);
  }
  return [
    ...(blanked === 0 ? [] : ['说过的话、得到的回答和通知']),
    ...(files === 0 ? [] : [`没有随上报交的图片、文件${files}个`]),
  ];
}

/** Erases what the book need not keep about a member of a household. */
export async function eraseMember(book: Book, memberId: string, by: string): Promise<EraseResult> {
  const member = await findMember(book.db, memberId);
  if (member === undefined) return { ok: false, message: '册里没有这个人。' };
  const removed = await eraseColumns(book, member);
  const household = await findHousehold(book.db, member.household_id);
  const gone = member.state !== 'active' || household?.state !== 'active';
  // Who has left a household that gets nothing is in no file that must be kept.
  const nameless = gone && household?.category === '一般户' && member.relation !== '户主';
  if (nameless) {
    await updateMember(book.db, member.id, { name: '（已删除）', name_key: '', updated_at: book.now });
    removed.push('姓名');
  }
  await record(book, {
    actor: by,
    action: 'member.erase',
    object: { kind: 'member', id: member.id },
    detail: { removed },
  });
  return { ok: true, removed, kept: nameless ? [HELD_FOR_AUDIT] : [HELD_BY_LAW, HELD_FOR_AUDIT] };
}

/** The person's own line among the members of his household. */
async function ownMember(book: Book, person: Person): Promise<MemberRow | null> {
  if (person.householdId === null) return null;
  const members = await membersOf(book.db, [person.householdId]);
  return members.find((member) => member.name_key === nameKey(person.name)) ?? null;
}

async function eraseColumns(book: Book, member: MemberRow): Promise<string[]> {
  await updateMember(book.db, member.id, {
    sex: null,
    birth: null,
    phone_sealed: null,
    phone_hash: null,
    id_masked: null,
    id_hash: null,
    updated_at: book.now,
  });
  return [
    ...(member.phone_sealed === null ? [] : ['电话']),
    ...(member.id_masked === null ? [] : ['身份证号的记号']),
    ...(member.birth === null ? [] : ['出生日期']),
    ...(member.sex === null ? [] : ['性别']),
  ];
}
