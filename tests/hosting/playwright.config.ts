import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { repository } from '../e2e/paths.ts';
import { printSkipReasons } from './server-kinds.ts';

// Worker processes load this file too, and would repeat the lines.
if (process.env.TEST_WORKER_INDEX === undefined) printSkipReasons();

const minute = 60_000;

export default defineConfig({
  testDir: '.',
  outputDir: join(repository, 'target/hosting/output'),
  timeout: 3 * minute,
  expect: { timeout: 30_000 },
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: chromiumPath(),
      // The certificate is self-signed; `ignoreHTTPSErrors` does not cover service workers.
      args: [...chromiumArguments, '--ignore-certificate-errors'],
    },
  },
  projects: [
    { name: 'hosting', testIgnore: 'lighthouse.spec.ts' },
    { name: 'lighthouse', testMatch: 'lighthouse.spec.ts', timeout: 10 * minute },
  ],
});
