/** Stored results: reload, remove, undo, and storage failures. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sidecar from '../../model/hot-or-cold.json' with { type: 'json' };
import { actions, home, pages } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { synthesisedPour, test as withMicrophone } from './microphone.ts';
import { readStore } from './read-store.ts';
import { navigationLink } from './routes.ts';
import { expect, Site, test } from './site.ts';
import { toneFile } from './wav-files.ts';

const { history, batch, results, undo, confirm } = home;

const POUR = { fahrenheit: 40, seconds: 6, seed: 1 };

const historyBar = (page: Page) => page.getByTestId('history');
const expectSavedCount = (page: Page, count: number) =>
  expect(historyBar(page)).toContainText(count === 1 ? '1 result saved' : `${count} results saved`);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const label = (page: Page, name: keyof typeof history.labels) =>
  page.getByRole('group', { name: /really was/ }).getByRole('button', {
    name: history.labels[name],
    exact: true,
  });

/** Waits until the database holds exactly these results, each as `name label`. */
async function expectStored(page: Page, ...expected: string[]) {
  type StoredResult = { name: string; label?: string; removed?: number };
  const names = async () =>
    (await readStore<StoredResult>(page, 'results'))
      .filter(({ removed }) => removed === undefined)
      .map(({ name, label }) => `${name} ${label ?? ''}`.trim())
      .toSorted();
  await expect.poll(names).toEqual(expected);
}

async function reload(site: Site, cards: number) {
  await site.page.reload();
  await expect(site.cards).toHaveCount(cards);
}

async function choosePours(site: Site, scratch: (name: string) => string, ...names: string[]) {
  for (const name of names) await site.choose(await synthesise(scratch(name), POUR));
  const outcomes = await site.outcomes(names.length);
  await expectSavedCount(site.page, names.length);
  return outcomes;
}

/** Opens the page's database. */
function openDatabase(page: Page) {
  return page.evaluateHandle(
    () =>
      new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('hot-or-cold');
        request.onsuccess = () => resolve(request.result);
      }),
  );
}

/** Changes stored values, as another version of the page could have. */
async function patchStore(page: Page, store: string, fields: object) {
  return (await openDatabase(page)).evaluate(
    (database, [name, changes]) =>
      new Promise<void>((resolve) => {
        const transaction = database.transaction(name, 'readwrite');
        const values = transaction.objectStore(name);
        values.openCursor().onsuccess = ({ target }) => {
          const { result: cursor } = target as IDBRequest<IDBCursorWithValue | null>;
          if (cursor) cursor.update({ ...cursor.value, ...changes });
        };
        transaction.oncomplete = () => {
          database.close();
          resolve();
        };
      }),
    [store, fields] as const,
  );
}

test('a result is restored with its audio and spectrogram after a reload', async ({
  site,
  page,
  scratch,
}) => {
  const outcomes = await choosePours(site, scratch, 'pour.wav');
  const pixels = () =>
    site.cards
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL('image/png'));
  const picture = await pixels();
  await reload(site, 1);
  expect(await site.outcomes(1)).toEqual(outcomes);
  expect(await site.play()).toBeCloseTo(6, 1);
  expect(await pixels()).toBe(picture);
  await expectSavedCount(page, 1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: results.downloadNamed('pour.wav') }).click();
  const saved = readFileSync(await (await download).path());
  expect(saved.equals(readFileSync(scratch('pour.wav')))).toBe(true);
});

test('a result stored without pours is restored', async ({ site, page, scratch }) => {
  const outcomes = await choosePours(site, scratch, 'pour.wav');
  type Stored = { answer: { pours?: unknown } };
  const [stored] = await readStore<Stored>(page, 'results');
  const { pours: _, ...answer } = stored?.answer ?? {};
  await patchStore(page, 'results', { answer });
  await reload(site, 1);
  expect(await site.outcomes(1)).toEqual(outcomes);
  await expect(site.cards).not.toHaveAttribute('data-pours');
  await expect(site.cards.getByTestId('timeline').locator('[data-part=pour]')).not.toHaveCount(0);
});

