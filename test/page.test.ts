import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../src/page/render.ts';
import { allVerified } from '../src/page/testing/all-verified.ts';
import { exceededExtras, orderExtras } from '../src/page/testing/extras.ts';
import { mostlyUnknown } from '../src/page/testing/mostly-unknown.ts';
import { hostileTexts, plant } from '../src/page/testing/plant.ts';
import { troubled } from '../src/page/testing/troubled.ts';
import { hasChromium, launch, openTab, type Tab } from './page/browser.ts';
import { faintTexts, inventory, levels, openAll, overflow, type Inventory } from './page/probes.ts';

const unknown = renderPage(mostlyUnknown(), orderExtras);
const verified = renderPage(allVerified(), orderExtras);
const trouble = renderPage(troubled(), exceededExtras);
const all = { unknown, verified, trouble };

const record = troubled();
const hostile = (text: string) => renderPage(plant(record, text), plant(exceededExtras, text));

describe.skipIf(!hasChromium)('needs chromium: the page of a run', () => {
  let browser: Browser;
  let folder: string;
  let tab: Tab;

  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), 'prestage-page-'));
  });
  afterEach(() => tab.close());
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  const open = async (options?: BrowserContextOptions) => {
    tab = await openTab(browser, join(folder, 'page.html'), options);
    return tab;
  };

  test.each(Object.entries(all))(
    '%s: only the file is requested, and the browser complains of nothing',
    async (_, markup) => {
      const { page, show, url, complaints, requests } = await open();
      await show(markup);
      await page.evaluate(openAll);
      expect(await page.title()).toMatch(/ · (Rehearsal|Live run) · /);
      expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('0px');
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [url] });
    },
  );

  test('the policy is in force: a style and a script that were slipped in are refused', async () => {
    const { page, show, complaints } = await open();
    await show(trouble.replace('<body>', '<body><script>window.pwned=1</script><p style="color:red">x</p>'));
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(complaints.filter((words) => words.includes('Content Security Policy'))).toHaveLength(2);
  });

  test.each([360, 768, 1280])('nothing is wider than a window of %d pixels, folded or open', async (width) => {
    const { page, show } = await open({ viewport: { width, height: 800 } });
    for (const markup of [...Object.values(all), hostile('x'.repeat(600))]) {
      await show(markup);
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      await page.evaluate(openAll);
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    }
  });

  test.each([
    ['light', 'rgb(253, 253, 252)'],
    ['dark', 'rgb(18, 21, 24)'],
  ] as const)('every text has a contrast of 4.5 in %s', async (colorScheme, ground) => {
    const { page, show } = await open({ colorScheme });
    for (const markup of Object.values(all)) {
      await show(markup);
      await page.evaluate(openAll);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
      expect(await page.evaluate(faintTexts)).toEqual([]);
    }
  });

  test('a text from outside becomes no element, attribute, address or script, whatever field it stands in', async () => {
    // Without the policy, so that escaping alone has to hold.
    const { page, show, url, requests } = await open({ bypassCSP: true });
    await show(hostile('harmless'));
    const { addresses: _harmless, ...plain } = await page.evaluate<Inventory>(inventory);
    for (const text of hostileTexts) {
      await show(hostile(text));
      const { addresses, ...found } = await page.evaluate<Inventory>(inventory);
      const pwned = await page.evaluate('window.pwned');
      const outside = addresses.filter((address) => !address.startsWith(new URL('.', url).href));
      expect({ text, pwned, outside, ...found }).toEqual({ text, pwned: undefined, outside: [], ...plain });
    }
    expect(new Set(requests)).toEqual(new Set([url]));
  });

  test('links to evidence are relative and open what was kept', async () => {
    const kept = 'files/17/checks.run/ci.log';
    await mkdir(dirname(join(folder, kept)), { recursive: true });
    await writeFile(join(folder, kept), 'three checks passed');
    const { page, show, url } = await open();
    await show(unknown);
    const { addresses } = await page.evaluate<Inventory>(inventory);
    expect(addresses.filter((address) => !address.startsWith(new URL('.', url).href))).toEqual([]);
    await page.evaluate(openAll);
    await page.locator(`#task-17 a[href="${kept}"]`).first().click();
    expect(page.url()).toBe(new URL(kept, url).href);
    expect(await page.locator('body').textContent()).toBe('three checks passed');
  });

  test('on paper every fold is open, the mode is framed, and no sheet is dark', async () => {
    const { page, show } = await open({ colorScheme: 'dark' });
    await show(unknown);
    const command = page.locator('#task-17 .command').first();
    expect(await command.isVisible()).toBe(false);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await command.isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate("getComputedStyle(document.querySelector('.mode')).borderTopStyle")).toBe('dashed');
    expect(await page.evaluate(faintTexts)).toEqual([]);
  });

  test('one click selects the head, whole', async () => {
    const { page, show } = await open();
    await show(verified);
    await page.locator('.proof .digest').first().click();
    expect(await page.evaluate('getSelection().toString().trim()')).toBe(allVerified().head);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.digest')).fontFamily")).toContain(
      'monospace',
    );
  });

  test('landmarks, headings and tables are what a screen reader expects', async () => {
    const { page, show } = await open();
    await show(trouble);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    const landmarks = ['banner', 'navigation', 'main', 'contentinfo'] as const;
    expect(await Promise.all(landmarks.map((role) => page.getByRole(role).count()))).toEqual([1, 1, 1, 1]);
    const steps = await page.evaluate<number[]>(levels);
    expect(steps.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of steps.entries()) expect(level).toBeLessThanOrEqual((steps[index - 1] ?? 0) + 1);
    for (const table of await page.locator('table').all())
      expect(await table.locator('thead th[scope=col]').count()).toBeGreaterThan(1);
  });
});
