import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import type { Json } from '../../core/json.ts';
import { worstOf } from '../../core/verdict.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { createGit } from '../../services/git/client.ts';
import { acceptable, compareAccess } from './access/compare.ts';
import { compareWithEnvironment, probeEnvironment, type EnvironmentFinding } from './access/on-environment.ts';
import { intentPath, pagePath, readIntent, type IntentFile } from './access/file/intent.ts';
import { accessPage } from './access/file/page.ts';
import { advise } from './access/lints/advise.ts';
import { measureShadow } from './access/shadow-matrix.ts';
import type { AccessDifference, AccessMatrix } from './access/types.ts';

const input = z.strictObject({
  on: z
    .enum(['shadow', 'environment'])
    .default('shadow')
    .describe('`environment` also compares what its catalogue says about access with the shadow, reading only'),
  probe: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('try on the environment too, rolled back; never on production'),
});

export const databaseAccess = defineCheck({
  id: 'database.access',
  summary: 'Try who may do what, and compare it with the access that is meant',
  input,
  effects: 'none',
  needs: { tools: ['supabase', 'git'], services: ['postgres'] },
  recognises: [/\baccess matrix\b/i],

  async check(context, { on, probe }) {
    const text = await readTextIfThere(context.root, intentPath);
    if (text === undefined)
      return {
        verdict: 'unknown',
        reason: `${intentPath} is not there: nobody has said which access is meant; write it by \`prestage database accept --apply\``,
      };
    const intent = readIntent(text);
    const found = await measureShadow(context);
    if ('fault' in found) return { verdict: found.fault.verdict, reason: found.fault.words };
    const { shadow, matrix } = found;
    await context.keep('access-matrix.json', `${JSON.stringify(matrix, undefined, 2)}\n`);
    const differences = compareAccess(intent, matrix);
    const advised = await advise(context, shadow.scratch.login);
    await context.keep('advisors.json', `${JSON.stringify(advised, undefined, 2)}\n`);
    const environment = on === 'environment' ? [await compareWithEnvironment(context, shadow.scratch)] : [];
    if (probe) environment.push(await probeEnvironment(context, intent));
    const faults = [
      ...(await faultsOfFiles(context, intent)),
      ...differences.filter(({ change }) => change !== 'unknown').map(sentence),
    ];
    const gaps = [...differences.filter(({ change }) => change === 'unknown').map(sentence), ...untried(matrix)];
    const notes = [
      ...matrix.deadPolicies.map(({ table, policy, why }) => `dead policy "${policy}" of ${table}: ${why}`),
      ...(advised.without === undefined ? [] : [advised.without]),
    ];
    return sumUp(faults, gaps, notes, environment, {
      probes: matrix.probes,
      durationMs: matrix.durationMs,
      objects: matrix.objects.length,
      differences: differences.map(sentence),
      deadPolicies: matrix.deadPolicies.map(({ table, policy }) => `${table}: ${policy}`),
      advice: advised.advice
        .filter(({ level }) => level !== 'INFO')
        .map(({ name, level, detail }) => `${level} ${name}: ${detail}`),
    });
  },
});

function sentence({ change, words }: AccessDifference): string {
  return `${change}: ${words}`;
}

/** Cells that nobody could try: never taken for denied. */
function untried({ cells }: AccessMatrix): readonly string[] {
  const objects = new Map(
    cells
      .filter(({ outcome }) => outcome === 'unknown')
      .map(({ object, verb, why = '' }) => [`${object} ${verb}`, why]),
  );
  return [...objects].map(([what, why]) => `not tried: ${what}: ${why}`);
}

async function faultsOfFiles(context: ActionContext, intent: IntentFile): Promise<readonly string[]> {
  const page = await readTextIfThere(context.root, pagePath);
  const stale =
    page === accessPage(intent)
      ? []
      : [`${pagePath} does not say what ${intentPath} says: write it anew by \`prestage database accept --apply\``];
  const committed = await createGit(context.exec).textAtHead(intentPath);
  if (committed === undefined) return stale;
  const before = readIntent(committed, `${intentPath} at HEAD`);
  const old = new Set(before.accepted.map((line) => JSON.stringify(line)));
  const fresh = new Set(intent.accepted.filter((line) => !old.has(JSON.stringify(line))).map(({ what }) => what));
  const silent = compareAccess(before, intent).filter(
    (each) => each.change === 'widened' && !fresh.has(acceptable(each)),
  );
  return [...stale, ...silent.map(({ words }) => `widened without an accept line: ${words}`)];
}

function sumUp(
  faults: readonly string[],
  gaps: readonly string[],
  notes: readonly string[],
  environment: readonly EnvironmentFinding[],
  facts: Readonly<Record<string, Json>>,
): Outcome {
  const verdict = worstOf([
    faults.length > 0 ? 'failed' : gaps.length > 0 ? 'unknown' : 'verified',
    ...environment.map((each) => each.verdict),
  ]);
  const said = [...faults, ...environment.flatMap(({ reasons }) => reasons), ...gaps, ...notes];
  const more = said.length > 8 ? [`and ${said.length - 8} more, see access-matrix.json`] : [];
  return {
    verdict: verdict === 'verified' || verdict === 'failed' ? verdict : 'unknown',
    ...(said.length === 0 ? {} : { reason: [...said.slice(0, 8), ...more].join('; ') }),
    facts,
  };
}
