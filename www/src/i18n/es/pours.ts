/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, list, percent } from '../format.ts';
import type { HomeMessages } from '../messages.ts';

/** Agrees with “agua”. */
const words: Record<Verdict, string> = {
  hot: 'caliente',
  cold: 'fría',
  unsure: 'dudosa',
  'not-pouring': 'no se oye',
};

const numbers = ['dos', 'tres', 'cuatro'];
const ordinals = ['primera', 'segunda', 'tercera', 'cuarta'];

export const pours: HomeMessages['pours'] = {
  /** Name of the list, for screen readers. */
  list: 'Cada vez que se vierte agua',
  /** Beside the verdict. */
  likelyHot: (probability) => `caliente al ${percent(probability)}`,
  likelyCold: (probability) => `fría al ${percent(probability)}`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts) =>
    `Se oye verter agua ${numbers[verdicts.length - 2]} veces: ${verdicts.map((verdict, i) => `la ${ordinals[i]}, ${words[verdict]}`).join('; ')}.`,
  /** Of five or more pours. */
  counted: (total, counts) =>
    `Se oye verter agua ${count(total)} veces: ${list(counts.map(([verdict, number]) => `${words[verdict]} en ${count(number)}`))}.`,
  compressed:
    'Esta grabación está demasiado comprimida para saberlo. Usa el archivo original, o toca «Escuchar» y vierte agua otra vez.',
};
