/** Work that goes on after a request was answered, so that a stop can wait for it. */
export interface UnderWay {
  add(work: Promise<unknown>): void;
  /** Resolves when all of it has ended, or after `graceMs`. */
  rest(graceMs: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const all = new Set<Promise<unknown>>();
  return {
    add(work) {
      const kept = work.catch(() => undefined).finally(() => all.delete(kept));
      all.add(kept);
    },
    async rest(graceMs) {
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([Promise.all(all), grace]);
      clearTimeout(timer);
    },
  };
}
