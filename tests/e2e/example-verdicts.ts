/** Checks the model's verdict on every pour that a build offers. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { MAY_BE_UNSURE_F } from '../../www/build/wrong-verdicts.js';
import { quiz } from '../../www/src/i18n/index.ts';
import { exampleRecordings, repository } from './paths.ts';
import { expect, type Site } from './site.ts';

const { labels } = JSON.parse(readFileSync(resolve(repository, 'model/hot-or-cold.json'), 'utf8'));

interface Verdict {
  pour: string;
  fahrenheit?: number;
  truth: string | null;
  verdict: string | null | undefined;
}

/**
 * Checks the four examples, the guide's comparison and some rounds of the quiz. Returns how often
 * the quiz played each temperature in °F.
 */
export async function expectRightVerdicts(
  site: Site,
  { rounds }: { rounds: number },
): Promise<Record<string, number>> {
  const mayBeUnsure = exampleRecordings === undefined ? [] : MAY_BE_UNSURE_F;
  const played: Record<string, number> = {};
  const verdicts = [...(await exampleVerdicts(site)), ...(await comparisonVerdicts(site))];
  await site.open('./#/quiz');
  for (let round = 0; round < rounds; round++) {
    for (const { fahrenheit, ...verdict } of await playRound(site.page)) {
      verdicts.push({
        ...verdict,
        pour: `quiz: ${fahrenheit} °F`,
        fahrenheit: Number(fahrenheit),
      });
      played[fahrenheit] = (played[fahrenheit] ?? 0) + 1;
    }
    await site.page.getByTestId('again').click();
  }
  const wrong = verdicts
    .filter(({ truth, verdict, fahrenheit }) => {
      const isAllowed = verdict === 'unsure' && mayBeUnsure.includes(fahrenheit ?? Number.NaN);
      return verdict !== truth && !isAllowed;
    })
    .map(({ pour, truth, verdict }) => `${pour} is ${truth}, the model says ${verdict}`);
  // The quiz repeats its examples in each round.
  expect([...new Set(wrong)]).toEqual([]);
  return played;
}

async function exampleVerdicts(site: Site): Promise<Verdict[]> {
  await expect(site.examples).toHaveCount(4);
  for (const example of await site.examples.all()) await example.click();
  return (await site.outcomes(4)).map(({ file, verdict }) => {
    const fahrenheit = Number(/(\d+)f\.\w+$/.exec(file ?? '')?.[1]);
    expect(fahrenheit <= labels.cold_max_f || fahrenheit >= labels.hot_min_f).toBe(true);
    const truth = fahrenheit >= labels.hot_min_f ? 'hot' : 'cold';
    return { pour: `${file}`, fahrenheit, truth, verdict };
  });
}

async function comparisonVerdicts({ page }: Site): Promise<Verdict[]> {
  await page.goto('./#/guide/compare');
  const verdicts: Verdict[] = [];
  for (const truth of ['cold', 'hot']) {
    const verdict = page.getByTestId(`side-${truth}`).getByTestId('model-says');
    await expect(verdict).toHaveAttribute('data-verdict', /./);
    verdicts.push({
      pour: `comparison: ${truth}`,
      truth,
      verdict: await verdict.getAttribute('data-verdict'),
    });
  }
  return verdicts;
}

/** Guesses every pour of a round. */
async function playRound(page: Page) {
  const question = page.getByTestId('question');
  const modelVerdict = page.getByTestId('model-says');
  const played: { fahrenheit: string; truth: string | null; verdict: string | null }[] = [];
  while ((await page.getByTestId('score').count()) === 0) {
    await page.getByRole('button', { name: quiz.play }).click();
    await page.getByTestId('guess-hot').click();
    await expect(modelVerdict).toHaveAttribute('data-verdict', /./);
    played.push({
      fahrenheit: /(\d+)\s°F/.exec((await question.textContent()) ?? '')?.[1] ?? '',
      truth: await question.getAttribute('data-truth'),
      verdict: await modelVerdict.getAttribute('data-verdict'),
    });
    await page.getByTestId('next').click();
  }
  return played;
}
