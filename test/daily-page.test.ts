import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckDay, DailyReport, EnvironmentDay } from '../src/page/daily/model.ts';
import { renderDaily } from '../src/page/daily/render.ts';
import { hostileTexts, plant } from '../src/page/testing/plant.ts';
import { hasChromium, launch, openTab } from './page/browser.ts';
import { faintTexts, overflow } from './page/probes.ts';

const at = '2025-10-17T03:17:00.000Z';
const file = { path: 'artifacts/ops/health/staging/20251017T031700000Z.json', href: '../health/staging/x.json' };

const check = (state: CheckDay['state']): CheckDay => ({
  name: 'chatwoot',
  kind: 'chatwoot',
  state,
  code: 'token_rejected',
  summary: 'It answered 401 `Invalid Access Token`.',
  next: 'Put a token that works into the vault.',
  tally: { pass: 18, degraded: 1, fail: 3, unknown: 2, uptime: 0.8636, atWorst: 0.7916 },
  covered: { days: 22, of: 30 },
  latency: { count: 19, p50: 420 },
  budget: { used: 3, allowed: 0.22, known: 220, wanted: 100 },
  history: (['pass', 'degraded', 'fail', 'unknown', 'no-data'] as const).map((each) => ({
    day: '2025-10-16',
    state: each,
    href: file.href,
  })),
});

const environment: EnvironmentDay = {
  name: 'staging',
  state: 'fail',
  newest: file,
  ageMs: 60_000,
  stale: ['chatwoot'],
  isStale: true,
  checks: (['pass', 'degraded', 'fail', 'unknown', 'no-data'] as const).map(check),
  gaps: [{ from: at, until: '2025-10-20T03:17:00.000Z', ms: 3 * 86_400_000, checks: ['chatwoot'] }],
  runs: [{ ...file, state: 'fail', at }],
  unread: [{ path: file.path, why: 'it is cut' }],
  incidents: [
    {
      at,
      kind: 'close',
      check: 'chatwoot',
      severity: 'down',
      uuid: '456aca6f-caba-837f-8c4d-8ce92b21c051',
      since: at,
      summary: 'All is well.',
      told: ['mail'],
      owed: ['hook'],
      href: file.href,
    },
  ],
  knowsIncidents: true,
  more: [file],
};

const report: DailyReport = {
  day: '2025-10-17',
  until: at,
  days: 30,
  objective: 0.99,
  mode: 'rehearsal',
  environments: [environment, { ...environment, name: 'production', state: 'no-data', checks: [], runs: [] }],
  asked: [],
};

const words = { name: '', kind: '', code: '', summary: '', next: '' };

const pages = {
  usual: renderDaily(report, { paste: 'a line\n  another', notes: ['Words with `code`.'] }),
  hostile: hostileTexts.map((text) =>
    renderDaily(
      { ...report, environments: [{ ...environment, checks: [{ ...check('fail'), ...plant(words, text) }] }] },
      {
        paste: text,
        notes: [text],
      },
    ),
  ),
};

describe.skipIf(!hasChromium)('needs chromium: the page of a day', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), 'prestage-daily-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  test.each([360, 1280])('nothing is wider than %d pixels, and every text has a contrast of 4.5', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const tab = await openTab(browser, join(folder, 'day.html'), { viewport: { width, height: 800 }, colorScheme });
      await tab.show(pages.usual);
      expect(await tab.page.evaluate(overflow)).toBeLessThanOrEqual(0);
      expect(await tab.page.evaluate(faintTexts)).toEqual([]);
      expect({ complaints: tab.complaints, requests: tab.requests }).toEqual({ complaints: [], requests: [tab.url] });
      await tab.close();
    }
  });

  test('words of services run nothing and load nothing', async () => {
    const tab = await openTab(browser, join(folder, 'day.html'), { viewport: { width: 360, height: 800 } });
    for (const markup of pages.hostile) {
      await tab.show(markup);
      expect(await tab.page.evaluate('window.pwned')).toBeUndefined();
      expect(await tab.page.evaluate(overflow)).toBeLessThanOrEqual(0);
    }
    expect(new Set(tab.requests)).toEqual(new Set([tab.url]));
    await tab.close();
  });
});
