/**
 * WebKitGTK's MiniBrowser by WebDriver, on a display of its own. Under automation it is a private
 * window. Its mock microphone hears tones of its own making.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Builder, By, type WebDriver } from 'selenium-webdriver';
import { findProgram } from '../e2e/find-program.ts';
import { freePort } from '../e2e/free-port.ts';
import { onLine, start } from './processes.ts';
import type { Engine, Tab } from './tab.ts';

const driverProgram = process.env.WEBKIT_DRIVER ?? findProgram(['WebKitWebDriver']);
const displayProgram = process.env.XVFB ?? findProgram(['Xvfb']);

export const webkit: Engine = {
  name: 'WebKitGTK',
  missing:
    driverProgram && displayProgram
      ? undefined
      : 'WebKitGTK is missing (Debian: apt install webkit2gtk-driver gstreamer1.0-libav gstreamer1.0-plugins-good xvfb)',
  deaf: undefined,
  open: () => open(driverProgram ?? '', displayProgram ?? ''),
};

/** The driver says nowhere that it listens; it does after some tens of milliseconds. */
const KNOCK_MS = 50;
const KNOCKS = 200;

async function open(driverPath: string, displayPath: string): Promise<Tab> {
  const display = start(displayPath, ['-displayfd', '3', '-screen', '0', '1400x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve) => onLine(display.child, 3, resolve));
  const port = await freePort();
  const driver = start(driverPath, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${number}` },
    stdio: 'ignore',
  });
  const errors: string[] = [];
  const session = await openSession(`http://127.0.0.1:${port}`);
  const collect = async () => {
    errors.push(...((await evaluate(session, String(takeErrors), [])) as string[]));
  };
  const go = async (going: () => Promise<void>) => {
    await collect();
    await going();
    await evaluate(session, String(noteErrors), []);
  };
  return {
    takeErrors: async () => {
      await collect();
      return errors.splice(0);
    },
    goto: (address) => go(() => session.get(address)),
    reload: () => go(() => session.navigate().refresh()),
    evaluate: (work, ...given) => evaluate(session, String(work), given) as never,
    press: (selector) => session.findElement(By.css(selector)).click(),
    choose: (selector, files) => session.findElement(By.css(selector)).sendKeys(files.join('\n')),
    resize: async (width, height) => {
      await session.manage().window().setRect({ x: 0, y: 0, width, height });
    },
    close: async () => {
      await session.quit();
      await driver.end();
      await display.end();
    },
  };
}

async function openSession(address: string): Promise<WebDriver> {
  for (let knocks = 1; ; knocks++) {
    const there = await fetch(`${address}/status`).then(
      () => true,
      () => false,
    );
    if (there) break;
    if (knocks === KNOCKS) throw new Error('WebKitWebDriver does not answer');
    await wait(KNOCK_MS);
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
 * The driver does not tell of the console, so the page itself is asked: of what comes once it is
 * loaded. Where it fails before, it is not there, and every test says so.
 */
function noteErrors(): void {
  const page = window as { noted?: string[] };
  if (page.noted) return;
  const noted: string[] = [];
  page.noted = noted;
  addEventListener('error', (event) => noted.push(event.message));
  addEventListener('unhandledrejection', ({ reason }) => noted.push(String(reason)));
  addEventListener('securitypolicyviolation', (event) => noted.push(event.violatedDirective));
  const say = console.error;
  console.error = (...words) => {
    noted.push(words.join(' '));
    say(...words);
  };
}

function takeErrors(): string[] {
  return (window as { noted?: string[] }).noted?.splice(0) ?? [];
}

/** WebDriver runs the body of a function; what it throws would come back without its words. */
async function evaluate(session: WebDriver, work: string, given: unknown[]): Promise<unknown> {
  const { value, thrown } = (await session.executeAsyncScript(
    `const done = arguments[1];
     Promise.resolve(arguments[0])
       .then((given) => (${work})(...given))
       .then((value) => done({ value }), (thrown) => done({ thrown: String(thrown) }));`,
    given,
  )) as { value?: unknown; thrown?: string };
  if (thrown !== undefined) throw new Error(thrown);
  return value;
}
