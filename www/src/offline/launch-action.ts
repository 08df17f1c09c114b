/** Why the page was opened, where its address says so: by a shortcut, or after something was shared. */

const LAUNCH_ACTIONS = ['listen', 'choose', 'shared', 'share-failed'] as const;

export type LaunchAction = (typeof LAUNCH_ACTIONS)[number];

/** In the query, since the hash is the router's. */
const PARAMETER = 'do';

export function parseLaunchAction(address: string): LaunchAction | undefined {
  const given = new URL(address).searchParams.get(PARAMETER);
  return LAUNCH_ACTIONS.find((errand) => errand === given);
}

export function urlWithLaunchAction(errand: LaunchAction, scope: string): string {
  const address = new URL(scope);
  address.searchParams.set(PARAMETER, errand);
  return address.href;
}

/** As a person may keep or pass it on: the errand is done once. */
export function urlWithoutLaunchAction(given: string): string {
  const address = new URL(given);
  address.searchParams.delete(PARAMETER);
  return address.href;
}

/** What other apps share comes as a form, to this address and under this name. */
export const SHARE_TARGET = 'share-target';
export const SHARED_FILES = 'recordings';
