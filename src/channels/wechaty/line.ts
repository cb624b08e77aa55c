import type { Wechaty } from 'wechaty';

/** Whether the gateway still hears us and we it. */
export interface Line {
  /** A word has come back. */
  answered(): void;
  /** False where none came back in time, from a gateway that has answered before; some never do. */
  isAlive(): Promise<boolean>;
}

/**
 * Asks the gateway for a word that comes back by the stream on which messages come. `isLoggedIn` stays true after a
 * gateway has gone and come back, and the connection looks well; this is the only thing that tells.
 */
export function createLine(bot: Pick<Wechaty, 'ding'>, waitMs: number): Line {
  let asking: Promise<boolean> | null = null;
  let heard: () => void = () => undefined;
  let everAnswered = false;

  return {
    answered() {
      everAnswered = true;
      heard();
    },
    async isAlive() {
      asking ??= new Promise<boolean>((resolve) => {
        const wait = setTimeout(() => resolve(false), waitMs);
        heard = () => {
          clearTimeout(wait);
          resolve(true);
        };
        bot.ding('cunkou');
      }).finally(() => {
        asking = null;
      });
      return (await asking) || !everAnswered;
    },
  };
}
