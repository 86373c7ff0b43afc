import { Failure } from '../../../core/failure.ts';
import type { Item } from '../../../core/order.ts';

/** `feedback/<agent>/<YYYY-MM-DD>.md`, read. */
export interface FeedbackPath {
  readonly path: string;
  readonly agent: string;
  readonly date: string;
}

const shape = /^feedback\/(?<agent>[\w-]+)\/(?<date>\d{4}-\d{2}-\d{2})\.md$/;

function readFeedbackPath(path: string): FeedbackPath | undefined {
  const { agent, date } = shape.exec(path)?.groups ?? {};
  return agent === undefined || date === undefined || !isDate(date) ? undefined : { path, agent, date };
}

/** Those that could be meant, by the binding or by the task's own words. */
export function feedbackPathsIn(item: Item | undefined, given: string | undefined): readonly string[] {
  return readPaths(item, given).map(({ path }) => path);
}

function readPaths(item: Item | undefined, given: string | undefined): readonly FeedbackPath[] {
  const named = given === undefined ? (item?.codes ?? []) : [given];
  return [...new Set(named)].map(readFeedbackPath).filter((each) => each !== undefined);
}

/** The one file that the task's own words name. Its date is the task's, never today's. Throws Failure `feedback.no-path`. */
export function feedbackPathOf(item: Item | undefined, given: string | undefined): FeedbackPath {
  const named = given === undefined ? (item?.codes ?? []) : [given];
  const found = readPaths(item, given);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new Failure({
    code: 'feedback.no-path',
    what: 'Cannot tell which feedback file to write',
    why:
      found.length > 1
        ? `the task names ${found.length}: ${found.map((each) => each.path).join(', ')}`
        : `nothing named fits feedback/<agent>/<YYYY-MM-DD>.md: ${named.join(', ') || 'no code span at all'}`,
    fix: 'Name the file in the task, in back-ticks, or in its binding: `to=feedback/devops/2025-10-17.md`.',
  });
}

/** A day that the calendar has. */
function isDate(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
