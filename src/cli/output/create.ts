import type { RunRecord } from '../../core/record.ts';
import type { CliProcess, Stream } from '../process.ts';
import { withCapturedFailures } from './captured.ts';
import { withAnnotations } from './github/github.ts';
import { groupWatcher } from './github/group-watcher.ts';
import { jobSummary } from './github/summary.ts';
import { jsonOutput } from './json.ts';
import { liveWatcher, type Watcher } from './live/live-watcher.ts';
import { plainWatcher } from './live/plain-watcher.ts';
import type { Look, Output } from './port.ts';
import { textOutput } from './text.ts';
import { paletteFor } from './words/palette.ts';

/** Lines that go to no terminal are not wrapped: a log is searched, and its reader's window wraps it. */
const noWidth = Number.POSITIVE_INFINITY;

/** Chooses the rendering: `--json`, GitHub's, a live list, or plain lines. */
export function createOutput(process: CliProcess): Output {
  const json = wantsJson(process.argv);
  const onGithub = process.env['GITHUB_ACTIONS'] === 'true';
  const stream = json ? process.stderr : process.stdout;
  const watcher = onGithub ? githubWatcher(process, stream) : peopleWatcher(process, stream);
  const output = json
    ? jsonOutput(process.stdout, process.stderr, watcher)
    : textOutput({ stdout: process.stdout, stderr: process.stderr, watcher, look: (to) => lookOf(process, to) });
  return withCapturedFailures(onGithub ? withAnnotations(output, stream, appendSummary(process)) : output);
}

/** Known before the arguments are parsed: wrong arguments are answered in JSON too. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}

function lookOf(process: CliProcess, stream: Stream): Look {
  return { palette: paletteFor(stream.isTTY, process.env), columns: stream.isTTY ? stream.columns() : noWidth };
}

function peopleWatcher(process: CliProcess, stream: Stream): Watcher {
  const look = (): Look => lookOf(process, stream);
  const canRedraw = stream.isTTY && process.env['TERM'] !== 'dumb';
  return canRedraw ? liveWatcher(process, stream, look) : plainWatcher(stream, look);
}

function githubWatcher(process: CliProcess, stream: Stream): Watcher {
  const append = appendSummary(process);
  const summarise = (record: RunRecord, page: string): void => append(jobSummary(record, page));
  return groupWatcher(stream, () => lookOf(process, stream), summarise);
}

function appendSummary(process: CliProcess): (markdown: string) => void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  return (markdown) => {
    if (file !== undefined && file !== '') process.appendFile(file, markdown);
  };
}