test('an example is not stored', async ({ site, page, scratch }) => {
  await site.examples.first().click();
  await site.outcomes(1);
  // Results are stored in order, so the example would be stored before this one.
  await site.choose(await synthesise(scratch('own.wav'), POUR));
  await site.outcomes(2);
  await expectStored(page, 'own.wav');
  await reload(site, 1);
  await expect(site.card('own.wav')).toBeVisible();
});

test('a label is stored, shown after a reload and exported', async ({ site, page, scratch }) => {
  await choosePours(site, scratch, 'a.wav', 'b.wav');
  await site.openCards();
  await label(page, 'hot').first().focus();
  await page.keyboard.press('Enter');
  await expect(label(page, 'hot').first()).toHaveAttribute('aria-pressed', 'true');
  await label(page, 'cold').last().click();
  await expectStored(page, 'a.wav cold', 'b.wav hot');
  await expect(page.getByTestId('agreement')).toHaveText(actions.agreement(2, 1));
  await label(page, 'cold').last().click();
  await expect(label(page, 'cold').last()).toHaveAttribute('aria-pressed', 'false');
  await expectStored(page, 'a.wav', 'b.wav hot');
  await reload(site, 2);
  await site.openCards();
  await expect(label(page, 'hot').first()).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('tbody tr').first().locator('td').last()).toHaveText('Hot');
  const download = page.waitForEvent('download');
  await page.getByText(home.summary.export, { exact: true }).click();
  await button(page, home.summary.exportJson).click();
  const { recordings } = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(recordings.map((line: { label: string }) => line.label)).toEqual(['hot', null]);
});

test('a removed result is deleted, and Undo restores it', async ({ site, page, scratch }) => {
  await choosePours(site, scratch, 'a.wav', 'b.wav');
  await button(page, results.removeNamed('a.wav')).click();
  await expect(page.getByText(history.removed('a.wav'), { exact: true })).toBeVisible();
  await expectSavedCount(page, 1);
  await expectStored(page, 'b.wav');
  await button(page, undo.button).focus();
  await page.keyboard.press('Enter');
  await expect(button(page, results.removeNamed('a.wav'))).toBeFocused();
  await expect(site.cards).toHaveCount(2);
  await expectSavedCount(page, 2);
  await expectStored(page, 'a.wav', 'b.wav');
  await reload(site, 2);
  await button(page, results.removeNamed('a.wav')).click();
  await expectSavedCount(page, 1);
  await expectStored(page, 'b.wav');
  await reload(site, 1);
  await expect(site.card('b.wav')).toBeVisible();
});

test('Undo on another page moves the focus to its heading', async ({ site, page }) => {
  await site.choose(toneFile('a.wav', 3));
  await site.outcomes(1);
  await button(page, results.removeNamed('a.wav')).click();
  await navigationLink(page, pages.names.quiz).click();
  await button(page, undo.button).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(site.card('a.wav')).toBeVisible();
});

test('the Undo bar for a long name leaves most of a low window free', async ({ site, page }) => {
  // 1280 × 1024 at 400%.
  await page.setViewportSize({ width: 320, height: 256 });
  const name = `${'a long name '.repeat(10)}.wav`;
  await site.choose(toneFile(name, 3));
  await site.outcomes(1);
  await button(page, results.removeNamed(name)).click();
  await expect(button(page, undo.button)).toBeInViewport({ ratio: 1 });
  const bar = await page.getByRole('region', { name: undo.heading }).boundingBox();
  expect(bar?.height).toBeLessThan(128);
});

test('deleting all results asks for confirmation', async ({ site, page, scratch }) => {
  await choosePours(site, scratch, 'a.wav', 'b.wav');
  await button(page, batch.deleteAll).click();
  const dialog = page.getByRole('dialog', { name: history.confirmDeleteAll(2) });
  await expect(dialog).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(site.cards).toHaveCount(2);
  await button(page, batch.deleteAll).click();
  await dialog.getByRole('button', { name: confirm.cancel }).click();
  await expect(site.cards).toHaveCount(2);
  await button(page, batch.deleteAll).click();
  await dialog.getByRole('button', { name: batch.deleteAll }).click();
  await expect(site.cards).toHaveCount(0);
  await expectStored(page);
  await reload(site, 0);
});

