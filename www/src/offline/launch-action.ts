/** The action that a launch URL asks for, by a shortcut or after a share. */

/** URL of the share target, relative to the app, and the form field of its files. */
export const SHARE_TARGET = 'share-target';
export const SHARED_FILES = 'recordings';

const LAUNCH_ACTIONS = ['listen', 'choose', 'shared', 'share-failed'] as const;

export type LaunchAction = (typeof LAUNCH_ACTIONS)[number];

/** Name of the query parameter. The hash belongs to the router. */
const PARAMETER = 'do';

export function parseLaunchAction(url: string): LaunchAction | undefined {
  const value = new URL(url).searchParams.get(PARAMETER);
  return LAUNCH_ACTIONS.find((action) => action === value);
}

export function urlWithLaunchAction(action: LaunchAction, scope: string): string {
  const url = new URL(scope);
  url.searchParams.set(PARAMETER, action);
  return url.href;
}

/** Removes the action, so that a reload or a bookmark does not repeat it. */
export function urlWithoutLaunchAction(launchUrl: string): string {
  const url = new URL(launchUrl);
  url.searchParams.delete(PARAMETER);
  return url.href;
}
