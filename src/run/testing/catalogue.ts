import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defineAction, defineCheck, type Action, type Catalogue } from '../../core/action.ts';
import { succeeded } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';

function textAt(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Small real actions: each does what it says in the workspace that it is given. */
const actions: readonly Action[] = [
  defineAction({
    id: 'out.write',
    summary: 'Write a file under out/',
    effects: 'workspace',
    needs: {},
    recognises: [],
    input: z.strictObject({ name: z.string(), text: z.string().default('made') }),
    writes: ({ name }) => [`out/${name}`],
    plan: async (_, { name }) => ({
      summary: `write ${name}`,
      changes: [{ kind: 'create', target: `out/${name}`, summary: 'write it' }],
      data: { name },
    }),
    apply: async ({ root }, { text }, { data }) => {
      mkdirSync(join(root, 'out'), { recursive: true });
      writeFileSync(join(root, 'out', data.name), text);
    },
    verify: async ({ root }, { name }) =>
      existsSync(join(root, 'out', name))
        ? { verdict: 'verified' }
        : { verdict: 'failed', reason: `out/${name} is missing` },
  }),
  defineAction({
    id: 'env.append',
    summary: 'Add a line to a file that stands for an environment',
    effects: 'environment',
    needs: {},
    recognises: [],
    input: z.strictObject({ file: z.string(), line: z.string().default('done') }),
    plan: async (_, { file, line }) => ({
      summary: `add ${line}`,
      changes: [{ kind: 'update', target: file, summary: `add ${line}` }],
      data: { line },
    }),
    apply: async (_, { file }, { data }) => appendFileSync(file, `${data.line}\n`),
    verify: async (_, { file, line }) =>
      readFileSync(file, 'utf8').includes(line)
        ? { verdict: 'verified' }
        : { verdict: 'failed', reason: 'no such line' },
  }),
  defineAction({
    id: 'env.deploy',
    summary: 'Add a line to out/ENVIRONMENT; its plan says what stands there',
    effects: 'environment',
    needs: {},
    recognises: [],
    input: z.strictObject({ line: z.string() }),
    plan: async ({ root, environment = '' }, { line }) => ({
      summary: `add ${line}`,
      changes: [{ kind: 'update', target: environment, summary: `add ${line}` }],
      data: { line, before: textAt(join(root, 'out', environment)) },
    }),
    apply: async ({ root, environment = '' }, _, { data }) => {
      mkdirSync(join(root, 'out'), { recursive: true });
      writeFileSync(join(root, 'out', environment), `${data.before}${data.line}\n`);
    },
    verify: async ({ root, environment = '' }, { line }) =>
      textAt(join(root, 'out', environment)).includes(line)
        ? { verdict: 'verified' }
        : { verdict: 'failed', reason: 'no such line' },
  }),
  defineAction({
    id: 'out.remove',
    summary: 'Remove out/',
    effects: 'workspace',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    plan: async ({ root }) => ({
      summary: 'remove out/',
      changes: existsSync(join(root, 'out')) ? [{ kind: 'delete', target: 'out', summary: 'remove it' }] : [],
      data: null,
    }),
    apply: async ({ root }) => rmSync(join(root, 'out'), { recursive: true, force: true }),
    verify: async ({ root }) =>
      existsSync(join(root, 'out')) ? { verdict: 'failed', reason: 'out/ is there' } : { verdict: 'verified' },
  }),
  defineAction({
    id: 'out.stumble',
    summary: 'Cannot be planned',
    effects: 'workspace',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    plan: async () => {
      throw new Failure({
        code: 'out.stumbled',
        what: 'It cannot be planned',
        why: 'not yet',
        fix: 'Do the rest first.',
      });
    },
    apply: async () => undefined,
    verify: async () => ({ verdict: 'unknown', reason: 'it was never planned' }),
  }),
  defineCheck({
    id: 'out.has',
    summary: 'See that a file is there',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({ name: z.string() }),
    check: async ({ root }, { name }) =>
      existsSync(join(root, 'out', name))
        ? { verdict: 'verified' }
        : { verdict: 'failed', reason: `out/${name} is missing`, fix: `\`touch out/${name}\`.` },
  }),
  defineCheck({
    id: 'out.shell',
    summary: 'Run a program',
    effects: 'none',
    needs: { tools: ['bash'] },
    recognises: [],
    input: z.strictObject({ script: z.string() }),
    check: async ({ exec }, { script }) => {
      const result = await exec({ program: 'bash', args: ['-c', script] });
      return succeeded(result)
        ? { verdict: 'verified' }
        : { verdict: 'failed', reason: `exit ${result.exitCode}: ${result.stderr}` };
    },
  }),
  defineAction({
    id: 'out.tell',
    summary: 'Say everywhere what out/secret holds',
    effects: 'workspace',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    plan: async ({ root }) => ({ summary: readFileSync(join(root, 'out/secret'), 'utf8'), changes: [], data: null }),
    apply: async () => undefined,
    verify: async ({ root }) => {
      const told = readFileSync(join(root, 'out/secret'), 'utf8');
      const suites = [{ name: told, result: 'FAILED', passed: [], failed: [told] } as const];
      return { verdict: 'failed', reason: told, fix: told, asked: told, done: told, facts: { [told]: [told] }, suites };
    },
  }),
  defineCheck({
    id: 'out.stage',
    summary: 'Stage a file',
    effects: 'none',
    needs: { tools: ['git'] },
    recognises: [],
    input: z.strictObject({ path: z.string() }),
    check: async ({ exec }, { path }) =>
      succeeded(await exec({ program: 'git', args: ['add', path] })) ? { verdict: 'verified' } : { verdict: 'failed' },
  }),
  defineCheck({
    id: 'out.forge',
    summary: 'Write over a file of the run’s evidence',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({ name: z.string() }),
    check: async ({ root, run }, { name }) => {
      const path = join(root, run?.folder ?? '', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'forged\n');
      return { verdict: 'verified' };
    },
  }),
  defineCheck({
    id: 'out.archive',
    summary: 'Archive a record, and write into it afterwards when told to',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({ after: z.enum(['leave', 'spoil']) }),
    check: async ({ root, archive }, { after }) => {
      const { path } = await archive('looks', { content: { seen: 1 }, line: { seen: 1 } });
      if (after === 'spoil') appendFileSync(join(root, path), 'spoilt\n');
      return { verdict: 'verified' };
    },
  }),
  defineCheck({
    id: 'out.refuse',
    summary: 'Fail with words',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    check: async () => {
      throw new Failure({
        code: 'out.refused',
        what: 'It was refused',
        why: 'it always is',
        fix: 'Ask somebody else.',
      });
    },
  }),
  defineCheck({
    id: 'out.crash',
    summary: 'Fail as a bug does',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    check: async () => {
      throw new TypeError('undefined is not a launch');
    },
  }),
  defineCheck({
    id: 'out.needs',
    summary: 'Need a program that nobody has',
    effects: 'none',
    needs: { tools: ['no-such-program'] },
    recognises: [],
    input: z.strictObject({}),
    check: async () => ({ verdict: 'verified' }),
  }),
];

export const testCatalogue: Catalogue = {
  ids: actions.map(({ id }) => id),
  load: async (id) => actions.find((action) => action.id === id),
};