test('saving can be switched off, and saved results deleted', async ({ site, page, scratch }) => {
  await choosePours(site, scratch, 'a.wav');
  await page.getByLabel(history.save).uncheck();
  await site.choose(await synthesise(scratch('b.wav'), POUR));
  await site.outcomes(2);
  await expectSavedCount(page, 1);
  await button(page, history.deleteSaved).click();
  await page.getByRole('dialog').getByRole('button', { name: history.deleteSaved }).click();
  await expect(historyBar(page)).not.toContainText(/saved on this device only/);
  await expect(site.cards).toHaveCount(2);
  await expectStored(page);
  await reload(site, 0);
  await site.choose(scratch('a.wav'));
  await site.outcomes(1);
  await expect(page.getByLabel(history.save)).not.toBeChecked();
});

test('a full device shows one message', async ({ site, page, scratch }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.reload();
  await site.choose(await synthesise(scratch('pour.wav'), POUR));
  await site.outcomes(1);
  await expect(historyBar(page).getByRole('alert')).toHaveText(history.problems.full);
  expect(await site.play()).toBeCloseTo(6, 1);
});

for (const [problem, breaking] of [
  ['absent', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
  [
    'forbidden',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'SecurityError');
      };
    },
  ],
] as const) {
  test(`the first result shows one message when IndexedDB is ${problem}`, async ({
    site,
    page,
    scratch,
  }) => {
    await page.addInitScript(breaking);
    await page.reload();
    await expect(site.input).toBeAttached();
    await expect(historyBar(page)).toHaveCount(0);
    await site.choose(await synthesise(scratch('pour.wav'), POUR));
    await site.outcomes(1);
    await expect(historyBar(page).getByRole('alert')).toHaveText(history.problems.absent);
    expect(await site.play()).toBeCloseTo(6, 1);
    await button(page, results.removeNamed('pour.wav')).click();
    await button(page, undo.button).click();
    await site.outcomes(1);
  });
}

test('results of two tabs are all restored', async ({ site, page, context, scratch }) => {
  await choosePours(site, scratch, 'a.wav');
  const other = new Site(await context.newPage());
  await other.open('./');
  await expect(other.cards).toHaveCount(1);
  await other.choose(await synthesise(scratch('b.wav'), POUR));
  await other.outcomes(2);
  await expectSavedCount(other.page, 2);
  await site.choose(await synthesise(scratch('c.wav'), POUR));
  await site.outcomes(2);
  await expectSavedCount(page, 2);
  await reload(site, 3);
  const names = (await site.outcomes(3)).map(({ file }) => file);
  expect(names).toEqual(['c.wav', 'b.wav', 'a.wav']);
});

test('an older page shows a message when a newer one has upgraded the database', async ({
  site,
  page,
  context,
  guard,
  scratch,
}) => {
  // For a plain text file the browser requests a missing favicon.
  guard.allow(/404/);
  await choosePours(site, scratch, 'a.wav');
  const other = await context.newPage();
  await other.goto('./licences.md');
  await other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('hot-or-cold', 1000);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  await expect(historyBar(page).getByRole('alert')).toHaveText(history.problems.outdated);
  await site.choose(await synthesise(scratch('b.wav'), POUR));
  await site.outcomes(2);
  await page.reload();
  await expect(historyBar(page).getByRole('alert')).toHaveText(history.problems.newer);
  await site.choose(scratch('b.wav'));
  await site.outcomes(1);
});

test('a damaged record is skipped with one message', async ({ site, page, scratch }) => {
  await choosePours(site, scratch, 'a.wav');
  await patchStore(page, 'results', { answer: { verdict: 'tepid' } });
  await reload(site, 0);
  await expect(historyBar(page).getByRole('alert')).toHaveText(history.unreadable(1));
});

