import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { act, newIncident } from '../src/actions/notify/incidents/incident.ts';
import { digestHtml } from '../src/actions/notify/message/html.ts';
import { hasChromium, launch, openTab } from './page/browser.ts';

let browser: Browser | undefined;
const folder = mkdtempSync(join(tmpdir(), 'mail-page-'));
beforeAll(async () => {
  if (hasChromium) browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const at = '2025-10-17T03:17:00.000Z';
const subject = { environment: 'staging', check: 'a-check-of-a-service-with-a-long-name', kind: 'trouble' } as const;
const incident = newIncident(subject, { severity: 'down', flapping: false, since: at }, at);
const summary = `GET https://chat.example.test/${'api/'.repeat(30)}: 401`;
const record = 'artifacts/ops/health/staging/20251017T031700000Z.json';

test.skipIf(!hasChromium).each([undefined, 'https://github.example.test/hotdash/actions/runs/7/artifacts/42'])(
  'needs chromium: on a phone nothing of a mail sticks out (%s), and nothing is loaded',
  async (evidence) => {
    if (browser === undefined) throw new Error('there is no browser');
    const markup = digestHtml({
      environment: 'staging',
      mode: 'live',
      isTest: false,
      at,
      actions: [act(incident, 'open', at, { state: 'fail', code: 'header_dropped_by_proxy', summary, next: summary })],
      others: [],
      threads: {},
      up: [],
      links: { records: { [subject.check]: record }, evidence, runbooks: { all: 'docs/runbooks/deployment.md' } },
      remarks: [],
    });
    const tab = await openTab(browser, join(folder, 'mail.html'), { viewport: { width: 340, height: 800 } });
    try {
      await tab.show(markup);
      expect(await tab.page.evaluate('document.documentElement.scrollWidth')).toBe(340);
      expect(tab.requests).toEqual([tab.url]);
    } finally {
      await tab.close();
    }
  },
);
