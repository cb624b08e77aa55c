import type { Policy } from '../policies/policies.ts';
import { pickChoice } from './follow-up.ts';
import { readPlaces } from './places.ts';
import type { Session } from './session.ts';
import type { TurnData } from './turn.ts';

/** What an answer to the bot's own question comes to. */
export type Resolved =
  /** One of the choices was picked: this policy, for the question asked before. */
  | { kind: 'policy'; session: Session; policy: Policy; standard: string; region: string | null }
  /** The place is known now: the question asked before, there. */
  | { kind: 'ask'; session: Session; standard: string; region: string }
  /** The place is known now, and nothing was asked before. */
  | { kind: 'placed'; session: Session; path: string }
  /** 都不是: none of the choices was meant. */
  | { kind: 'refused'; session: Session; region: string | null };

const NONE_OF_THEM = /^(?:都不是|都不对|不是这些|没有我(?:要|问)的|没有|哪个都不是|不是)[。！!呀啊]*$/;
const LONGEST_PLACE_ANSWER = 14;

/** Reads the message as an answer to what the bot asked last; null where it is something new. */
export function resolvePending(
  data: TurnData,
  session: Session,
  text: string,
  standard: string,
): Resolved | null {
  const { pending } = session;
  if (pending === null) return null;
  const free = { ...session, pending: null };
  switch (pending.kind) {
    case 'choices': {
      if (NONE_OF_THEM.test(text)) return { kind: 'refused', session: free, region: pending.region };
      const policies = pending.policies.flatMap(
        (id) => data.knowledge.policies.find((policy) => policy.id === id) ?? [],
      );
      const index = pickChoice(
        text,
        policies.map((policy) => policy.name),
      );
      const policy = index === null ? undefined : policies[index];
      return policy
        ? { kind: 'policy', session: free, policy, standard: pending.text, region: pending.region }
        : null;
    }
    case 'place': {
      const index = pickChoice(text, pending.paths);
      const path = index === null ? undefined : pending.paths[index];
      if (!path) return null;
      const home = { ...free, region: path };
      return pending.text === null
        ? { kind: 'placed', session: home, path }
        : { kind: 'ask', session: home, standard: pending.text, region: path };
    }
    case 'region': {
      const place = readPlaces(data.knowledge.regions, text, null);
      if (place.kind !== 'home' || !(place.only || standard.length <= LONGEST_PLACE_ANSWER)) return null;
      return {
        kind: 'ask',
        session: { ...free, region: place.path },
        standard: pending.text,
        region: place.path,
      };
    }
  }
}
