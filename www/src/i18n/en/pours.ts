/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, percent } from '../format.ts';

const words: Record<Verdict, string> = {
  hot: 'hot',
  cold: 'cold',
  unsure: 'unsure',
  'not-pouring': 'no pour heard',
};

const numbers = ['Two', 'Three', 'Four'];
const ordinals = ['first', 'second', 'third', 'fourth'];

export const pours = {
  /** Name of the list, for screen readers. */
  list: 'Pours',
  /** Beside the verdict. */
  likelyHot: (probability: number) => `${percent(probability)} likely hot`,
  likelyCold: (probability: number) => `${percent(probability)} likely cold`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts: readonly Verdict[]) =>
    `${numbers[verdicts.length - 2]} pours: ${verdicts.map((verdict, i) => `the ${ordinals[i]} ${words[verdict]}`).join(', ')}.`,
  /** Of five or more pours. */
  counted: (total: number, counts: readonly [Verdict, number][]) =>
    `${count(total)} pours: ${counts.map(([verdict, number]) => `${count(number)} ${words[verdict]}`).join(', ')}.`,
  compressed:
    'This recording was squeezed too hard to tell. Use the original file, or tap Listen and pour again.',
};
