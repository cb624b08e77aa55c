import {
  accountsOf,
  auditOf,
  countFilesOf,
  countWaitingFor,
  findHousehold,
  membersOf,
  openDutiesOf,
  personsById,
} from '../storage/storage.ts';
import type { Book } from './book.ts';
import { type Household, type Member, toHousehold, toMember } from './household.ts';
import { nameKey } from './names.ts';
import { type Person, ROLE_WORDS } from './person.ts';
import { maskPhone, openPhone } from './phone.ts';
import { nameOfPlace } from './place.ts';
import { talksOf } from './talk.ts';

/** 我的信息: everything that the book keeps about a person, one line each. */
export async function whatIsKept(book: Book, person: Person): Promise<string[]> {
  const lines = [`姓名：${person.name}`, `身份：${ROLE_WORDS[person.role]}，${nameOfPlace(person.region)}`];
  const accounts = await accountsOf(book.db, person.id);
  for (const account of accounts) {
    lines.push(`绑定的账号：${account.channel}，${account.bound_at.slice(0, 10)} 绑定`);
  }
  if (person.householdId !== null) lines.push(...(await householdLines(book, person, person.householdId)));
  let files = 0;
  for (const talk of await talksOf(book.db, person.id)) files += (await countFilesOf(book.db, talk)).all;
  if (files > 0) lines.push(`您交过的图片、文件：${files}个（加密存着）`);
  const duties = await openDutiesOf(book.db, person.id);
  if (duties.length > 0) lines.push(`您没办完的待办：${duties.length}件（发“我的待办”看）`);
  const waiting = await countWaitingFor(book.db, person.id);
  if (waiting > 0) lines.push(`等着发给您的消息：${waiting}条`);
  lines.push('您和村口说过的话、报过的事也存着，办事和查账用；身份证号、银行卡号存之前就打了星号。');
  return lines;
}

async function householdLines(book: Book, person: Person, householdId: string): Promise<string[]> {
  const row = await findHousehold(book.db, householdId);
  if (row === undefined) return [];
  const household = toHousehold(row);
  const rows = await membersOf(book.db, [householdId]);
  const lines = [`您家：${placeWords(household)}，户主${household.head}，${household.category}`];
  const own = rows.find((member) => member.name_key === nameKey(person.name));
  if (own !== undefined) {
    lines.push(...ownLines(toMember(own)));
    const phone = openPhone(book.secrets, own);
    if (phone !== null)
      lines.push(`电话：${phone.ok ? `${maskPhone(phone.text)}（加密存着）` : phone.message}`);
  }
  const others = rows.filter((member) => member !== own && member.state === 'active');
  if (others.length > 0) {
    lines.push(`家里人：${others.map(({ name, relation }) => `${name}（${relation}）`).join('、')}`);
  }
  const seen = await lastLookers(book, household, person);
  if (seen !== null) lines.push(seen);
  return lines;
}

function ownLines(member: Member): string[] {
  return [
    `与户主关系：${member.relation}`,
    ...(member.sex === null ? [] : [`性别：${member.sex}`]),
    ...(member.birth === null ? [] : [`出生日期：${member.birth}`]),
    ...(member.idMasked === null ? [] : [`身份证号：${member.idMasked}（号码本身没有存）`]),
  ];
}

const LOOKERS = 3;

/** Who looked at the household last, for the person has a right to know. */
async function lastLookers(book: Book, household: Household, person: Person): Promise<string | null> {
  const seen = (await auditOf(book.db, { kind: 'household', id: household.id }, 50)).filter(
    ({ action, actor }) => action === 'household.see' && actor !== person.id,
  );
  const last = [...new Map(seen.reverse().map((row) => [row.actor, row.at])).entries()].slice(-LOOKERS);
  if (last.length === 0) return null;
  const names = new Map(
    (
      await personsById(
        book.db,
        last.map(([actor]) => actor),
      )
    ).map((row) => [row.id, row.name]),
  );
  const told = last.map(([actor, at]) => `${names.get(actor) ?? '工作人员'}（${at.slice(0, 10)}）`);
  return `最近看过您家信息的：${told.join('、')}`;
}

function placeWords(household: Household): string {
  return `${nameOfPlace(household.region)}${household.group === null ? '' : `${household.group}组`}`;
}
