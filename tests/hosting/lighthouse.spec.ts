/** Lighthouse's four scores for phones, of the site on nginx: `npm run lighthouse`. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { httpsServer } from './server-kinds.ts';
import { useServer } from './use-server.ts';

/** Not in package.json, since only this test needs it and each build installs every package. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 3;
const MIN_SCORES = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

const server = useServer(httpsServer('nginx'));

// biome-ignore lint/correctness/noEmptyPattern: Playwright parses the braces for fixtures
test('Lighthouse scores reach their minimum as medians of three runs', async ({}, testInfo) => {
  const reports = Array.from({ length: RUNS }, (_, run) => {
    const out = testInfo.outputPath(`report-${run + 1}.json`);
    const flags = ['--headless=new', '--ignore-certificate-errors', ...chromiumArguments];
    execFileSync(
      'npx',
      [
        '--yes',
        LIGHTHOUSE,
        `${server().https}/`,
        '--quiet',
        '--output=json',
        `--output-path=${out}`,
        `--chrome-flags=${flags.join(' ')}`,
      ],
      {
        env: { ...process.env, CHROME_PATH: chromiumPath() },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    return JSON.parse(readFileSync(out, 'utf8')) as Report;
  });
  const scores = Object.keys(MIN_SCORES).map((category) => {
    const all = reports.map((report) =>
      Math.round((report.categories[category]?.score ?? 0) * 100),
    );
    return { category, all, median: all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0 };
  });
  for (const { category, all, median } of scores) console.log(`${category}: ${median} (${all})`);
  for (const line of new Set(reports.flatMap(failedAudits))) console.log(line);
  for (const { category, median } of scores) {
    expect
      .soft(median, category)
      .toBeGreaterThanOrEqual(MIN_SCORES[category as keyof typeof MIN_SCORES]);
  }
});

/** Lists the audits that lower a score. */
function failedAudits({ categories, audits }: Report): string[] {
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .map(({ id, weight }) => ({ weight, ...audits[id] }))
      .filter(({ weight, score }) => weight > 0 && typeof score === 'number' && score < 0.9)
      .map(({ title, displayValue }) => `  – ${title} ${displayValue ?? ''}`),
  );
}
