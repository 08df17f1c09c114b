/** Firefox over WebDriver BiDi. Its fake microphone plays a tone. */
import puppeteer, { type ElementHandle } from 'puppeteer-core';
import { findProgram } from '../e2e/find-program.ts';
import { pulseaudio, startNullSink } from './null-sink.ts';
import type { Engine, Tab } from './tab.ts';

const program = process.env.FIREFOX ?? findProgram(['firefox', 'firefox-esr']);

export const firefox: Engine = {
  name: 'Firefox',
  missing: program ? undefined : 'Firefox is missing (Debian: apt install firefox-esr)',
  noMicrophone: pulseaudio ? undefined : 'The microphone in Firefox needs pulseaudio',
  open: () => open(program ?? ''),
};

async function open(executablePath: string): Promise<Tab> {
  const nullSink = pulseaudio ? await startNullSink(pulseaudio) : undefined;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    timeout: 90_000,
    env: { ...process.env, ...nullSink?.environment },
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
    },
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return {
    takeErrors: async () => errors.splice(0),
    goto: async (address) => {
      await page.goto(address);
    },
    reload: async () => {
      await page.reload();
    },
    evaluate: (work, ...args) => page.evaluate(work as (...args: unknown[]) => never, ...args),
    press: (selector) => page.locator(selector).click(),
    choose: async (selector, files) => {
      const input = (await page.$(selector)) as ElementHandle<HTMLInputElement> | null;
      if (input === null) throw new Error(`There is no ${selector}`);
      await input.uploadFile(...files);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    close: async () => {
      await browser.close();
      await nullSink?.stop();
    },
  };
}
