import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { results } from './paths.ts';

const minute = 60_000;

export default defineConfig({
  testDir: '.',
  outputDir: join(results, 'output'),
  timeout: 15 * minute,
  // Parallel tests would disturb the timing.
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
  },
});
