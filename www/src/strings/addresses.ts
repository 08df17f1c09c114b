/** Where the words link to, the same in every language. */
export const CC_BY_SA = 'https://creativecommons.org/licenses/by-sa/2.0/';
export const RECORDINGS = 'https://github.com/cjjeakle/ml-hot-or-cold';
export const ESC_10 = 'https://github.com/karolpiczak/ESC-10';
export const ESC_50 = 'https://github.com/karolpiczak/ESC-50';
