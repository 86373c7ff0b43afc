import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import type { DailyReport } from '../../page/daily/model.ts';
import { renderDaily } from '../../page/daily/render.ts';
import { daySentence } from '../../page/daily/words.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { calendarDate, workspacePath } from '../inputs.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { readSettings } from '../settings.ts';
import { deadLinks } from './daily/dead-links.ts';
import { gatherDaily } from './daily/gather.ts';
import { integrationWords } from './daily/integration.ts';
import { dailyLines } from './daily/markdown.ts';
import { pasteText } from './daily/paste.ts';
import { withBlocks } from './blocks.ts';
import { reportSettings } from './settings.ts';

const input = z.strictObject({
  day: calendarDate.optional().describe('YYYY-MM-DD; today in UTC when absent'),
  to: workspacePath.optional().describe('the folder that the report goes to; the config says it when absent'),
});
type Input = z.infer<typeof input>;

type Data = {
  readonly note: PlannedFile;
  readonly page: PlannedFile;
  /** When it was made: the report is of what was there then. */
  readonly now: string;
};

export const reportDaily = defineAction<Input, Data>({
  id: 'report.daily',
  summary: 'Write the day of the checks as a note and a page, from their archived runs',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bdaily report\b/iu, /\bhealth artifact links\b/iu],
  writes: ({ to }, { settings }) => [
    `${to ?? reportSettings.safeParse(settings('report') ?? {}).data?.daily.to ?? 'artifacts/ops/daily'}/report.md`,
  ],

  async plan(context, wish) {
    const now = context.clock.now().toISOString();
    const { note, page } = await filesOf(context, wish, now);
    return {
      summary: `Write the report of ${dayOf(wish, now)}`,
      changes: [note, page].flatMap((file) => changesOf(file, 'from the archived runs')),
      data: { note, page, now },
    };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.note);
    await writePlanned(context.root, data.page);
  },

  async verify(context, wish, { data }) {
    const { note, page, report } = await filesOf(context, wish, data.now);
    const facts = { file: note.path, page: page.path, day: report.day, says: daySentence(report) };
    return { ...(await judge(context, { note, page, report })), facts };
  },
});

function dayOf({ day }: Input, now: string): string {
  return day ?? now.slice(0, 10);
}

async function filesOf(context: ActionContext, wish: Input, now: string) {
  const settings = readSettings(context, 'report', reportSettings).daily;
  const folder = wish.to ?? settings.to;
  const day = dayOf(wish, now);
  const report = await gatherDaily(context, { day, now, folder, settings });
  const path = `${folder}/${day}.md`;
  const text = await readTextIfThere(context.root, path);
  const block = { name: 'daily', lines: dailyLines(report) };
  const paste = pasteText(report);
  const page = renderDaily(report, { paste, notes: integrationWords(report) });
  return {
    report,
    note: await planFile(context.root, path, withBlocks(path, text, `Health on ${day}`, [block])),
    page: await planFile(context.root, `${folder}/${day}.html`, page),
  };
}

/** Reads both again, made anew from the archive, and follows every link. */
async function judge(
  { root }: ActionContext,
  { note, page, report }: { readonly note: PlannedFile; readonly page: PlannedFile; readonly report: DailyReport },
): Promise<Outcome> {
  for (const { path, after } of [note, page]) {
    const text = await readTextIfThere(root, path);
    if (text === undefined) return { verdict: 'failed', reason: `${path} is not there` };
    if (text !== after) return { verdict: 'failed', reason: `${path} reads otherwise than the archive` };
    const [dead] = await deadLinks(root, path, text);
    if (dead !== undefined) return { verdict: 'failed', reason: `${path} links to ${dead}, which is not there` };
  }
  const blind = report.environments.filter(({ state, isStale }) => state === 'no-data' || isStale);
  const names = blind
    .map(({ name, stale, checks }) => (stale.length === checks.length ? name : `${name} (${stale.join(', ')})`))
    .join(' and ');
  if (report.environments.length === 0 || blind.length > 0)
    return { verdict: 'unknown', reason: `the report stands, and has no fresh data of ${names || 'any environment'}` };
  const isUp = report.environments.every(({ state }) => state === 'pass');
  return { verdict: 'verified', ...(isUp ? {} : { reason: `the report stands, and says: ${daySentence(report)}` }) };
}
