/** Wakes one sleeping loop. Rings while nobody sleeps count as one. */
export interface Bell {
  ring(): void;
  /** Sleeps until a ring, at most so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async sleep(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, milliseconds));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
