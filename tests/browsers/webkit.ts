/**
 * WebKitGTK's MiniBrowser over WebDriver, on its own virtual display. Under automation it opens a
 * private window. Its mock microphone plays tones.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Builder, By, type WebDriver } from 'selenium-webdriver';
import { findProgram } from '../e2e/find-program.ts';
import { freePort } from '../e2e/free-port.ts';
import { onLine, startProcess } from './processes.ts';
import type { Engine, Tab } from './tab.ts';

const driverProgram = process.env.WEBKIT_DRIVER ?? findProgram(['WebKitWebDriver']);
const displayProgram = process.env.XVFB ?? findProgram(['Xvfb']);

const PACKAGES = 'webkit2gtk-driver gstreamer1.0-libav gstreamer1.0-plugins-good xvfb';

export const webkit: Engine = {
  name: 'WebKitGTK',
  missing:
    driverProgram && displayProgram
      ? undefined
      : `WebKitGTK is missing (Debian: apt install ${PACKAGES})`,
  noMicrophone: undefined,
  open: () => open(driverProgram ?? '', displayProgram ?? ''),
};

/** The driver does not report that it is ready, so its port is polled. */
const POLL_MS = 50;
const MAX_POLLS = 200;

async function open(driverPath: string, displayPath: string): Promise<Tab> {
  const display = startProcess(displayPath, ['-displayfd', '3', '-screen', '0', '1400x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve) => onLine(display.child, 3, resolve));
  const port = await freePort();
  const driver = startProcess(driverPath, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${number}` },
    stdio: 'ignore',
  });
  const errors: string[] = [];
  const session = await openSession(`http://127.0.0.1:${port}`);
  const collect = async () => {
    errors.push(...((await evaluate(session, String(takeErrors), [])) as string[]));
  };
  const navigate = async (navigation: () => Promise<void>) => {
    await collect();
    await navigation();
    await evaluate(session, String(collectErrors), []);
  };
  return {
    takeErrors: async () => {
      await collect();
      return errors.splice(0);
    },
    goto: (address) => navigate(() => session.get(address)),
    reload: () => navigate(() => session.navigate().refresh()),
    evaluate: (work, ...args) => evaluate(session, String(work), args) as never,
    press: (selector) => session.findElement(By.css(selector)).click(),
    choose: (selector, files) => session.findElement(By.css(selector)).sendKeys(files.join('\n')),
    resize: async (width, height) => {
      await session.manage().window().setRect({ x: 0, y: 0, width, height });
    },
    close: async () => {
      await session.quit();
      await driver.stop();
      await display.stop();
    },
  };
}

async function openSession(address: string): Promise<WebDriver> {
  for (let polls = 1; ; polls++) {
    const ready = await fetch(`${address}/status`).then(
      () => true,
      () => false,
    );
    if (ready) break;
    if (polls === MAX_POLLS) throw new Error('WebKitWebDriver does not answer');
    await wait(POLL_MS);
  }
  const session = await new Builder()
    .usingServer(address)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': {
        args: ['--automation', '--enable-mock-capture-devices=true'],
      },
    })
    .build();
  await session.manage().setTimeouts({ script: 60_000 });
  return session;
}

/**
 * Collects errors in the page, since the driver does not report the console. Errors before the
 * page has loaded are missed; tests then fail because the page is missing.
 */
function collectErrors(): void {
  const page = window as { collected?: string[] };
  if (page.collected) return;
  const collected: string[] = [];
  page.collected = collected;
  addEventListener('error', (event) => collected.push(event.message));
  addEventListener('unhandledrejection', ({ reason }) => collected.push(String(reason)));
  addEventListener('securitypolicyviolation', (event) => collected.push(event.violatedDirective));
  const { error } = console;
  console.error = (...words) => {
    collected.push(words.join(' '));
    error(...words);
  };
}

function takeErrors(): string[] {
  return (window as { collected?: string[] }).collected?.splice(0) ?? [];
}

/** Evaluates a function; WebDriver alone would drop the message of an exception. */
async function evaluate(session: WebDriver, work: string, args: unknown[]): Promise<unknown> {
  const { value, thrown } = (await session.executeAsyncScript(
    `const done = arguments[1];
     Promise.resolve(arguments[0])
       .then((args) => (${work})(...args))
       .then((value) => done({ value }), (thrown) => done({ thrown: String(thrown) }));`,
    args,
  )) as { value?: unknown; thrown?: string };
  if (thrown !== undefined) throw new Error(thrown);
  return value;
}
