import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import { freePort } from './free-port.ts';
import { baseline, output, repository, synthesisedPath, synthesisedSite } from './paths.ts';
import { printSkipReasons } from './skip-reasons.ts';

// Worker processes load this file too, and would repeat the lines.
if (process.env.TEST_WORKER_INDEX === undefined) printSkipReasons();

// Worker processes load this file again, and need the same ports.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_SYNTHESISED_PORT ??= String(await freePort());
const site = `http://127.0.0.1:${process.env.E2E_PORT}/`;
const synthesised = `http://127.0.0.1:${process.env.E2E_SYNTHESISED_PORT}${synthesisedPath}`;

const SYNTHESISED_EXAMPLES = 'synthesised-examples.spec.ts';
/** Runs on synthesised examples: no screenshot of a recording may be committed. */
const VISUAL = 'visual.spec.ts';
const OFFLINE = 'offline*.spec.ts';
const BUILDS = 'builds.setup.ts';
const IMAGES = 'images*.spec.ts';
/** Tests that are timed or need gigabytes of memory; they run last, one at a time. */
const PERFORMANCE = 'performance-*.spec.ts';
const minute = 60_000;

export default defineConfig({
  testDir: '.',
  outputDir: output,
  timeout: 2 * minute,
  expect: {
    timeout: 30_000,
    toHaveScreenshot: {
      pathTemplate: `${baseline}/{arg}{ext}`,
      // YIQ distance; small enough to notice a few steps of 256 in one colour.
      threshold: 0.03,
      maxDiffPixels: 30,
    },
  },
  // People review a new baseline: npm run screenshots:accept.
  updateSnapshots: 'none',
  globalSetup: './visual/rendering.ts',
  // The pages use every core that they get, so more workers would slow each other down.
  workers: 2,
  // A busy machine can outlast a wait. What fails twice is broken; the report lists the flaky ones.
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: site,
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
    screenshot: 'only-on-failure',
    // A service worker would answer before Playwright's routes. Only offline*.spec.ts test it, in
    // their own browsers.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'site',
      testIgnore: [SYNTHESISED_EXAMPLES, VISUAL, OFFLINE, BUILDS, IMAGES, PERFORMANCE],
    },
    {
      name: 'synthesised examples, on a subpath',
      testMatch: [SYNTHESISED_EXAMPLES, VISUAL, IMAGES],
      use: { baseURL: synthesised },
    },
    { name: 'builds', testMatch: BUILDS },
    { name: 'offline', testMatch: OFFLINE, dependencies: ['builds'] },
    {
      name: 'performance',
      testMatch: PERFORMANCE,
      workers: 1,
      dependencies: ['site', 'synthesised examples, on a subpath', 'offline'],
      timeout: 10 * minute,
    },
  ],
  webServer: [
    {
      command: 'npm run --silent serve',
      url: site,
      env: { PORT: process.env.E2E_PORT },
      cwd: repository,
    },
    {
      command:
        `npx vite build www --logLevel warn --outDir "${synthesisedSite}" && ` +
        `npx vite preview www --outDir "${synthesisedSite}" --base ${synthesisedPath}`,
      url: synthesised,
      env: {
        PORT: process.env.E2E_SYNTHESISED_PORT,
        HOT_OR_COLD_EXAMPLES: 'synthesised',
        // The footer shows it, so screenshots need a fixed value.
        SOURCE_COMMIT: '0123456789',
      },
      cwd: repository,
    },
  ],
});
