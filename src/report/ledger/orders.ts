import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  canSee,
  findHouseholds,
  type Household,
  householdById,
  nameOfPlace,
  record,
} from '../../register/register.ts';
import { insertCardEntry, reportsOfHousehold } from '../../storage/storage.ts';
import { masked } from '../filing/store.ts';
import type { FollowUpParts } from '../follow-up.ts';
import type { JobContext, JobResult } from '../job.ts';
import { ownPlace } from '../own-place.ts';
import { readCard } from './card.ts';
import { readLedger } from './read-ledger.ts';
import { type CardOrder, cardOrderSchema, groupIn, readCardOrder, yearOf } from './read-order.ts';
import * as words from './wording.ts';

/** An order that waits for the group of one of several households of a name. */
const stateSchema = z.object({ which: z.object({ order: cardOrderSchema, at: z.string() }) });

const WAIT_MS = 30 * 60 * 1000;

/** 查 王建国, 账 王建国 2026, 经过 王建国, 记 王建国 …, 我家的账; null: none of these. */
export async function ledgerOrders(_parts: FollowUpParts, context: JobContext): Promise<JobResult | null> {
  const text = context.text.trim().replace(/[。!！?？]+$/, '');
  const waiting = waitingOrder(context, text);
  const order = waiting ?? readCardOrder(text);
  if (order === null) return null;
  if (order.name === null) return ownHousehold(context, order);
  if (context.person.role === 'villager') return order.isSure ? said(words.OWN_ONLY, 'ledger') : null;
  const meant = await visibleOf(context, order.name, order.group);
  // No group of theirs has that number: it is a place in the list that was just shown.
  const shown = waiting !== null && meant.length === 0 ? await visibleOf(context, order.name, null) : [];
  const picked = /组|社|队|屯/.test(text) ? undefined : shown[(order.group ?? 0) - 1];
  const visible = picked !== undefined ? [picked] : meant.length === 0 ? shown : meant;
  const [household] = visible;
  if (household === undefined) return order.isSure ? said(words.notHere(order.name), 'ledger') : null;
  if (visible.length === 1) return obey(context, order, household, false);
  const narrowed = visible.filter(({ region }) => nameOfPlace(region) === order.village);
  if (narrowed.length === 1 && narrowed[0] !== undefined) return obey(context, order, narrowed[0], false);
  return {
    reply: {
      text: words.whichHousehold(order.name, visible.map(placeOf)),
      options: visible.map(placeOf),
      about: 'ledger',
    },
    state: { which: { order, at: context.at.toISOString() } },
    notices: [],
  };
}

async function visibleOf(context: JobContext, name: string, group: number | null): Promise<Household[]> {
  const place = ownPlace(context.person);
  const found = await findHouseholds(context.db, place.region, name, place.group ?? group);
  return (found?.households ?? []).filter((household) => canSee(context.person, household, 'private'));
}

function placeOf({ region, group }: Household): string {
  return `${nameOfPlace(region)}${group === null ? '' : `${group}组`}`;
}

/** 三组, 示范嘎查3组: the household that was asked for, where that was asked. */
function waitingOrder(context: JobContext, text: string): CardOrder | null {
  const state = stateSchema.safeParse(context.state);
  if (!state.success) return null;
  const { order, at } = state.data.which;
  const group = groupIn(text);
  if (group === null || context.at.getTime() - Date.parse(at) > WAIT_MS) return null;
  return { ...order, ...group };
}

async function ownHousehold(context: JobContext, order: CardOrder): Promise<JobResult> {
  const { person, db } = context;
  const household = person.householdId === null ? null : await householdById(db, person.householdId);
  if (household === null) return said(words.NO_HOUSEHOLD, 'ledger');
  return obey(context, order, household, true);
}

async function obey(
  context: JobContext,
  order: CardOrder,
  household: Household,
  isOwn: boolean,
): Promise<JobResult> {
  const { book, db, asOf, person } = context;
  await record(book, {
    actor: person.id,
    action: order.kind === 'write' ? 'card.write' : 'household.see',
    object: { kind: 'household', id: household.id },
    detail: { what: order.kind },
  });
  switch (order.kind) {
    case 'card':
      return said(words.cardText(await readCard(book, household, asOf), isOwn), 'household-card');
    case 'ledger': {
      const ledger = await readLedger(db, household, yearOf(order.year, asOf), asOf);
      return said(words.ledgerText(household, ledger, isOwn), 'household-ledger');
    }
    case 'timeline': {
      const reports = await reportsOfHousehold(db, household.id);
      return said(words.timelineText(household, reports, isOwn), 'household-timeline');
    }
    case 'write': {
      const text = masked(order.text).slice(0, 300);
      await insertCardEntry(db, {
        id: randomUUID(),
        household_id: household.id,
        section: order.section ?? '',
        text,
        by_id: person.id,
        at: context.at.toISOString(),
      });
      return said(words.written(household.head, order.section ?? '', text), 'card-written');
    }
  }
}

function said(text: string, about: string): JobResult {
  return { reply: { text, options: [], about }, state: null, notices: [] };
}
