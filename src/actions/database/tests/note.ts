import type { ActionContext } from '../../../core/action.ts';
import { canonicalJson } from '../../../core/json.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { attachToFeedback } from '../../feedback/entry/attach.ts';
import type { Results } from './result.ts';
import { countsOf, groundWords } from './words.ts';

/** Adds the results to the day's feedback, by file and with what pgTAP said of those that failed. */
export async function attachResults(context: ActionContext, path: string, results: Results): Promise<void> {
  const { files, ground } = results;
  const diagnostics = files.flatMap((file) =>
    file.diagnostics.length === 0 ? [] : [`== ${file.path}`, ...file.diagnostics],
  );
  await attachToFeedback(context, path, {
    title: 'pgTAP tests',
    summary: [
      countsOf(results),
      ...(ground === undefined ? [] : [groundWords(ground)]),
      ...files.map((file) => `${file.path}: ${file.verdict}, ${file.reason ?? `${file.passed.length} passed`}`),
      markOf(results),
    ],
    ...(diagnostics.length === 0 ? {} : { output: diagnostics.join('\n') }),
  });
}

/** Why the note does not hold these results; undefined when it does. */
export async function faultOfNote(context: ActionContext, path: string, results: Results): Promise<string | undefined> {
  const text = await readTextIfThere(context.root, path);
  if (text === undefined) return `${path} is not there`;
  return text.includes(markOf(results)) ? undefined : `${path} does not hold the results of this run`;
}

/** By which the section is known again, whatever else stands in the file. */
function markOf(results: Results): string {
  return `results sha256 ${digestOf(canonicalJson(results))}`;
}
