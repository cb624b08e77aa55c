/** Runs work one after the other within a key; different keys do not wait for each other. */
export interface ChatQueue {
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** An empty queue. Work that fails rejects its own promise only: what stands behind it runs all the same. */
export function createChatQueue(): ChatQueue {
  const tails = new Map<string, Promise<void>>();
  return {
    run(key, work) {
      const mine = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      // The last one out forgets the key, so that the map does not grow with every chat there ever was.
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return mine;
    },
  };
}
