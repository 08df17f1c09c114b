/**
 * Makes the icons, the link preview, the screenshots of the manifest and the sample in the empty
 * panel: `npm run images`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PREVIEW_IMAGE } from '../../www/build/link-preview.ts';
import { SCREENSHOTS } from '../../www/build/web-manifest.ts';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { repository } from './paths.ts';
import { expect, test } from './site.ts';

test.skip(!process.env.IMAGES, 'made on demand: npm run images');

const folder = resolve(repository, 'www/public');
const drop = /<path.*>/s.exec(
  readFileSync(resolve(repository, 'www/src/ui/favicon.svg'), 'utf8'),
)?.[0];
/** The background colour of tokens.css. */
const BACKGROUND = '#eef5f7';

const viewBox = (share: number) =>
  `${16 - 16 / share} ${16 - 16 / share} ${32 / share} ${32 / share}`;

/** The drop fills `share` of a square; `colour` replaces its colours in the monochrome icon. */
const icon = (share: number, background: string, colour?: string) => `
  <style>* { margin: 0 } ${colour ? `path { fill: ${colour} }` : ''}</style>
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox(share)}" width="100vw" height="100vh">
    ${background}${drop}
  </svg>`;
const square = `<rect x="-100" y="-100" width="300" height="300" fill="${BACKGROUND}"/>`;
const rounded = `<rect x="-2" y="-2" width="36" height="36" rx="8" fill="${BACKGROUND}"/>`;

const ICONS = [
  { name: 'icon-192', size: 192, svg: icon(0.88, rounded) },
  { name: 'icon-512', size: 512, svg: icon(0.88, rounded) },
  // Systems mask it, and show at least a circle of 80%.
  { name: 'maskable-512', size: 512, svg: icon(0.64, square) },
  { name: 'monochrome-512', size: 512, svg: icon(0.8, '', '#000') },
  // iOS rounds the corners itself.
  { name: 'apple-touch-icon', size: 180, svg: icon(0.74, square) },
];

for (const { name, size, svg } of ICONS) {
  test(`icon ${name}`, async ({ page }) => {
    mkdirSync(join(folder, 'icons'), { recursive: true });
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(svg);
    const path = join(folder, 'icons', `${name}.png`);
    await page.screenshot({ path, omitBackground: true });
  });
}

/** Wraps a PNG into an ICO file with one picture: https://en.wikipedia.org/wiki/ICO_(file_format) */
function icoFile(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2); // An icon, not a cursor.
  header.writeUInt16LE(1, 4); // Number of pictures.
  header.writeUInt8(size, 6);
  header.writeUInt8(size, 7);
  header.writeUInt16LE(1, 10); // Colour planes.
  header.writeUInt16LE(32, 12); // Bits per pixel.
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

test('favicon.ico', async ({ page }) => {
  const size = 32;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(icon(1, ''));
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(join(folder, 'favicon.ico'), icoFile(png, size));
});

test('link preview', async ({ page }) => {
  const { file, ...size } = PREVIEW_IMAGE;
  const { title, tagline } = home.page;
  await page.setViewportSize(size);
  await page.setContent(`
    <style>
      body {
        display: grid; grid-template-columns: 300px 1fr; align-items: center; gap: 60px;
        box-sizing: border-box; height: 100vh; margin: 0; padding: 0 90px;
        background: ${BACKGROUND}; color: #0f2530; font: 44px / 1.3 system-ui, sans-serif;
      }
      h1 { margin: 0 0 20px; font-size: 88px; line-height: 1.1; }
      p { margin: 0; }
    </style>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="5 1 22 30">${drop}</svg>
    <div><h1>${title}</h1><p>${tagline}</p></div>`);
  await page.screenshot({ path: join(folder, file) });
});

for (const [name, viewport] of Object.entries(SCREENSHOTS)) {
  test(`screenshot ${name}`, async ({ page, site }) => {
    mkdirSync(join(folder, 'screenshots'), { recursive: true });
    await page.setViewportSize(viewport);
    if (name === 'narrow') {
      // The recordings have another licence, so the examples must be synthesised.
      await expect(page.getByText(home.examples.synthesised)).toBeVisible();
      await site.examples.first().click();
      await site.outcomes(1);
      await site.cards.evaluate((card) => card.scrollIntoView());
    }
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(folder, 'screenshots', `${name}.png`) });
  });
}

/** Size in pixels of the sample; the page stretches it. */
const SAMPLE = { width: 480, height: 64 };
const MAX_SAMPLE_BYTES = 8000;

test('spectrogram of a synthesised pour', async ({ site, scratch }) => {
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 140, seconds: 8, seed: 3 });
  await site.choose(pour);
  await site.outcomes(1);
  const picture = site.cards.getByTestId('picture').locator('canvas');
  const url = await picture.evaluate((canvas: HTMLCanvasElement, { width, height }) => {
    const copy = Object.assign(document.createElement('canvas'), { width, height });
    copy.getContext('2d')?.drawImage(canvas, 0, 0, width, height);
    return copy.toDataURL('image/webp', 0.5);
  }, SAMPLE);
  const bytes = Buffer.from(url.split(',')[1] ?? '', 'base64');
  expect(bytes.length).toBeLessThan(MAX_SAMPLE_BYTES);
  writeFileSync(resolve(repository, 'www/src/live/sample-pour.webp'), bytes);
});
