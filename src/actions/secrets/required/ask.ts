/** One place of the code that asks for a name. */
export interface Ask {
  /** As it is asked for; `*` where a workflow takes all that there are, or makes up the name as it runs. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Whether the code goes on without it. */
  readonly isOptional: boolean;
  readonly where: Where;
}

/** Where a value would have to be for the code to get it. */
export type Where =
  | {
      readonly kind: 'github';
      /** Of the job; `any` when it is known no sooner than the job runs. */
      readonly environments: readonly string[] | 'any';
      /** Whether the repository's own secrets reach it: not those of a called workflow that is handed nothing. */
      readonly isRepositoryToo: boolean;
    }
  /** Variables of Actions: no target of ours. */
  | { readonly kind: 'variable' }
  /** A Fly app; all of them when the file names none. */
  | { readonly kind: 'fly'; readonly app?: string }
  /** The environment of a process, wherever that runs. */
  | { readonly kind: 'process' };

/** A name that the code gives itself: `[env]` of a fly.toml, `env:` of a workflow, ENV of a Dockerfile. */
export interface Given {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Of `[env]` alone: the app that gets it; all of them when the file names none. */
  readonly fly?: { readonly app?: string };
}

/** What one file says. */
export interface Found {
  readonly asks: readonly Ask[];
  readonly given: readonly Given[];
}

export const nothing: Found = { asks: [], given: [] };

export function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}
