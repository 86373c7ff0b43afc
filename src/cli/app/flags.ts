/** Flags that many commands have, said in one way. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly workspace?: string;
}

export const jsonFlag = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'Print one JSON object on stdout and nothing else',
} as const;

export const workspaceFlag = {
  kind: 'parsed',
  parse: (text: string): string => text,
  optional: true,
  placeholder: 'DIR',
  brief: 'The workspace; the current folder when absent',
} as const;

/** A flag that takes a text as it is. */
export function textFlag<const Placeholder extends string, const Brief extends string>(
  placeholder: Placeholder,
  brief: Brief,
): { kind: 'parsed'; parse: (text: string) => string; placeholder: Placeholder; brief: Brief } {
  return { kind: 'parsed', parse: (text) => text, placeholder, brief };
}

export const commonFlags = { json: jsonFlag, workspace: workspaceFlag };
