import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { ChangeLogEntry, Order } from '../../core/order.ts';
import { replaceBody, setLabelled, type Edit } from '../../direction/edit.ts';
import { renderDirection } from '../../direction/render.ts';
import { bodyOf } from '../../direction/parts/sections.ts';
import { createGit } from '../../services/git/client.ts';
import { aboutFile } from '../about-file.ts';
import { readDirectionFile, readOrderText } from '../direction-file.ts';
import { calendarDate, workspacePath } from '../inputs.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { metadataOf } from './parts/metadata.ts';

const input = z.strictObject({
  to: workspacePath.describe('the direction'),
  date: calendarDate,
  version: z.string().regex(/^\S+$/).describe('the version that the entry is of'),
  summary: z.string().min(1).describe('what changed'),
});

type Input = z.infer<typeof input>;
type Data = { readonly file: PlannedFile };

export const directionChangelog = defineAction<Input, Data>({
  id: 'direction.changelog',
  summary: 'Add a dated entry to the Change Log and raise the version',
  input,
  effects: 'workspace',
  needs: { tools: ['git'] },
  recognises: [/\badd (?:a )?change-?\s?log entry\b/i],
  reads: ({ text, subject }) => ({ to: subject, date: /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0] }),
  writes: ({ to }) => [to],

  async plan(context, input) {
    const { to, date, version } = input;
    const order = await readDirectionFile(context, to);
    const log = logOf(order, await committed(context, to), input);
    const edits = [
      ...raise(order, 'Version', version),
      ...raise(order, 'Effective', date),
      ...(log === bodyOf(order, 'changeLog') ? [] : [replaceBody(order, 'changeLog', log)]),
    ];
    const file = await planFile(context.root, to, renderDirection(order, edits));
    return { summary: `Log version ${version} in ${to}`, changes: changesOf(file, lineOf(input)), data: { file } };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, input) {
    const order = await readDirectionFile(context, input.to);
    const fault = faultOf(order, await committed(context, input.to), input);
    if (fault !== undefined) return aboutFile(input.to, { verdict: 'failed', reason: `${input.to}: ${fault}` });
    return aboutFile(input.to, {
      verdict: 'verified',
      facts: { entries: order.changeLog.length, version: input.version },
    });
  },
});

function lineOf({ date, version, summary }: Input): string {
  return `- ${date}: Version ${version} — ${summary.replaceAll(/\s+/g, ' ').trim()}`;
}

/** The direction as the last commit holds it: a template begins a log anew, and history is not to be lost by that. */
async function committed(context: ActionContext, to: string): Promise<Order | undefined> {
  return readOrderText((await createGit(context.exec).textAtHead(to)) ?? '', to);
}

function logOf(order: Order, old: Order | undefined, input: Input): string {
  const base = order.changeLog.length > 0 || old === undefined ? order : old;
  const entries = base.changeLog;
  const body = entries.length > 0 ? bodyOf(base, 'changeLog') : '';
  const line = lineOf(input);
  if (body.split(/\r\n|\n|\r/).includes(line)) return body;
  refuseSameVersion(entries, input);
  const parts = isNewestFirst(entries) ? [line, body] : [body, line];
  return parts.filter((part) => part !== '').join('\n');
}

function isNewestFirst(entries: readonly ChangeLogEntry[]): boolean {
  const [first, last] = [entries[0]?.date ?? '', entries.at(-1)?.date ?? ''];
  return first > last;
}

/** A direction that states neither needs neither. */
function raise(order: Order, label: string, value: string): readonly Edit[] {
  const found = metadataOf(order, label);
  return found === undefined || found === value ? [] : [setLabelled(order, 'metadata', label, value)];
}

function faultOf(order: Order, old: Order | undefined, input: Input): string | undefined {
  const { date, version } = input;
  const entries = order.changeLog.filter((entry) => entry.version === version);
  if (entries.length !== 1) return `${entries.length} entries of version ${version} in the Change Log, not one`;
  if (
    !bodyOf(order, 'changeLog')
      .split(/\r\n|\n|\r/)
      .includes(lineOf(input))
  )
    return `no line of the Change Log reads "${lineOf(input)}"`;
  const lost = (old?.changeLog ?? []).find((entry) => !order.changeLog.some((each) => isSame(each, entry)));
  if (lost !== undefined) return `the entry of ${lost.date} is lost`;
  const wrong = [...misstated(order, 'Version', version), ...misstated(order, 'Effective', date)];
  return wrong.length === 0 ? undefined : wrong.join('; ');
}

function misstated(order: Order, label: string, wanted: string): readonly string[] {
  const found = metadataOf(order, label);
  return found === undefined || found === wanted ? [] : [`${label} is ${found}, not ${wanted}`];
}

function isSame(a: ChangeLogEntry, b: ChangeLogEntry): boolean {
  return a.date === b.date && a.version === b.version && a.summary === b.summary;
}

function refuseSameVersion(entries: readonly ChangeLogEntry[], { to, version }: Input): void {
  const other = entries.find((entry) => entry.version === version);
  if (other === undefined) return;
  throw new Failure(
    {
      code: 'direction.version-logged',
      what: `The Change Log of ${to} has another entry of version ${version}`,
      why: `${other.date}: ${other.summary}`,
      fix: 'Give the new entry a higher version: entries are added and never rewritten.',
      file: to,
      line: other.line,
    },
    exitCodes.failed,
  );
}
