/** URLs and publications that the texts of all languages refer to. */
export const CC_BY_SA = 'https://creativecommons.org/licenses/by-sa/2.0/';
export const RECORDINGS = 'https://github.com/cjjeakle/ml-hot-or-cold';
export const ESC_10 = 'https://github.com/karolpiczak/ESC-10';
export const ESC_50 = 'https://github.com/karolpiczak/ESC-50';
export const SOUND_OF_WATER = 'https://arxiv.org/abs/2411.11222';
export const MINNAERT = 'https://doi.org/10.1080/14786443309462277';
export const BI = 'https://arxiv.org/abs/2403.14740';
export const AGRAWAL = 'https://escholarship.org/uc/item/5628h7x6';

/** A publication that the guide cites. Titles are not translated. */
interface Publication {
  authors: string;
  /** Whether to add "and others" to the named author. */
  andOthers?: true;
  work: string;
}

export const PUBLICATIONS: readonly Publication[] = [
  {
    authors: 'M. Minnaert',
    work:
      `[On musical air-bubbles and the sounds of running water](${MINNAERT}). ` +
      'Philosophical Magazine, 1933.',
  },
  {
    authors: 'X. Bi, D. Su, Q. Zhou',
    work: `[Why do hot and cold water sound different when poured?](${BI}) arXiv 2403.14740, 2024.`,
  },
  {
    authors: 'H. Peng, J. D. Reiss',
    work:
      'Why can you hear a difference between pouring hot and cold water? ' +
      'An investigation of temperature dependence in psychoacoustics. ' +
      '145th Convention of the Audio Engineering Society, 2018.',
  },
  {
    authors: 'T. Agrawal',
    andOthers: true,
    work:
      `[Hearing water temperature](${AGRAWAL}). ` +
      'Proceedings of the Cognitive Science Society, 2020.',
  },
];

/** Recording devices in the order of the guide. They are part of URLs such as #/guide/iphone. */
export const RECORDING_DEVICES = ['browser', 'iphone', 'android', 'windows', 'mac'] as const;

export type RecordingDevice = (typeof RECORDING_DEVICES)[number];
