import { z } from 'zod';
import { defineAction, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { Order } from '../../core/order.ts';
import { bodyOf, findSection } from '../../direction/parts/sections.ts';
import { sectionTitles, type SectionName } from '../../direction/parts/section-name.ts';
import { aboutFile } from '../about-file.ts';
import { replaceBody, type Edit } from '../../direction/edit.ts';
import { renderDirection } from '../../direction/render.ts';
import { readDirectionFile } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { linesMeanTheSame } from './parts/meaning.ts';
import { placeholdersIn } from './parts/placeholders.ts';
import { commandsNamedIn, isAllowed } from './parts/tools.ts';

const input = z.strictObject({
  to: workspacePath.describe('the direction to fill'),
  from: workspacePath.describe('the file whose sections are taken over'),
});

const filled = ['objective', 'constraints', 'done', 'risk', 'links'] as const satisfies readonly SectionName[];

type Data = { readonly file: PlannedFile };

export const directionFill = defineAction<z.infer<typeof input>, Data>({
  id: 'direction.fill',
  summary: 'Fill Objective, Constraints, Definition of Done, Risk and Links from a file of guardrails',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\b(?:populate|fill(?: in)?) objective\b/i],
  reads: ({ paths: [from], subject }) => ({ to: subject, from }),
  writes: ({ to }) => [to],

  async plan(context, { to, from }) {
    const source = await readDirectionFile(context, from);
    const target = await readDirectionFile(context, to);
    const edits = filled.flatMap((name) => fillSection(target, source, name, from));
    const file = await planFile(context.root, to, renderDirection(target, edits));
    return {
      summary: `Fill ${to} from ${from}`,
      changes: changesOf(file, `${filled.length} sections`),
      data: { file },
    };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, { to, from }) {
    const source = await readDirectionFile(context, from);
    return aboutFile(to, judge(await readDirectionFile(context, to), source, to, from));
  },
});

/** A section that reads so already is left as it is: Prettier may have been there. */
function fillSection(target: Order, source: Order, name: SectionName, from: string): readonly Edit[] {
  const body = sectionOf(source, name, from);
  return linesMeanTheSame(bodyOf(target, name), body) ? [] : [replaceBody(target, name, body)];
}

/** Throws Failure `direction.no-section` for a section that is not there or empty. */
function sectionOf(source: Order, name: SectionName, file: string): string {
  const body = bodyOf(source, name);
  if (body !== '') return body;
  const [title] = sectionTitles[name];
  throw new Failure({
    code: 'direction.no-section',
    what: `${file} says nothing under "${title}"`,
    why: 'a section is filled from the section of that name, and nothing is filled with nothing',
    fix: `Write \`## ${title}\` there.`,
    file,
  });
}

function judge(order: Order, source: Order, to: string, from: string): Outcome {
  const differing = filled.filter((name) => !linesMeanTheSame(bodyOf(order, name), sectionOf(source, name, from)));
  if (differing.length > 0)
    return { verdict: 'failed', reason: `${to} does not read as ${from} in: ${titles(differing).join(', ')}` };
  const left = filled.flatMap((name) => placeholdersIn(bodyOf(order, name)));
  if (left.length > 0) return { verdict: 'failed', reason: `placeholders are left in ${to}: ${left.join(', ')}` };
  return judgeTools(order);
}

/** Guardrails that forbid what the tasks command would stop the run that they are written for. */
function judgeTools(order: Order): Outcome {
  const { allowedTools } = order.constraints;
  const commands = commandsNamedIn(order.items);
  const facts = {
    sections: titles(filled.filter((name) => findSection(order, name) !== undefined)),
    allowedTools: allowedTools.map((tool) => tool.words.join(' ')),
    commands: [...new Set(commands.map(({ words }) => words.join(' ')))],
  };
  const forbidden = commands.filter((command) => !isAllowed(command, allowedTools));
  if (forbidden.length === 0) return { verdict: 'verified', facts };
  const named = forbidden.map(({ task, words }) => `\`${words.join(' ')}\` (task ${task})`);
  return { verdict: 'failed', reason: `Allowed Tools do not allow what tasks name: ${named.join(', ')}`, facts };
}

function titles(names: readonly SectionName[]): readonly string[] {
  return names.map((name) => sectionTitles[name][0]);
}
