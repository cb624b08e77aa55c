import type { Person } from '../../register/register.ts';
import { type Db, regionsWithin, tagsWithin } from '../../storage/storage.ts';
import { villageOf } from '../staff.ts';
import type { Audience, Bearer } from './audience.ts';
import { findNamed } from './naming.ts';
import { type AudienceFrame, audienceOf, type NameSaid, readAudience } from './read-audience.ts';
import type { BroadcastTurn } from './turn.ts';
import * as words from './wording.ts';

interface WhomRead {
  /** Null where nobody could be made out. */
  audience: Audience | null;
  notes: string[];
  faults: string[];
  /** No word of it is known: it may be no audience at all. */
  isNobody: boolean;
}

/** Whom a text names, with every name looked up. */
export async function readWhom({ context }: BroadcastTurn, text: string): Promise<WhomRead> {
  const { person, book, db } = context;
  const { said, faults } = readAudience(text, await frameOf(db, person));
  const found = new Map<NameSaid, Bearer>();
  const notes: string[] = [];
  let isKnown = faults.length > 0;
  for (const part of said) {
    if (part.kind !== 'name') continue;
    const named = await findNamed(book, person, part.said);
    isKnown ||= named.ok || named.isKnown;
    if (!named.ok) faults.push(named.fault);
    else {
      found.set(part.said, named.who);
      if (named.note !== null) notes.push(named.note);
    }
  }
  const audience = audienceOf(said, found).filter(({ whom }) => whom.length > 0);
  if (audience.length === 0 && faults.length === 0) faults.push(words.nameUnknown(text));
  const isFactual = audience.some(({ facts }) => facts.length > 0);
  if (isFactual) notes.push(words.BY_WHAT_IS_KNOWN);
  return {
    audience: audience.length === 0 ? null : audience,
    notes,
    faults,
    isNobody: !isKnown && audience.length === 0,
  };
}

async function frameOf(db: Db, { role, region }: Person): Promise<AudienceFrame> {
  const places = (await regionsWithin(db, villageOf(region))).filter(({ path }) => !/\/\d+组$/.test(path));
  const tags = [...new Set((await tagsWithin(db, region)).map(({ tag }) => tag))];
  const level = role === 'office' ? 'county' : role === 'township' ? 'township' : 'village';
  return { own: region, level, places, tags };
}
