import { randomUUID } from 'node:crypto';

/** Questions to the other process that wait for their answers. */
export interface Requests<Answer> {
  /**
   * Asks, and gives the answer; `otherwise` where none has come in time or the process has ended, `untaken` where there
   * was nobody to ask.
   */
  ask(
    put: (request: string) => boolean,
    limit: { ms: number; otherwise: Answer; untaken: Answer },
  ): Promise<Answer>;
  answer(request: string, answer: Answer): void;
  /** The process has ended: nothing that it was asked will be answered. */
  end(answer: Answer): void;
}

export function createRequests<Answer>(): Requests<Answer> {
  const waiting = new Map<string, (answer: Answer) => void>();
  return {
    ask(put, { ms, otherwise, untaken }) {
      const request = randomUUID();
      return new Promise((resolve) => {
        const settle = (answer: Answer): void => {
          clearTimeout(timer);
          waiting.delete(request);
          resolve(answer);
        };
        const timer = setTimeout(() => settle(otherwise), ms);
        waiting.set(request, settle);
        if (!put(request)) settle(untaken);
      });
    },
    answer: (request, answer) => waiting.get(request)?.(answer),
    end(answer) {
      for (const settle of waiting.values()) settle(answer);
    },
  };
}
