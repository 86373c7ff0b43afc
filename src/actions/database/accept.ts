import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import type { DatabaseLogin } from '../../core/database.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { readSettings } from '../settings.ts';
import { databaseSettings } from './settings.ts';
import { acceptable, compareAccess } from './access/compare.ts';
import { intentPath, intentText, pagePath, readIntent, type IntentFile } from './access/file/intent.ts';
import { accessPage } from './access/file/page.ts';
import { advisorFindings, brokenFindings, openFindings, policyFindings, untriedFindings } from './access/findings.ts';
import { advise } from './access/lints/advise.ts';
import { measureShadow, type ShadowMatrix } from './access/shadow-matrix.ts';
import type { AccessDifference, AccessMatrix } from './access/types.ts';

const input = z.strictObject({
  why: z.string().min(1).optional().describe('why more access than before is meant; needed when some access widens'),
  by: z.string().min(1).optional().describe('who answers for that'),
  findings: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe(
      'answer also for what the advisors find, for dead policies, for what is broken and for what cannot be tried',
    ),
});
type Input = z.infer<typeof input>;
type Data = { readonly files: readonly PlannedFile[]; readonly differences: readonly string[] };

export const databaseAccept = defineAction<Input, Data>({
  id: 'database.accept',
  summary: 'Write the access that migrations come to as the access that is meant',
  input,
  effects: 'workspace',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [/\b(?:commit|write|accept) the access matrix\b/i],

  async plan(context, input) {
    const text = await readTextIfThere(context.root, intentPath);
    const before = text === undefined ? undefined : readIntent(text);
    const { matrix, shadow } = await measured(context, before);
    const differences = before === undefined ? [] : compareAccess(before, matrix);
    if (!input.findings) refuseBroken(matrix, before);
    const findings = input.findings ? await findingsOf(context, matrix, shadow.scratch.login) : [];
    const intent = intentOf(matrix, before, differences, findings, input);
    const files = [
      await planFile(context.root, intentPath, intentText(intent)),
      await planFile(context.root, pagePath, accessPage(intent)),
    ];
    return {
      summary:
        before === undefined
          ? 'Write the access that is meant for the first time'
          : `Accept ${differences.length} differences of access`,
      changes: files.flatMap((file) =>
        changesOf(file, before === undefined ? 'as measured' : counted(differences.length, findings)),
      ),
      data: { files, differences: differences.map(({ change, words }) => `${change}: ${words}`) },
    };
  },

  async apply(context, _input, { data }) {
    for (const file of data.files) await writePlanned(context.root, file);
  },

  async verify(context, _input, { data }) {
    const text = await readTextIfThere(context.root, intentPath);
    if (text === undefined) return { verdict: 'failed', reason: `${intentPath} is not there` };
    const intent = readIntent(text);
    const left = compareAccess(intent, (await measured(context, intent)).matrix);
    const [first] = left;
    if (first !== undefined) return { verdict: 'failed', reason: `${first.change}: ${first.words}` };
    if ((await readTextIfThere(context.root, pagePath)) !== accessPage(intent))
      return { verdict: 'failed', reason: `${pagePath} does not say what ${intentPath} says` };
    return { verdict: 'verified', facts: { objects: intent.objects.length, differences: [...data.differences] } };
  },
});

function counted(differences: number, findings: readonly string[]): string {
  const more = findings.length === 0 ? '' : `, ${findings.length} findings: ${findings.join('; ')}`;
  return `${differences} differences${more}`;
}

/** What the check would not let pass, by the names of accept lines. */
async function findingsOf(
  context: ActionContext,
  matrix: AccessMatrix,
  login: DatabaseLogin,
): Promise<readonly string[]> {
  const { access } = readSettings(context, 'database', databaseSettings);
  const { advice } = await advise(context, login);
  const all = [
    ...advisorFindings(advice, access),
    ...policyFindings(matrix, access),
    ...brokenFindings(matrix),
    ...untriedFindings(matrix),
  ];
  return [...new Set(all.filter(({ verdict }) => verdict !== 'verified').map(({ what }) => what))];
}

async function measured(
  context: ActionContext,
  meant: IntentFile | undefined,
): Promise<Exclude<ShadowMatrix, { fault: unknown }>> {
  const found = await measureShadow(context, meant);
  if (!('fault' in found)) return found;
  throw new Failure(
    {
      code: 'database.no-matrix',
      what: 'Access cannot be measured',
      why: found.fault.words,
      fix: 'Mend that; `prestage database push` says more about it.',
    },
    found.fault.verdict === 'failed' ? exitCodes.failed : exitCodes.unsettled,
  );
}

function intentOf(
  matrix: AccessMatrix,
  before: IntentFile | undefined,
  differences: readonly AccessDifference[],
  findings: readonly string[],
  { why, by }: Input,
): IntentFile {
  const { personas, objects, cells } = matrix;
  const known = before?.accepted ?? [];
  const widened = [...new Set(differences.filter(({ change }) => change === 'widened').map(acceptable))];
  const answered = [...widened, ...findings.filter((what) => !known.some((line) => line.what === what))];
  if (answered.length > 0 && why === undefined) throw noReason(widened, answered);
  const lines = answered.map((what) => ({ what, why: why ?? '', ...(by === undefined ? {} : { by }) }));
  return { personas, objects, cells, accepted: [...known.filter(({ what }) => !widened.includes(what)), ...lines] };
}

/** Written down as measured it would be taken for what is meant from then on. */
function refuseBroken(matrix: AccessMatrix, before: IntentFile | undefined): void {
  const open = openFindings(brokenFindings(matrix), before?.accepted ?? []);
  if (open.length === 0) return;
  throw new Failure(
    {
      code: 'database.broken-access',
      what: `Access is broken, and nobody answers for it: ${open.map(({ what }) => what.replace(/^broken /, '')).join('; ')}`,
      why: open.map(({ words }) => words).join('; '),
      fix: 'Mend the policy, or what it calls. Where it is known: `prestage database accept --findings --why "…" --by "…"`.',
    },
    exitCodes.failed,
  );
}

function noReason(widened: readonly string[], open: readonly string[]): Failure {
  return new Failure(
    {
      code: 'database.widening-without-reason',
      what: `${widened.length > 0 ? 'Access widens' : 'Findings are accepted'}, and nobody says why: ${open.slice(0, 5).join('; ')}${open.length > 5 ? '; …' : ''}`,
      why: 'more access than was meant needs somebody who answers for it',
      fix: 'Say it: `prestage database accept --why "…" --by "…"`; or take the grant or the policy back.',
    },
    exitCodes.failed,
  );
}
