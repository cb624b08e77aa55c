declare module 'node-nlp' {
  /** The few things of node-nlp that the benchmark touches. */
  export class NlpManager {
    constructor(settings: {
      languages: string[];
      autoSave: boolean;
      forceNER: boolean;
      nlu: { log: boolean; useNoneFeature: boolean };
    });
    addDocument(language: string, utterance: string, intent: string): void;
    train(): Promise<void>;
    process(
      language: string,
      utterance: string,
    ): Promise<{ intent: string; classifications: { intent: string; score: number }[] }>;
  }
}
