/**
 * Hears recordings that are the page's own, for the guide and the quiz: they come on no list, leave
 * no card and are not announced.
 */

import { type Result, Results, type Source } from '../results/results.ts';
import { type ClassifyDeps, classifyRecording } from './classify-recording.ts';

const SILENT_ANNOUNCER = { say: () => undefined };

export class BackgroundClassifier {
  readonly #deps: ClassifyDeps;
  readonly #results = new WeakMap<Source, Result>();

  constructor(listener: ClassifyDeps) {
    this.#deps = { ...listener, announcer: SILENT_ANNOUNCER };
  }

  /** A source is heard once; one that failed is heard anew. */
  classify(source: Source): Result {
    const known = this.#results.get(source);
    if (known !== undefined && known.state.peek().phase !== 'failed') return known;
    const [result] = new Results().add([source]);
    if (result === undefined) throw new Error('a list of one gave none back');
    this.#results.set(source, result);
    void classifyRecording(result, this.#deps);
    return result;
  }
}
