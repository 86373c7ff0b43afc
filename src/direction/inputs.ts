import type { ZodError } from 'zod';
import type { Action, Catalogue } from '../core/action.ts';
import type { BoundOrder, Step } from '../core/binding.ts';
import type { Finding } from '../core/order.ts';
import { wordsOfIssue } from '../core/input-words.ts';
import { nearestName } from '../core/nearest.ts';
import { byLine, type Found } from './rules/rule.ts';

/** A step as it stands in an order: boxes and the monitoring line take checks alone. */
interface Placed {
  readonly step: Step;
  readonly place: string;
  readonly checksOnly: boolean;
}

/** Whether every step names an action that there is, with an input that its schema accepts. `file` is the sidecar's. */
export async function checkSteps(bound: BoundOrder, catalogue: Catalogue, file: string): Promise<readonly Finding[]> {
  const found = await Promise.all(placesOf(bound).map((step) => checkStep(step, catalogue)));
  return found
    .flat()
    .map((finding) => ({ ...finding, file }))
    .toSorted(byLine);
}

function placesOf({ tasks, boxes, rollback, monitoring }: BoundOrder): readonly Placed[] {
  return [
    ...tasks.flatMap(({ item, steps }) => placed(steps, `task ${item.number}`, false)),
    ...boxes.flatMap(({ box, steps }) => placed(steps, `box ${box.number}`, true)),
    ...placed(rollback?.steps ?? [], 'the rollback', false),
    ...placed(monitoring?.steps ?? [], 'the monitoring line', true),
  ];
}

function placed(steps: readonly Step[], place: string, checksOnly: boolean): readonly Placed[] {
  return steps.map((step) => ({ step, place, checksOnly }));
}

async function checkStep(at: Placed, catalogue: Catalogue): Promise<readonly Found[]> {
  const action = await catalogue.load(at.step.action);
  if (action === undefined) return [unknownAction(at, catalogue.ids)];
  return [...notACheck(at, action), ...(await invalidInput(at, action))];
}

function unknownAction({ step, place }: Placed, ids: readonly string[]): Found {
  const nearest = nearestName(step.action, ids);
  return {
    rule: 'bindings.unknown-action',
    severity: 'error',
    line: step.line,
    message: `There is no action "${step.action}", which ${place} is bound to`,
    fix: nearest === undefined ? 'See `prestage --help` for the actions' : `Did you mean "${nearest}"?`,
  };
}

function notACheck({ step, place, checksOnly }: Placed, action: Action): readonly Found[] {
  if (!checksOnly || action.effects === 'none') return [];
  return [
    {
      rule: 'bindings.not-a-check',
      severity: 'error',
      line: step.line,
      message: `${step.action} changes the ${action.effects}: ${place} takes checks alone`,
      fix: `Bind ${place} to an action that only looks, such as one of checks.*`,
    },
  ];
}

async function invalidInput({ step, place }: Placed, action: Action): Promise<readonly Found[]> {
  const read = await action.input.safeParseAsync(step.input);
  if (read.success) return [];
  return fieldsOf(read.error, step.input, action).map(({ field, message }) => ({
    rule: 'bindings.invalid-input',
    severity: 'error',
    line: step.line,
    message: `${place} gives ${step.action} an input that it cannot take: ${field === '' ? '' : `${field}: `}${message}`,
    fix: `See \`prestage ${step.action.replace('.', ' ')} --help\` for what it takes`,
  }));
}

/** An issue's path is the field; an unknown key stands in the message alone, and one that is missing in none. */
function fieldsOf(
  error: ZodError,
  input: Step['input'],
  { input: schema }: Action,
): readonly { field: string; message: string }[] {
  return error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys.join(', ')] : issue.path;
    const [name] = issue.path;
    const isMissing = issue.path.length === 1 && !(String(name) in input);
    const message = isMissing ? 'it is required, and missing' : wordsOfIssue(issue, schema);
    return { field: path.map(String).join('.'), message };
  });
}
