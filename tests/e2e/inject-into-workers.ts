/** Spoils the page's workers before their real script runs, so that nothing of this ships. */
import type { Page } from '@playwright/test';

export const CLASSIFIER_WORKER = /classifier\.worker-.*\.js$/;
export const LIVE_WORKER = /live\.worker-.*\.js$/;

/** The first `most` of them; the later ones are left as they are. */
export async function spoilWorkers(
  page: Page,
  which: RegExp,
  spoil: string,
  most = Number.POSITIVE_INFINITY,
) {
  let started = 0;
  await page.route(which, async (route) => {
    started += 1;
    if (started > most) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, body: `${spoil}\n${await response.text()}` });
  });
  return { started: () => started };
}
