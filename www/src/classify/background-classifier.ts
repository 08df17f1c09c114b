/** Classifies the examples of guide, quiz and comparison, without a card or an announcement. */
import { type Result, Results, type Source } from '../results/results.ts';
import { type ClassifyDeps, classifyRecording } from './classify-recording.ts';

export class BackgroundClassifier {
  readonly #deps: ClassifyDeps;
  readonly #results = new WeakMap<Source, Result>();

  constructor(deps: ClassifyDeps) {
    this.#deps = { ...deps, announcer: { announce: () => undefined } };
  }

  /** Classifies each source once, and again only after a failure. */
  classify(source: Source): Result {
    const known = this.#results.get(source);
    if (known !== undefined && known.state.peek().phase !== 'failed') return known;
    const [result] = new Results().add([source]);
    if (result === undefined) throw new Error('Results.add returned no result');
    this.#results.set(source, result);
    void classifyRecording(result, this.#deps);
    return result;
  }
}
