import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { readSettings } from '../settings.ts';
import { compareAccess } from './access/compare.ts';
import { intentPath, readIntent, type IntentFile } from './access/file/intent.ts';
import { faultsOfFiles } from './access/file/review.ts';
import {
  advisorFindings,
  brokenFindings,
  openFindings,
  toldTogether,
  policyFindings,
  untriedFindings,
  type Finding,
} from './access/findings.ts';
import { advise, type Advised } from './access/lints/advise.ts';
import { compareWithEnvironment, probeEnvironment } from './access/on-environment.ts';
import { measureOtherExposure, measureShadow } from './access/shadow-matrix.ts';
import { fixes, sumUp, type Part } from './access/sum-up.ts';
import type { AccessDifference, AccessMatrix } from './access/types.ts';
import { databaseSettings } from './settings.ts';

const yesOrNo = z.stringbool().or(z.boolean()).default(false);

const input = z.strictObject({
  on: z
    .enum(['shadow', 'environment'])
    .default('shadow')
    .describe('`environment` also compares what its catalogue says about access with the shadow, reading only'),
  probe: yesOrNo.describe('try on the environment too, rolled back; never on production'),
  exposure: z
    .enum(['configured', 'both'])
    .default('configured')
    .describe(
      '`both` also tries what the migrations come to where new tables are granted otherwise: it must be the same',
    ),
});

export const databaseAccess = defineCheck({
  id: 'database.access',
  summary: 'Try who may do what, and compare it with the access that is meant',
  input,
  effects: 'none',
  needs: { tools: ['supabase', 'git'], services: ['postgres'] },
  recognises: [/\baccess matrix\b/i],

  async check(context, { on, probe, exposure }) {
    const text = await readTextIfThere(context.root, intentPath);
    if (text === undefined)
      return {
        verdict: 'unknown',
        reason: `${intentPath} is not there: nobody has said which access is meant`,
        fix: 'Write down what is so, and read it: `prestage database accept --apply`.',
      };
    const intent = readIntent(text);
    const found = await measureShadow(context, intent);
    if ('fault' in found)
      return {
        verdict: found.fault.verdict,
        reason: found.fault.words,
        fix: 'See which statement: `prestage database push`.',
      };
    const { shadow, matrix } = found;
    await keep(context, 'access-matrix.json', matrix);
    const advised = await advise(context, shadow.scratch.login);
    await keep(context, 'advisors.json', advised);
    const environment = on === 'environment' ? [await compareWithEnvironment(context, shadow.scratch)] : [];
    if (probe) environment.push(await probeEnvironment(context, intent));
    const differences = compareAccess(intent, matrix);
    const parts: readonly Part[] = [
      await matrixPart(context, intent, matrix, differences),
      ...(exposure === 'both' ? [await exposurePart(context, intent, differences)] : []),
      ...adviceParts(context, intent, matrix, advised),
      ...(environment.length === 0
        ? []
        : [{ name: 'environment', findings: environment.flat(), fix: fixes.environment(context) } as const]),
    ];
    return sumUp(parts, factsOf(matrix, differences, advised));
  },
});

async function keep(context: ActionContext, name: string, what: unknown): Promise<void> {
  await context.keep(name, `${JSON.stringify(what, undefined, 2)}\n`);
}

async function matrixPart(
  context: ActionContext,
  intent: IntentFile,
  matrix: AccessMatrix,
  differences: readonly AccessDifference[],
): Promise<Part> {
  const { stale, silent } = await faultsOfFiles(context, intent);
  const findings = [
    ...[...stale, ...silent].map((words): Pick<Finding, 'verdict' | 'words'> => ({ verdict: 'failed', words })),
    ...differences.map(findingOf),
    ...openFindings([...meantBroken(matrix, differences), ...untriedFindings(matrix)], intent.accepted),
  ];
  const isOnlyStale = stale.length > 0 && silent.length + differences.length === 0;
  return {
    name: 'access matrix',
    findings,
    fix: isOnlyStale ? 'Write it anew: `prestage database accept --apply`.' : fixes.difference,
  };
}

/** An intent says so where somebody wrote it down as measured; what broke since is a difference. */
function meantBroken({ cells }: AccessMatrix, differences: readonly AccessDifference[]): readonly Finding[] {
  const isTold = (object: string, verb: string) =>
    differences.some((each) => each.change === 'broken' && each.object === object && each.verb === verb);
  return brokenFindings({ cells: cells.filter(({ object, verb }) => !isTold(object, verb)) });
}

/** What differs under the configured exposure too was said already. */
async function exposurePart(
  context: ActionContext,
  intent: IntentFile,
  differences: readonly AccessDifference[],
): Promise<Part> {
  const { exposure, ...found } = await measureOtherExposure(context, intent);
  const fix =
    'Say it in a migration, for every table: `revoke all on table … from anon, authenticated`, then the grants that are meant.';
  const name = 'other exposure';
  if ('fault' in found)
    return {
      name,
      fix,
      findings: [{ verdict: found.fault.verdict, words: `${exposure} exposure: ${found.fault.words}` }],
    };
  await keep(context, `access-matrix-${exposure}.json`, found.matrix);
  const known = new Set(differences.map(({ change, words }) => `${change} ${words}`));
  const others = compareAccess(intent, found.matrix).filter(({ change, words }) => !known.has(`${change} ${words}`));
  return {
    name,
    fix,
    findings: others.map((each) => ({ ...findingOf(each), words: `under ${exposure} exposure ${sentence(each)}` })),
  };
}

function adviceParts(
  context: ActionContext,
  { accepted }: IntentFile,
  matrix: AccessMatrix,
  { advice, without }: Advised,
): readonly Part[] {
  const { access } = readSettings(context, 'database', databaseSettings);
  const missing =
    without === undefined
      ? []
      : [{ verdict: access.advice === 'never' ? 'verified' : 'unknown', words: without } as const];
  return [
    { name: 'policies', findings: openFindings(policyFindings(matrix, access), accepted), fix: fixes.finding },
    {
      name: 'advisors',
      findings: [...missing, ...toldTogether(openFindings(advisorFindings(advice, access), accepted))],
      fix: fixes.finding,
    },
  ];
}

function findingOf(difference: AccessDifference): Pick<Finding, 'verdict' | 'words'> {
  return { verdict: difference.change === 'unknown' ? 'unknown' : 'failed', words: sentence(difference) };
}

function sentence({ change, words }: AccessDifference): string {
  return `${change}: ${words}`;
}

function factsOf(
  matrix: AccessMatrix,
  differences: readonly AccessDifference[],
  { advice }: Advised,
): NonNullable<Outcome['facts']> {
  return {
    probes: matrix.probes,
    durationMs: matrix.durationMs,
    objects: matrix.objects.length,
    differences: differences.map(sentence),
    deadPolicies: matrix.deadPolicies.map(({ table, policy }) => `${table}: ${policy}`),
    advice: advice
      .filter(({ level }) => level !== 'INFO')
      .map(({ name, level, detail }) => `${level} ${name}: ${detail}`),
  };
}
