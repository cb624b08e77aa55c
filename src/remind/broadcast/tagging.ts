import type { JobResult } from '../../job/job.ts';
import { record } from '../../register/register.ts';
import { addTag, removeTag, tagsWithin } from '../../storage/storage.ts';
import { type BroadcastTurn, say } from './turn.ts';
import { readWhom } from './whom.ts';
import * as words from './wording.ts';

/** 标签: those of one's place, with how many bear each. */
export async function listTags(turn: BroadcastTurn): Promise<JobResult> {
  const { db, person } = turn.context;
  const counts = new Map<string, Set<string>>();
  for (const { tag, key } of await tagsWithin(db, person.region)) {
    counts.set(tag, (counts.get(tag) ?? new Set()).add(key));
  }
  const lines = [...counts].map(([tag, keys]) => ({ tag, count: keys.size }));
  return say(turn, words.tagList(lines), { about: 'tags' });
}

/** 标签 党员: who bears it. */
export async function showTag(turn: BroadcastTurn, tag: string): Promise<JobResult> {
  const { db, person } = turn.context;
  const bearers = (await tagsWithin(db, person.region)).filter((one) => one.tag === tag);
  const names = [...new Map(bearers.map(({ key, name }) => [key, name])).values()];
  return say(turn, words.tagShown(tag, names), { about: 'tags' });
}

/** 标签 党员 加 王建国、李四; what cannot be found is told, the rest is done. */
export async function changeTag(
  turn: BroadcastTurn,
  { tag, isAdding, names }: { tag: string; isAdding: boolean; names: string },
): Promise<JobResult> {
  const { db, book, person, at } = turn.context;
  const { audience, faults, notes } = await readWhom(turn, names);
  const bearers = (audience ?? []).flatMap(({ whom }) =>
    whom.flatMap((one) => (one.kind === 'one' ? [one.who] : [])),
  );
  const isOther = (audience ?? []).some(({ whom }) => whom.some(({ kind }) => kind !== 'one'));
  const told = isOther ? [...faults, words.TAGS_BY_NAME] : faults;
  const done: string[] = [];
  for (const { key, name } of bearers) {
    const row = { region: person.region, tag, key };
    const changed = isAdding
      ? await addTag(db, { ...row, name, by_id: person.id, at: at.toISOString() })
      : await removeTag(db, row);
    if (changed) done.push(name);
  }
  if (done.length > 0) {
    await record(book, {
      actor: person.id,
      action: isAdding ? 'tag.add' : 'tag.remove',
      object: { kind: 'tag', id: tag },
      detail: { region: person.region, keys: bearers.map(({ key }) => key) },
    });
  }
  const text = words.tagged({ tag, isAdding, done, same: bearers.length - done.length, faults: told, notes });
  return say(turn, text, { about: 'tags' });
}
