/** Opens the settings, and changes the language there. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { LanguageCode } from '../../www/src/i18n/locale.ts';

export const settingsDialog = (page: Page): Locator =>
  page.locator('dialog[open]', { has: page.locator('#language') });

/** Also works behind another dialog. */
export async function openSettings(page: Page): Promise<Locator> {
  await page.getByTestId('settings').dispatchEvent('click');
  await expect(settingsDialog(page)).toBeVisible();
  return settingsDialog(page);
}

export async function closeSettings(page: Page): Promise<void> {
  await settingsDialog(page).evaluate((dialog: HTMLDialogElement) => dialog.close());
  await expect(settingsDialog(page)).toHaveCount(0);
}

/** Changes the language. The settings stay open if they were. */
export async function chooseLanguage(page: Page, code: LanguageCode): Promise<void> {
  const wasOpen = (await settingsDialog(page).count()) > 0;
  if (!wasOpen) await openSettings(page);
  await page.locator('#language').selectOption(code);
  await expect(page.locator('html')).toHaveAttribute('lang', code);
  if (!wasOpen) await closeSettings(page);
}
