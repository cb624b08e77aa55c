import {
  type Member,
  moveUser,
  nextHead,
  setHead,
  setHouseholdState,
  setMemberState,
} from '../../../register/register.ts';
import {
  allGone,
  checkRelations,
  headWanted,
  newHead,
  nobodyLeft,
  notMeant,
  recordedDead,
  recordedGone,
} from '../../wording.ts';
import { type Applied, living, type Matter } from './matter.ts';
import { whomMeant } from './whom.ts';

const WHOLE_HOUSEHOLD = /全家|举家|一家(?:人|子|[一二三四五六七八\d]口)|两口子|老两口|都(?:搬|迁)/;

/** Somebody died; where it was the head, another leads the household from now on. */
export async function applyDeath(matter: Matter): Promise<Applied> {
  const { book, row, cause, words, members } = matter;
  const meant = whomMeant(living(members), row.member, words);
  if (!meant.ok) return { told: null, todo: notMeant(row.member, meant, '去世') };
  await setMemberState(book, meant.member, 'dead', cause);
  return withoutHim(matter, meant.member, recordedDead(meant.member), 'ended');
}

/** Somebody left, or all did. */
export async function applyMoveOut(matter: Matter): Promise<Applied> {
  const { book, household, row, cause, words, members } = matter;
  const here = living(members);
  const [only] = here;
  const all = WHOLE_HOUSEHOLD.test(words) && (row.member === null || row.member === '户主');
  if (all || (here.length === 1 && row.member === null && only !== undefined)) {
    for (const member of here) await setMemberState(book, member, 'moved', cause);
    await setHouseholdState(book, household, 'moved', cause);
    return { told: allGone(here.length), todo: null };
  }
  const meant = whomMeant(here, row.member, words);
  if (!meant.ok) return { told: null, todo: notMeant(row.member, meant, '迁出') };
  await setMemberState(book, meant.member, 'moved', cause);
  await moveUser(book, household, meant.member, null, cause);
  return withoutHim(matter, meant.member, recordedGone(meant.member), 'moved');
}

/** The household goes on without a member: with another head, or not at all where nobody is left. */
async function withoutHim(
  { book, household, cause, members, today }: Matter,
  gone: Member,
  told: string,
  end: 'ended' | 'moved',
): Promise<Applied> {
  const left = living(members).filter(({ id }) => id !== gone.id);
  if (left.length === 0) {
    await setHouseholdState(book, household, end, cause);
    return { told: `${told}${nobodyLeft(end)}`, todo: null };
  }
  if (gone.relation !== '户主') return { told, todo: null };
  const head = nextHead(left, today);
  if (head === null) return { told, todo: headWanted(household, left) };
  const { open } = await setHead(book, household, head, cause);
  return {
    told: `${told}${newHead(head)}`,
    todo: open === 0 ? null : checkRelations(open),
  };
}
