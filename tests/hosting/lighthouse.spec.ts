/** `npm run lighthouse`: four scores, as a phone would have them, of the site as nginx serves it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { overTls } from './server-kinds.ts';
import { running } from './use-server.ts';

/** Not among the packages, of which each is fetched for every build: nothing else needs it. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 3;
const LEAST = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

const server = running(overTls('nginx'));

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the braces what a test needs
test('Lighthouse’s scores', async ({}, testInfo) => {
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
  const scores = Object.keys(LEAST).map((category) => {
    const all = reports.map((report) =>
      Math.round((report.categories[category]?.score ?? 0) * 100),
    );
    return { category, all, median: all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0 };
  });
  for (const { category, all, median } of scores) console.log(`${category}: ${median} (${all})`);
  for (const line of new Set(reports.flatMap(short))) console.log(line);
  for (const { category, median } of scores) {
    expect.soft(median, category).toBeGreaterThanOrEqual(LEAST[category as keyof typeof LEAST]);
  }
});

/** What a report holds against the page. */
function short({ categories, audits }: Report): string[] {
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .map(({ id, weight }) => ({ weight, ...audits[id] }))
      .filter(({ weight, score }) => weight > 0 && typeof score === 'number' && score < 0.9)
      .map(({ title, displayValue }) => `  – ${title} ${displayValue ?? ''}`),
  );
}
