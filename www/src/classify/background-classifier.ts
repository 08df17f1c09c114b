/**
 * Hears recordings that are the page's own, for the guide and the quiz: they come on no list, leave
 * no card and are not announced.
 */

import { type Result, Results, type Source } from '../results/results.ts';
import { type Listener, listenTo } from './classify-recording.ts';

const SILENT = { say: () => undefined };

export class Hearing {
  readonly #listener: Listener;
  readonly #heard = new WeakMap<Source, Result>();

  constructor(listener: Listener) {
    this.#listener = { ...listener, announcer: SILENT };
  }

  /** A source is heard once; one that failed is heard anew. */
  hear(source: Source): Result {
    const known = this.#heard.get(source);
    if (known !== undefined && known.state.peek().phase !== 'failed') return known;
    const [result] = new Results().add([source]);
    if (result === undefined) throw new Error('a list of one gave none back');
    this.#heard.set(source, result);
    void listenTo(result, this.#listener);
    return result;
  }
}
