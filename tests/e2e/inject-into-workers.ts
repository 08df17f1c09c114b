/** Runs test code in the page's workers, so that the site ships no test hooks. */
import type { Page } from '@playwright/test';

export const CLASSIFIER_WORKER = /classifier\.worker-.*\.js$/;
export const LIVE_WORKER = /live\.worker-.*\.js$/;
export const DECODER_WORKER = /decoder\.worker-.*\.js$/;

/** Prepends `code` to the scripts of the first `maxWorkers` workers that match `which`. */
export async function injectIntoWorkers(
  page: Page,
  which: RegExp,
  code: string,
  maxWorkers = Number.POSITIVE_INFINITY,
) {
  let started = 0;
  await page.route(which, async (route) => {
    started += 1;
    if (started > maxWorkers) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
  return { started: () => started };
}
