/** What the guide leans on. Titles are in no language but their own. */
import { AGRAWAL, BI, MINNAERT } from './addresses.ts';

interface Reference {
  authors: string;
  /** There are more authors than the one that is named. */
  andOthers?: true;
  work: string;
}

export const REFERENCES: readonly Reference[] = [
  {
    authors: 'M. Minnaert',
    work: `[On musical air-bubbles and the sounds of running water](${MINNAERT}). Philosophical Magazine, 1933.`,
  },
  {
    authors: 'X. Bi, D. Su, Q. Zhou',
    work: `[Why do hot and cold water sound different when poured?](${BI}) arXiv 2403.14740, 2024.`,
  },
  {
    authors: 'H. Peng, J. D. Reiss',
    work: 'Why can you hear a difference between pouring hot and cold water? An investigation of temperature dependence in psychoacoustics. 145th Convention of the Audio Engineering Society, 2018.',
  },
  {
    authors: 'T. Agrawal',
    andOthers: true,
    work: `[Hearing water temperature](${AGRAWAL}). Proceedings of the Cognitive Science Society, 2020.`,
  },
];
