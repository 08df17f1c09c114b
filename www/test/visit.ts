/** A visit of the page with its history, for tests. */
import { vi } from 'vitest';
import { DatabaseConnection } from '../src/history/database.ts';
import { DeleteWithUndo } from '../src/history/delete-with-undo.ts';
import { History } from '../src/history/history.ts';
import { type Result, Results, type Source } from '../src/results/results.ts';
import { Undo } from '../src/ui/undo.ts';
import { makeClassification } from './fixtures.ts';

export async function visit() {
  const results = new Results();
  const connection = new DatabaseConnection();
  const history = new History(results, connection);
  await history.start();
  const undo = new Undo({ announce: () => undefined });
  const reclassify = vi.fn();
  const deletion = new DeleteWithUndo(results, history, { reclassify }, undo);
  const add = async (source: Source, state: Result['state']['value']) => {
    const [result] = results.add([source]);
    if (!result) throw new Error('no result');
    result.recording.value = await source.load(new AbortController().signal);
    result.state.value = state;
    await history.whenSaved();
    return result;
  };
  const names = () => results.list.value.map(({ source }) => source.name);
  return { results, connection, history, undo, reclassify, deletion, add, names };
}

export const file = (name = 'a.wav', text = 'sound') =>
  new File([text], name, { type: 'audio/wav' });
export const classified = (changes = {}) =>
  ({ phase: 'classified', classification: makeClassification(changes) }) as const;
