import type { Secrets } from '../register/register.ts';

/**
 * The id under which a message goes on being known once nothing may tell any more who sent it: the platform's own
 * delivery leads to it, and without this installation's key it leads back to nobody.
 */
export function unlinkedId(
  secrets: Secrets,
  { channel, chat, message_id }: { channel: string; chat: string; message_id: string },
): string {
  return `unlinked:${secrets.blindIndex('delivery', JSON.stringify([channel, chat, message_id]))}`;
}
