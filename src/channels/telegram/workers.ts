/** Works off accepted messages behind the platform's back: some chats at once, one message of a chat after the other. */
export interface Workers {
  add(chat: string, id: string): void;
  /** Begins nothing more; resolves when nothing is under way, or after the grace. The rest waits for the next start. */
  stop(graceMs: number): Promise<void>;
}

/** A chat whose work takes long keeps one of these places. */
const PLACES = 64;

/** `work` never throws. */
export function createWorkers(work: (id: string) => Promise<void>): Workers {
  const waiting = new Map<string, string[]>();
  const busy = new Map<string, Promise<void>>();
  let stopped = false;

  function begin(): void {
    for (const chat of waiting.keys()) {
      if (stopped || busy.size >= PLACES) return;
      if (!busy.has(chat)) busy.set(chat, workOff(chat));
    }
  }

  async function workOff(chat: string): Promise<void> {
    for (let id = take(chat); id !== undefined && !stopped; id = take(chat)) await work(id);
    busy.delete(chat);
    begin();
  }

  function take(chat: string): string | undefined {
    const ids = waiting.get(chat);
    const id = ids?.shift();
    if (ids?.length === 0) waiting.delete(chat);
    return id;
  }

  return {
    add(chat, id) {
      const ids = waiting.get(chat);
      if (ids) ids.push(id);
      else waiting.set(chat, [id]);
      begin();
    },
    async stop(graceMs) {
      stopped = true;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([Promise.all(busy.values()), patience]);
      clearTimeout(timer);
    },
  };
}
