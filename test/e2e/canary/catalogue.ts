import { join } from 'node:path';
import { z } from 'zod';
import {
  defineAction,
  defineCheck,
  type Action,
  type ActionContext,
  type Catalogue,
} from '../../../src/core/action.ts';
import type { CommandResult } from '../../../src/core/command.ts';
import { Failure } from '../../../src/core/failure.ts';
import type { Secret } from '../../../src/core/secret.ts';
import { known, unknown } from './canaries.ts';

const program = join(import.meta.dirname, 'print.mjs');
const nothing = z.strictObject({});
const said = [...known.map((secret) => secret.reveal()), ...Object.values(unknown)].join('\n');

/** Hands everything to the child and repeats all that it printed wherever an action can say something. */
async function careless(context: ActionContext, secrets: readonly Secret[]) {
  const { stdout, stderr } = await print(context, secrets);
  for (const line of stdout.split('\n')) context.say(line);
  await context.keep(`${stderr.slice(0, 40)}.log`, stderr + stdout);
  return {
    verdict: 'failed',
    reason: `it printed ${stdout.slice(-2000)}${stderr.slice(0, 1000)}`,
    asked: stderr.slice(-2000),
    done: stdout.slice(0, 2000),
    facts: {
      printed: stdout.split('\n').filter((_, index) => index % 3 === 0),
      [stdout.slice(0, 200)]: 1,
      deep: { stderr },
    },
    suites: [{ name: stdout.slice(0, 60), result: 'FAILED', passed: [], failed: stdout.split('\n').slice(0, 20) }],
  } as const;
}

function print(context: ActionContext, secrets: readonly Secret[]): Promise<CommandResult> {
  const env = Object.fromEntries(secrets.map((secret) => [secret.name, secret]));
  return context.exec({ program: 'node', args: [program], env, stdin: JSON.stringify(unknown) });
}

/** An action of its own words, not a child's. */
async function indiscreet(context: ActionContext) {
  context.say(said);
  await context.keep(`${known[0]?.reveal() ?? ''}.log`, said);
  const suites = [{ name: known[0]?.reveal() ?? '', result: 'FAILED', passed: [said], failed: [], url: said }] as const;
  return { verdict: 'unknown', reason: said, asked: said, done: said, facts: { [said]: said }, suites } as const;
}

const check = { effects: 'none', needs: {}, recognises: [], summary: 'Leak', input: nothing } as const;

/** Actions that do all that an action must not do with a secret. */
export function leaking(secrets: readonly Secret[] = known): Catalogue {
  const actions: readonly Action[] = [
    defineCheck({ ...check, id: 'leak.child', check: (context) => careless(context, secrets) }),
    defineCheck({ ...check, id: 'leak.words', check: indiscreet }),
    defineCheck({
      ...check,
      id: 'leak.failure',
      check: async () => {
        throw new Failure({ code: 'leak.failure', what: said, why: said, fix: said, tried: [said], file: said });
      },
    }),
    defineCheck({
      ...check,
      id: 'leak.crash',
      check: async () => {
        throw new TypeError(said);
      },
    }),
    defineCheck({
      ...check,
      id: 'leak.argv',
      check: async ({ exec }) => {
        await exec({ program: 'echo', args: [said] });
        return { verdict: 'verified' };
      },
    }),
    defineAction({
      ...check,
      id: 'leak.plan',
      effects: 'workspace',
      plan: async () => ({
        summary: said,
        changes: [{ kind: 'create', target: said, summary: said }],
        data: { said },
      }),
      apply: async () => {},
      verify: async () => ({ verdict: 'failed', reason: said }),
    }),
  ];
  return { ids: actions.map(({ id }) => id), load: async (id) => actions.find((action) => action.id === id) };
}

/** A task a leak, one box, and the monitoring line and rollback that a failure brings. */
export const tasks: readonly string[] = ['child', 'words', 'failure', 'crash', 'argv', 'plan'];

export const bindings = `tasks:
${tasks.map((task) => `  - task: Leak by ${task}\n    run: leak.${task}`).join('\n')}
done:
  - box: All is done
    check: leak.words
rollback:
  quote: Remove
  run: leak.words
`;
