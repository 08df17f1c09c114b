/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, percent } from '../format.ts';
import type { HomeMessages } from '../messages.ts';

const words: Record<Verdict, string> = {
  hot: 'heiß',
  cold: 'kalt',
  unsure: 'unsicher',
  'not-pouring': 'kein Wasser gehört',
};

const times = ['Zweimal', 'Dreimal', 'Viermal'];

export const pours: HomeMessages['pours'] = {
  /** Name of the list, for screen readers. */
  list: 'Jedes Einschenken einzeln',
  /** Beside the verdict. */
  likelyHot: (probability) => `zu ${percent(probability)} heiß`,
  likelyCold: (probability) => `zu ${percent(probability)} kalt`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts) =>
    `${times[verdicts.length - 2]} eingeschenkt: ${verdicts.map((verdict, i) => `${i === 0 ? 'erst' : 'dann'} ${words[verdict]}`).join(', ')}.`,
  /** Of five or more pours. */
  counted: (total, counts) =>
    `${count(total)}-mal eingeschenkt: ${counts.map(([verdict, number]) => `${count(number)}-mal ${words[verdict]}`).join(', ')}.`,
  compressed:
    'Diese Aufnahme ist zu stark komprimiert, um sie zu beurteilen. Nimm die Originaldatei, oder tipp auf „Zuhören“ und schenk noch mal ein.',
};
