/** Where the words link to, the same in every language. */
export const CC_BY_SA = 'https://creativecommons.org/licenses/by-sa/2.0/';
export const RECORDINGS = 'https://github.com/cjjeakle/ml-hot-or-cold';
export const ESC_10 = 'https://github.com/karolpiczak/ESC-10';
export const ESC_50 = 'https://github.com/karolpiczak/ESC-50';
export const MINNAERT = 'https://doi.org/10.1080/14786443309462277';
export const BI = 'https://arxiv.org/abs/2403.14740';
export const AGRAWAL = 'https://escholarship.org/uc/item/5628h7x6';
