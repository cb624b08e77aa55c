import { type Db, everyAccountOf, type TalkOf } from '../storage/storage.ts';

/** From which accounts a person ever spoke, and when: before and after they were, or are, somebody else's. */
export async function talksOf(db: Db, personId: string): Promise<(TalkOf & { chat: string })[]> {
  return (await everyAccountOf(db, personId)).map((account) => ({
    channel: account.channel,
    sender: account.platform_user_id,
    chat: account.chat,
    from: account.bound_at,
    to: account.dead_at,
  }));
}
