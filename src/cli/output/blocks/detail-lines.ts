import type { ActionRecord, TaskRecord } from '../../../core/record.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { count } from '../words/count.ts';
import { verdictWord } from '../words/verdict.ts';

/** What a part of a run did and left: actions, what was asked and done, files by their paths in the run's folder. */
export function detailLines(part: TaskRecord, numberWidth: number, look: Look): readonly string[] {
  const files = [...part.statements, ...(part.attestation?.files ?? [])];
  const lines = [
    ...part.actions.flatMap((action) => actionLines(action, look)),
    ...files.map((file) => look.palette('dim', safeLine(file.path))),
  ];
  return lines.map((line) => ' '.repeat(numberWidth + 6) + line);
}

/** The commands themselves stand in the kept files: here they would bury the rest. */
function actionLines({ id, environment, verdict, asked, done, commands, evidence }: ActionRecord, look: Look) {
  const where = environment === undefined ? '' : ` env=${safeLine(environment)}`;
  const ran = commands.length === 0 ? '' : `, ran ${count(commands.length, 'command')}`;
  return [
    `${id}${where}: ${verdictWord(verdict, look.palette)}${ran}`,
    ...(asked === undefined ? [] : [`  asked  ${safeLine(asked)}`]),
    ...(done === undefined ? [] : [`  done   ${safeLine(done)}`]),
    ...evidence.map((file) => look.palette('dim', `  ${safeLine(file.path)}`)),
  ];
}
