/** Messages about the pours of a recording. */
import type { Verdict } from '../../classify/classification.ts';
import { count, percent } from '../format.ts';
import type { HomeMessages } from '../messages.ts';

const words: Record<Verdict, string> = {
  hot: 'chaud',
  cold: 'froid',
  unsure: 'incertain',
  'not-pouring': 'rien',
};

const numbers = ['deux', 'trois', 'quatre'];
const ordinals = ['première', 'deuxième', 'troisième', 'quatrième'];

export const pours: HomeMessages['pours'] = {
  /** Name of the list, for screen readers. */
  list: 'Chaque fois que l’on verse',
  /** Beside the verdict. */
  likelyHot: (probability) => `chaud à ${percent(probability)}`,
  likelyCold: (probability) => `froid à ${percent(probability)}`,
  /** Of two to four pours, the verdict of each. */
  listed: (verdicts) =>
    `On entend verser ${numbers[verdicts.length - 2]} fois : ${verdicts.map((verdict, i) => `${words[verdict]} la ${ordinals[i]}${i === 0 ? ' fois' : ''}`).join(', ')}.`,
  /** Of five or more pours. */
  counted: (total, counts) =>
    `On entend verser ${count(total)} fois : ${counts.map(([verdict, number]) => `${count(number)} fois ${words[verdict]}`).join(', ')}.`,
  compressed:
    'Cet enregistrement est trop compressé pour en juger. Utilisez le fichier d’origine, ou touchez « Écouter » et versez de nouveau.',
};
