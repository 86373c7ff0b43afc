import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const program = '/usr/bin/chromium';
export const hasChromium = existsSync(program);

export function launch(): Promise<Browser> {
  const quiet = ['disable-background-networking', 'disable-component-update', 'disable-sync', 'disable-quic'];
  const flags = ['headless', 'no-sandbox', 'disable-gpu', 'no-first-run', ...quiet];
  return chromium.launch({ executablePath: program, args: flags.map((flag) => `--${flag}`) });
}

/** A tab in which pages of runs are opened from a file, and what they did beside being shown. */
export interface Tab {
  readonly page: Page;
  /** The file's address: every page shown stands there. */
  readonly url: string;
  /** What the browser said on its console, and errors of scripts. */
  readonly complaints: string[];
  readonly requests: string[];
  readonly show: (markup: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openTab(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  const show = async (markup: string) => {
    await writeFile(file, markup);
    await page.goto(url);
  };
  return { page, url, complaints, requests, show, close: () => context.close() };
}
