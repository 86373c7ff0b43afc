import type { ActionContext } from '../../../core/action.ts';
import { printable } from '../../../core/untrusted.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { writeAtomic } from '../../../services/files/write-atomic.ts';
import { withEntry } from './append.ts';
import { feedbackPathOf } from './feedback-path.ts';
import { asCode, asMarkdown } from './words.ts';

/** What a task was told to capture, attach or document in the day's feedback. */
export interface Attachment {
  /** What it is, in a few words: `supabase db push to staging`. */
  readonly title: string;
  /** What came of it; plain words, a line each. */
  readonly summary: readonly string[];
  /** What a program printed, redacted. */
  readonly output?: string;
}

/**
 * Adds a section to feedback/<agent>/<date>.md, below all that it holds: part of `apply`. The same thing attached again by
 * the same run is a section of its own. Throws Failure `feedback.no-path`.
 */
export async function attachToFeedback(context: ActionContext, to: string, attachment: Attachment): Promise<void> {
  const { path, agent, date } = feedbackPathOf(undefined, to);
  const before = await readTextIfThere(context.root, path);
  const heading = `${headingOf(context, attachment.title)}${context.clock.now().toISOString()}`;
  const lines = [
    ...attachment.summary.map((line) => `- ${asMarkdown(line)}`),
    ...(attachment.output === undefined ? [] : ['', ...fenced(attachment.output)]),
  ];
  await writeAtomic(context.root, path, withEntry(path, before, `${agent} feedback, ${date}`, { heading, lines }));
}

/**
 * Why a run's feedback holds no section of that title; undefined when it does, and where there is no run. Part of `verify`: a run
 * that was cut between an effect and the words about it has done one of the two.
 */
export async function attachmentFault(
  context: ActionContext,
  { to, title }: { readonly to: string | undefined; readonly title: string },
): Promise<string | undefined> {
  if (to === undefined || context.run === undefined) return undefined;
  const { path } = feedbackPathOf(undefined, to);
  const text = (await readTextIfThere(context.root, path)) ?? '';
  const heading = headingOf(context, title);
  if (text.split('\n').some((line) => line.startsWith(heading))) return undefined;
  return `${path} does not hold what this run did (${title})`;
}

/** Up to its moment. */
function headingOf({ run }: ActionContext, title: string): string {
  return `## ${asMarkdown(title)}, ${run === undefined ? 'by hand' : `run ${asCode(run.id)}`}, `;
}

function fenced(output: string): readonly string[] {
  const text = printable(output).trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...text.split('\n').map((line) => line.trimEnd()), fence];
}
