import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page that tells afterwards what went wrong in it and whom it called. */
export interface WatchedPage {
  page: Page;
  /** Uncaught errors and what the console called an error. */
  errors: string[];
  /** The origins of all requests. */
  origins: Set<string>;
}

export interface Chromium {
  open(
    url: string,
    options?: BrowserContextOptions,
    prepare?: (page: Page) => Promise<unknown>,
    /** What is there when the page is ready; left out: the chat's own tools. */
    ready?: string,
  ): Promise<WatchedPage>;
}

/** Describes tests in a real Chromium; where none is installed they are skipped, and that is said loudly. */
export function describeInChromium(name: string, tests: (chromium: Chromium) => void): void {
  if (!existsSync(CHROMIUM)) {
    console.warn(
      `\n!!! NOT TESTED: ${name}. There is no Chromium at ${CHROMIUM} (apt-get install chromium).\n`,
    );
  }
  describe.skipIf(!existsSync(CHROMIUM))(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
    });
    afterAll(() => browser?.close());
    tests({
      async open(url, options = {}, prepare, ready = '#tools') {
        const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
        context.setDefaultTimeout(15_000);
        const page = await context.newPage();
        const watched: WatchedPage = { page, errors: [], origins: new Set() };
        page.on('pageerror', (error) => watched.errors.push(error.message));
        page.on('console', (line) => line.type() === 'error' && watched.errors.push(line.text()));
        page.on('request', (request) => watched.origins.add(new URL(request.url()).origin));
        await prepare?.(page);
        await page.goto(url);
        if (options.javaScriptEnabled !== false) await page.locator(ready).first().waitFor();
        return watched;
      },
    });
  });
}

/** Writes into the field and sends with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

/** What is in the log, a line per bubble; `>` stands before what the person said. */
export function bubbles(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    Array.from(document.querySelectorAll('#log .bubble'), (bubble) =>
      (bubble.classList.contains('mine') ? '> ' : '') +
      Array.from(bubble.querySelectorAll('p, .state'), (part) => part.textContent).join(' / '))`);
}
