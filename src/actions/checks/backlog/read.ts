import { parseDocument } from 'yaml';
import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { readText } from '../../../services/files/read.ts';

const backlogTask = z.looseObject({
  id: z.string().min(1),
  title: z.string().min(1),
  status: z.string().min(1).optional(),
  notes: z.string().default(''),
  docs: z.array(z.string().min(1)).default([]),
});

const schema = z.union([
  z.array(backlogTask),
  z.looseObject({ tasks: z.array(backlogTask) }).transform(({ tasks }) => tasks),
]);

export type BacklogTask = z.infer<typeof backlogTask>;

/** A YAML list of tasks with id, title, status, notes and docs. Throws Failure `checks.bad-backlog`, with the line. */
export async function readBacklog(root: string, file: string): Promise<readonly BacklogTask[]> {
  const document = parseDocument(await readText(root, file));
  const [error] = document.errors;
  if (error !== undefined) throw bad(file, error.message, error.linePos?.[0].line);
  const read = schema.safeParse(document.toJS());
  if (!read.success) throw bad(file, z.prettifyError(read.error).split('\n').slice(0, 3).join(' '));
  const ids = read.data.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw bad(file, `two tasks have the id ${twice}`);
  return read.data;
}

function bad(file: string, why: string, line?: number): Failure {
  return new Failure({
    code: 'checks.bad-backlog',
    what: `Cannot read the backlog ${file}`,
    why,
    fix: 'Write a list of tasks, each with `id`, `title` and `status`, each id once.',
    file,
    ...(line === undefined ? {} : { line }),
  });
}
