/** What the bare CLI makes of it: `goes through` is exit code 0, `fails` is in the middle, `refuses` before anything ran. */
export type CliFate = 'goes through' | 'fails' | 'refuses';

/** Something that a folder of migrations can hold, and what becomes of it. */
export interface PlantedTrap {
  readonly words: string;
  /** Migrations that the environment has had, by name. */
  readonly before?: Readonly<Record<string, string>>;
  /** What was done to it by hand after that. */
  readonly byHand?: string;
  /** What is in the folder now, beside or instead of those; an empty text takes a file away. */
  readonly files: Readonly<Record<string, string>>;
  readonly dryRun: CliFate;
  readonly push: CliFate;
  /** What `database.push` refuses it with; `warns` when it says it and goes on. */
  readonly code: string;
  readonly warns?: true;
  /** Of the file where it is found. */
  readonly line?: number;
}
