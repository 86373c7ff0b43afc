import { succeeded, type CommandResult } from '../../../core/command.ts';
import type { Verdict } from '../../../core/verdict.ts';
import { mends, type Leaf } from './leaves.ts';
import { nameOf, type Plant } from './plants.ts';

/** One script, and what was planted for it to find: that of the first command which looks for something. */
export interface Trial {
  readonly script: string;
  readonly leaves: readonly Leaf[];
  readonly leaf: Leaf | undefined;
  readonly plants: readonly Plant[];
}

export interface Judged {
  readonly script: string;
  readonly verdict: Extract<Verdict, 'verified' | 'failed' | 'unknown'>;
  readonly planted: string;
  readonly reason?: string;
  readonly fix?: string;
}

const words = {
  format: 'a file that is not formatted',
  lint: 'a `debugger`',
  test: 'a test that fails',
  secret: 'a credential',
} as const;

/** `changed` are the planted files that are no longer as they were planted. */
export function judge(trial: Trial, result: CommandResult | undefined, changed: readonly Plant[]): Judged {
  const { script, leaves, leaf } = trial;
  const kind = leaf?.kind;
  const planted = kind === undefined ? 'nothing' : words[kind];
  const failed = (reason: string, fix: string): Judged => ({ script, verdict: 'failed', planted, reason, fix });
  const unknown = (reason: string, fix: string): Judged => ({ script, verdict: 'unknown', planted, reason, fix });
  if (leaves.length === 0) return failed(`package.json has no script ${script} that does anything`, fixOf(script));
  const writer = leaves.find(mends);
  if (writer !== undefined || (kind === 'format' && changed.some((plant) => plant.kind === 'format')))
    return failed(
      `${script} mends what it should find${writer === undefined ? '' : ` (\`${writer.words}\`)`}: in CI nobody keeps what it wrote, and it passes`,
      `Let ${script} check and not write: \`prettier --check\` instead of \`prettier --write\`.`,
    );
  if (kind === undefined || trial.plants.length === 0 || result === undefined)
    return unknown(
      `nothing could be planted for ${script}: no program that is known looks there for anything`,
      `Call a formatter, a linter, a test runner or a scanner in ${script}, beside files of its kind.`,
    );
  if (!result.found || result.timedOut) return unknown(`${script} gave no answer`, fixOf(script));
  if (succeeded(result)) return failed(`${script} passed with ${planted} planted`, fixOf(script));
  const names = `${result.stdout}\n${result.stderr}`.includes(nameOf(kind));
  if (names) return { script, verdict: 'verified', planted };
  return unknown(
    `${script} failed, and did not name ${planted} that was planted: it fails for another reason`,
    `See it alone first: \`npm run ${script}\`; what it printed here is kept beside the verdict.`,
  );
}

function fixOf(script: string): string {
  return `Let ${script} in package.json end with what its programs say: no \`|| true\`, no \`;\`, no pattern that fits no file.`;
}
