import type { Action } from '../../core/action.ts';

/** A step as it can be proposed from a task's words, and what the author has yet to add. */
export interface ProposedStep {
  readonly text: string;
  readonly missing: readonly string[];
}

/** What was recognised in: a task, a box, a labelled line. */
export interface Recognisable {
  readonly text: string;
  readonly raw: string;
}

export function recognisedBy(words: Recognisable, actions: readonly Action[]): readonly Action[] {
  return actions.filter(({ recognises }) =>
    recognises.some((pattern) => [words.text, words.raw].some((text) => text.search(pattern) !== -1)),
  );
}

/** The environment is proposed where the words name just one; inputs are the author's to fill in. */
export function proposeStep(words: Recognisable, action: Action): ProposedStep {
  const environments = action.effects === 'environment' ? namedEnvironments(words.text) : [];
  const [environment] = environments;
  const missing = requiredInputs(action);
  if (action.effects !== 'environment') return { text: action.id, missing };
  if (environment === undefined || environments.length > 1) return { text: action.id, missing: ['env', ...missing] };
  return { text: `${action.id} env=${environment}`, missing };
}

function namedEnvironments(text: string): readonly string[] {
  return ['staging', 'production'].filter((name) => new RegExp(String.raw`\b${name}\b`, 'i').test(text));
}

/** What the schema asks for when it is given nothing. */
function requiredInputs(action: Action): readonly string[] {
  const read = action.input.safeParse({});
  if (read.success) return [];
  return [...new Set(read.error.issues.map(({ path: [field] }) => String(field ?? '')))].filter(
    (field) => field !== '',
  );
}
