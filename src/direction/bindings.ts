import type { Bindings, CheckBinding, Step, TaskBinding } from '../core/binding.ts';
import { readStep } from './sidecar/step.ts';
import { YamlFile, type Kind } from './sidecar/yaml.ts';

const kind: Kind = {
  area: 'bindings',
  name: 'bindings file',
  example: 'Write it like this: `tasks: [{ task: "words of the task", run: area.verb key=value }]`',
};

/**
 * Reads a sidecar. `file` is its path in the workspace.
 * @throws Failure with the line: `bindings.yaml`, `bindings.duplicate-key`, `bindings.shape`, `bindings.unknown-key`, `bindings.step`
 */
export function readBindings(text: string, file: string): Bindings {
  const yaml = new YamlFile(text, file, kind);
  if (yaml.root === null) return { tasks: [], done: [] };
  const members = yaml.members(yaml.root, 'the file', ['tasks', 'done', 'rollback', 'monitoring']);
  const rollback = members.get('rollback');
  const monitoring = members.get('monitoring');
  return {
    tasks: yaml.list(members.get('tasks'), 'tasks').map((node) => readTask(yaml, node)),
    done: yaml.list(members.get('done'), 'done').map((node) => readCheck(yaml, node, 'a box', 'box', 'check')),
    ...(rollback !== undefined && { rollback: readCheck(yaml, rollback, 'rollback', 'quote', 'run') }),
    ...(monitoring !== undefined && { monitoring: readCheck(yaml, monitoring, 'monitoring', 'quote', 'check') }),
  };
}

function readTask(yaml: YamlFile, node: unknown): TaskBinding {
  const members = yaml.members(node, 'a task', ['task', 'run', 'after', 'person']);
  const person = members.get('person');
  if (!members.has('run') && person === undefined)
    throw yaml.shape(node, 'a task has neither run nor person: say who settles it, actions, a person or both');
  return {
    quote: yaml.text(members.get('task') ?? node, 'task'),
    steps: members.has('run') ? readSteps(yaml, members.get('run'), 'run') : [],
    after: texts(yaml, members.get('after'), 'after'),
    ...(person !== undefined && { person: yaml.text(person, 'person') }),
    line: yaml.lineOf(node),
  };
}

function readCheck(yaml: YamlFile, node: unknown, name: string, quote: string, steps: string): CheckBinding {
  const members = yaml.members(node, name, quote === 'box' ? [quote, steps, 'after'] : [quote, steps]);
  return {
    quote: yaml.text(members.get(quote) ?? node, quote),
    steps: readSteps(yaml, members.get(steps) ?? node, steps),
    after: texts(yaml, members.get('after'), 'after'),
    line: yaml.lineOf(node),
  };
}

function readSteps(yaml: YamlFile, node: unknown, name: string): readonly Step[] {
  const nodes = yaml.oneOrMany(node, name);
  if (nodes.length === 0) throw yaml.shape(node, `${name} names no action`);
  return nodes.map((one) => {
    const text = yaml.text(one, name);
    const step = readStep(text, yaml.lineOf(one));
    if ('why' in step) throw yaml.fail('step', one, { what: `\`${text}\` cannot be read`, ...step });
    return step;
  });
}

function texts(yaml: YamlFile, node: unknown, name: string): readonly string[] {
  return yaml.oneOrMany(node, name).map((one) => yaml.text(one, name));
}
