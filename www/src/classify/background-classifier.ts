/**
 * Hears recordings that are the page's own, for the guide and the quiz: they come on no list, leave
 * no card and are not announced.
 */

import { type Result, Results, type Source } from '../results/results.ts';
import { type ClassifyDeps, classifyRecording } from './classify-recording.ts';

const SILENT = { say: () => undefined };

export class BackgroundClassifier {
  readonly #listener: ClassifyDeps;
  readonly #heard = new WeakMap<Source, Result>();

  constructor(listener: ClassifyDeps) {
    this.#listener = { ...listener, announcer: SILENT };
  }

  /** A source is heard once; one that failed is heard anew. */
  classify(source: Source): Result {
    const known = this.#heard.get(source);
    if (known !== undefined && known.state.peek().phase !== 'failed') return known;
    const [result] = new Results().add([source]);
    if (result === undefined) throw new Error('a list of one gave none back');
    this.#heard.set(source, result);
    void classifyRecording(result, this.#listener);
    return result;
  }
}