test('a result of another model is marked, and can be classified again', async ({
  site,
  page,
  scratch,
}) => {
  const [original] = await choosePours(site, scratch, 'a.wav');
  const model = { version: '0.0.1', sha256: 'old' };
  await patchStore(page, 'results', { model, app: '9.9.9', tomorrow: 1 });
  await reload(site, 1);
  await expect(site.cards).toContainText(history.otherModel('0.0.1'));
  await button(page, history.recheckNamed('a.wav')).click();
  await expect(site.cards).not.toContainText(history.otherModel('0.0.1'));
  expect((await site.outcomes(1))[0]).toEqual(original);
  await expect
    .poll(() => readStore(page, 'results'))
    .toMatchObject([{ model: { version: sidecar.version } }]);
  await reload(site, 1);
  await expect(site.cards).not.toContainText(history.otherModel('0.0.1'));
  expect(sidecar.version).not.toBe('0.0.1');
});

test('a card without stored audio shows a message in place of the player', async ({
  site,
  page,
  scratch,
}) => {
  await choosePours(site, scratch, 'a.wav');
  const database = await openDatabase(page);
  await database.evaluate(
    (opened) =>
      new Promise<void>((resolve) => {
        const transaction = opened.transaction('recordings', 'readwrite');
        transaction.objectStore('recordings').clear();
        transaction.oncomplete = () => resolve();
      }),
  );
  await reload(site, 1);
  await expect(site.cards).toContainText(history.audioNotSaved);
  await expect(site.cards.locator('canvas')).toBeVisible();
  await expect(site.cards.locator('audio')).toHaveCount(0);
});

test('of 400 restored results only open ones near the viewport are drawn', async ({
  site,
  page,
  scratch,
}) => {
  await choosePours(site, scratch, 'a.wav');
  const database = await openDatabase(page);
  await database.evaluate(
    (opened) =>
      new Promise<void>((resolve) => {
        const transaction = opened.transaction(['results', 'pictures'], 'readwrite');
        for (const name of ['results', 'pictures']) {
          const values = transaction.objectStore(name);
          values.getAll().onsuccess = ({ target }) => {
            const [value] = (target as IDBRequest).result;
            for (let i = 1; i < 400; i++) values.put({ ...value, id: `copy-${i}` });
          };
        }
        transaction.oncomplete = () => resolve();
      }),
  );
  await reload(site, 400);
  await expect(site.cards.locator('canvas, audio')).toHaveCount(0);
  await site.openCards();
  await expect(site.cards.first().locator('canvas')).toHaveCount(1);
  expect(await site.cards.locator('canvas').count()).toBeLessThan(20);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violations with stored results, ${colorScheme}`, async ({
    site,
    page,
    scratch,
  }) => {
    await page.emulateMedia({ colorScheme });
    await choosePours(site, scratch, 'a.wav', 'b.wav');
    await patchStore(page, 'results', { model: { version: '0.0.1', sha256: 'old' } });
    await reload(site, 2);
    await site.openCards();
    await label(page, 'cold').first().click();
    await button(page, results.removeNamed('b.wav')).click();
    await expect(button(page, undo.button)).toBeVisible();
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(passes.length).toBeGreaterThan(20);
  });
}

withMicrophone(
  'a live recording is restored after a reload',
  async ({ openWithMicrophone, scratch }) => {
    const {
      site,
      page,
      panel,
      button: record,
    } = await openWithMicrophone(await synthesisedPour(scratch('p.wav')));
    await record.click();
    await expect(panel).toHaveAttribute('data-phase', 'listening');
    await page.waitForTimeout(3000);
    if ((await panel.getAttribute('data-phase')) !== 'idle') await record.click();
    const outcomes = await site.outcomes(1);
    await expectSavedCount(page, 1);
    await reload(site, 1);
    expect(await site.outcomes(1)).toEqual(outcomes);
    expect(await site.play()).toBeGreaterThan(0.5);
  },
);
