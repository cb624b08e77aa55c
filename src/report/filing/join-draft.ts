import type { JobResult } from '../job.ts';
import { type Draft, type Item, withItem } from './draft.ts';
import { keep } from './draft-turn.ts';
import { comparedWithEarlier, readItems, rosterFor, withHeadNamed } from './reading-in.ts';
import { joinedWords } from './store.ts';
import type { Turn } from './turn.ts';

/** Another report while a draft is open joins it; null where the message tells no change. */
export async function joinDraft(turn: Turn, draft: Draft, message: string): Promise<JobResult | null> {
  const beside = draft.resubmits !== null;
  const told = withHeadNamed(message, draft, await rosterFor(turn));
  const items = (await readItems(turn, told, draft.id)).map((item) => ({
    ...item,
    beside,
  }));
  if (items.length === 0) return null;
  const last = draft.items.at(-1);
  let joined = draft;
  for (const item of items) {
    const alike = joined.items.findIndex(
      (one) =>
        one.kind === item.kind &&
        (item.head === null ||
          one.householdId === item.householdId ||
          (item.householdId === null && one.head === item.head)),
    );
    const known = joined.items[alike];
    if (known !== undefined)
      joined = withItem(
        joined,
        alike,
        await comparedWithEarlier(turn, filledFrom(known, item), draft.resubmits),
      );
    else {
      const here =
        item.householdId === null && item.head === null && last !== undefined
          ? {
              ...item,
              head: last.head,
              group: last.group,
              householdId: last.householdId,
              among: last.among,
              refused: last.refused,
            }
          : item;
      joined = {
        ...joined,
        items: [...joined.items, await comparedWithEarlier(turn, here, draft.resubmits)],
      };
    }
  }
  return keep(turn, joined);
}

/** What the second telling adds to or changes in the first. */
function filledFrom(known: Item, told: Item): Item {
  return {
    ...known,
    member: told.member ?? known.member,
    occurredOn: told.occurredOn ?? known.occurredOn,
    spanTo: told.occurredOn === null ? known.spanTo : told.spanTo,
    amount: told.amount ?? known.amount,
    count: told.count ?? known.count,
    unit: told.unit ?? known.unit,
    stage: told.stage ?? known.stage,
    note: told.note ?? known.note,
    words: joinedWords(known.words, told.words),
    phoneSealed: told.phoneSealed ?? known.phoneSealed,
    phoneMasked: told.phoneMasked ?? known.phoneMasked,
  };
}
