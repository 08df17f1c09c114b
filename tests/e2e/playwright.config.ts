import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import { freePort } from './free-port.ts';
import { baseline, output, repository, synthesisedPath, synthesisedSite } from './paths.ts';
import { sayWhatIsSkipped } from './skip-reasons.ts';

// Worker processes load this file too; one line is enough.
if (process.env.TEST_WORKER_INDEX === undefined) sayWhatIsSkipped();

// Worker processes load this file again and must find the same ports.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_SYNTHESISED_PORT ??= String(await freePort());
const site = `http://127.0.0.1:${process.env.E2E_PORT}/`;
const synthesised = `http://127.0.0.1:${process.env.E2E_SYNTHESISED_PORT}${synthesisedPath}`;

const SYNTHESISED_EXAMPLES = 'synthesised-examples.spec.ts';
/** No picture of a recording may be committed, and not everybody has them. */
const VISUAL = 'visual.spec.ts';
const OFFLINE = 'offline*.spec.ts';
const BUILDS = 'builds.setup.ts';
const IMAGES = 'images.spec.ts';
/** What takes gigabytes of memory, or is timed. */
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
      // In units of YIQ: a step of a few in 256 in one colour is seen.
      threshold: 0.03,
      maxDiffPixels: 30,
    },
  },
  // A baseline is accepted by someone who looked at it: npm run screenshots:accept.
  updateSnapshots: 'none',
  globalSetup: './visual/rendering.ts',
  // The pages compute: more at once than cores only makes each slower.
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: site,
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
    screenshot: 'only-on-failure',
    // A worker answers before Playwright's routes do, and what it holds is fetched in the background:
    // these tests are of the page. Those of the worker, offline*.spec.ts, have browsers of their own.
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
        // It stands at the foot of the page, of which there are pictures.
        SOURCE_COMMIT: '0123456789',
      },
      cwd: repository,
    },
  ],
});
