/** Wakes one waiting loop. Rings while nobody waits count as one. */
export interface Doorbell {
  ring(): void;
  /** Ends it for good. */
  shut(): void;
  readonly isShut: boolean;
  /** Settles when it is shut. */
  readonly whenShut: Promise<void>;
  /** Waits for a ring or the end, at most so many milliseconds. */
  wait(milliseconds: number): Promise<'ring' | 'quiet' | 'shut'>;
}

export function createDoorbell(): Doorbell {
  let rung = false;
  let isShut = false;
  let wake: () => void = () => undefined;
  let markShut: () => void = () => undefined;
  const whenShut = new Promise<void>((resolve) => {
    markShut = resolve;
  });
  return {
    whenShut,
    get isShut() {
      return isShut;
    },
    ring() {
      rung = true;
      wake();
    },
    shut() {
      isShut = true;
      markShut();
      wake();
    },
    async wait(milliseconds) {
      if (!rung && !isShut) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (isShut) return 'shut';
      const answer = rung ? 'ring' : 'quiet';
      rung = false;
      return answer;
    },
  };
}
