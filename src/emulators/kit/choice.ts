/** Something that can be chosen of an emulator when it is started by a command: plain data, so that help is cheap. */
export interface Choice {
  readonly brief: string;
  readonly values: readonly string[];
  /** Taken when nothing is said; left to the emulator when absent. */
  readonly fallback?: string;
}

/** By the name of the flag. */
export type Choices = Readonly<Record<string, Choice>>;

/** What was chosen, by the same names, and where the command was given. */
export interface Chosen {
  readonly values: Readonly<Record<string, string>>;
  /** Folders that programs are looked for in, as PATH has them. */
  readonly searchPath: string;
  /** Absolute. */
  readonly workspace: string;
}
