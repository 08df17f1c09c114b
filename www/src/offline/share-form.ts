/** What other apps share comes as a form, to this address and under this name. */

export const SHARE_TARGET = 'share-target';
export const SHARED_FILES = 'recordings';
