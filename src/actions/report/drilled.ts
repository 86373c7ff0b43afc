import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { commandLine } from '../command-line.ts';
import { duration, milliseconds } from '../notify/duration.ts';
import { newestRecord, type AreaRecord } from './records.ts';

/** A thing that has to be tried before it is needed, and the record that says that it was. */
interface Exercise {
  readonly what: string;
  readonly area: string;
  readonly format: string;
  /** What does it. */
  readonly command: readonly string[];
  /** Whether its record has to say by which commands one comes back. */
  readonly namesCommands: boolean;
}

const exercises: readonly Exercise[] = [
  {
    what: 'the deploy',
    area: 'deploy',
    format: 'prestage.deploy-rehearsal/1',
    command: ['deploy', 'rehearse', '--apply'],
    namesCommands: true,
  },
  {
    what: 'the rollback',
    area: 'deploy',
    format: 'prestage.rollback-drill/1',
    command: ['deploy', 'drill', '--apply'],
    namesCommands: true,
  },
  {
    what: 'the restore of a backup',
    area: 'backup',
    format: 'prestage.drill/1',
    command: ['backup', 'drill'],
    namesCommands: false,
  },
];

/** By how much two machines' clocks may differ. */
const skewMs = 5 * 60_000;

const input = z.strictObject({
  within: duration.default('7d').describe('how old the newest record of each may be: `24h`, `7d`'),
});

export const reportDrilled = defineCheck({
  id: 'report.drilled',
  summary: 'Check that deploy, rollback and restore were each exercised lately, and that the record says how',
  input,
  effects: 'none',
  needs: {},
  recognises: [/\bdeploy\b.*\brollback\b.*\brestore\b.*\brehearsed\b/i],

  async check(context, { within }) {
    const environment = environmentOf(context);
    const outcomes = await Promise.all(exercises.map(async (each) => lookAt(context, environment, each, within)));
    const facts = Object.fromEntries(outcomes.map((each, index) => [exercises[index]?.what ?? '', each.facts ?? {}]));
    const wrong = outcomes.filter(({ verdict }) => verdict !== 'verified');
    const worst = wrong.find(({ verdict }) => verdict === 'failed') ?? wrong[0];
    if (worst === undefined) return { verdict: 'verified', facts };
    return { ...worst, reason: wrong.map(({ reason = '' }) => reason).join('; '), facts };
  },
});

async function lookAt(
  { root, mode, clock }: ActionContext,
  environment: string,
  { what, area, format, command, namesCommands }: Exercise,
  within: string,
): Promise<Outcome> {
  const fix = `${commandLine({ environment }, ...command)}.`;
  const record = await newestRecord(root, { area, environment }, (content) => content['format'] === format);
  if (record === undefined)
    return { verdict: 'unknown', reason: `no record says that ${what} of ${environment} was exercised`, fix };
  const { at, path, content } = record;
  const facts = { at, record: path, commands: [...commandsOf(content)] };
  const of = `${what} of ${environment}, exercised at ${at},`;
  if (mode === 'live' && content['mode'] !== 'live')
    return { verdict: 'unknown', reason: `${of} was a rehearsal’s, on emulators, or does not say`, fix, facts };
  const { verdict } = content;
  if (verdict !== 'verified')
    return {
      verdict: 'failed',
      reason: `${of} came to ${typeof verdict === 'string' ? verdict : 'nothing'}`,
      fix,
      facts,
    };
  const age = clock.now().getTime() - Date.parse(at);
  // What is of a day to come would never be old.
  if (!(age >= -skewMs))
    return { verdict: 'unknown', reason: `${of} is not of the past: a clock or its name is wrong`, fix, facts };
  if (age > milliseconds(within)) return { verdict: 'failed', reason: `${of} is older than ${within}`, fix, facts };
  return namesCommands && facts.commands.length === 0
    ? { verdict: 'unknown', reason: `${of} does not say by which command one comes back`, fix, facts }
    : { verdict: 'verified', facts };
}

function commandsOf({ rollback }: AreaRecord['content']): readonly string[] {
  return z.array(z.string()).safeParse(rollback).data ?? [];
}

/** Throws Failure `report.no-environment`. */
function environmentOf({ environment }: ActionContext): string {
  if (environment !== undefined) return environment;
  throw new Failure(
    {
      code: 'report.no-environment',
      what: 'It is not said whose drills are looked at',
      why: 'each environment is deployed and brought back by itself',
      fix: 'Name it: `--env production`, or `env=production` in the binding.',
    },
    exitCodes.usage,
  );
}
