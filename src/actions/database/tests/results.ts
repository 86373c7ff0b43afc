import type { ActionContext } from '../../../core/action.ts';
import { mapStrings } from '../../../core/map-strings.ts';
import type { DatabaseSettings } from '../settings.ts';
import type { FoundFile } from './find.ts';
import { judgeFile } from './judge.ts';
import { openPlace, type Place, type Wish } from './place.ts';
import type { FileResult, Results } from './result.ts';
import { chooseRunner, runByProve, runOurselves, type Transcripts } from './run.ts';

type RunSettings = Pick<DatabaseSettings, 'testRunner' | 'testSeconds'>;

/** Runs the files once and judges each. What each printed is kept. */
export async function resultsOf(
  context: ActionContext,
  files: readonly FoundFile[],
  wish: Wish,
  settings: RunSettings,
): Promise<Results> {
  const place = await openPlace(context, wish);
  if ('hindrance' in place) return { files: [], hindrance: place.hindrance };
  return resultsAt(context, files, place, settings);
}

/** The same on a database that is there already. */
export async function resultsAt(
  context: ActionContext,
  files: readonly FoundFile[],
  place: Place,
  { testRunner, testSeconds }: RunSettings,
): Promise<Results> {
  const runner = await chooseRunner(context, testRunner, place);
  if (runner === undefined)
    return {
      files: [],
      hindrance: 'pg_prove is asked for, and it is not on PATH or may not run there (testRunner: ours)',
    };
  const run = runner === 'ours' ? runOurselves : runByProve;
  const transcripts = redacted(context, await run(context, place, files, testSeconds * 1000));
  await context.keep('pgtap.log', logOf(transcripts));
  const { on, server, pgtap } = place;
  return { files: await judged(files, transcripts), ground: { on, server, runner, pgtap: { ...pgtap } } };
}

function redacted(context: ActionContext, transcripts: Transcripts): Transcripts {
  return new Map([...transcripts].map(([path, transcript]) => [path, mapStrings(transcript, context.redact)]));
}

async function judged(files: readonly FoundFile[], transcripts: Transcripts): Promise<readonly FileResult[]> {
  const missing = { code: 'unreadable', line: 1, words: 'was not run' } as const;
  return Promise.all(
    files.map(async (file) => {
      const transcript = transcripts.get(file.path);
      return judgeFile(file, transcript ?? { output: '', notices: [], stop: { ...missing, file: file.path } });
    }),
  );
}

function logOf(transcripts: Transcripts): string {
  return [...transcripts]
    .map(([path, { output, notices, stop }]) => {
      const end = stop === undefined ? '' : `[${stop.file}:${stop.line}: it ${stop.words}]\n`;
      return `== ${path}\n${output}${notices.map((line) => `[${line}]\n`).join('')}${end}`;
    })
    .join('\n');
}
