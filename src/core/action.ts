import type { ZodType } from 'zod';
import type { Clock } from './clock.ts';
import type { CommandResult, Exec } from './command.ts';
import type { DatabaseLogin } from './database.ts';
import type { Json } from './json.ts';
import type { Finding, Item, Order } from './order.ts';
import type { Locate } from './place.ts';
import type { TaskRecord } from './record.ts';
import type { OpenScratch } from './scratch.ts';
import type { SecretReference } from './secret-reference.ts';
import type { Secret } from './secret.ts';
import type { Verdict } from './verdict.ts';

export type Mode = 'rehearsal' | 'live';

/** A file that an action left, digest over the redacted bytes that were written. */
export interface EvidenceFile {
  /** Relative to the run's folder, `/` as separator. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a run lets an action see of itself. Absent when an action is called on its own. */
export interface RunView {
  readonly id: string;
  /** The direction's path in the workspace. */
  readonly direction: string;
  /** Where the run's evidence lies, relative to the workspace. */
  readonly folder: string;
  readonly startedAt: string;
  /** What this run planned to change, noted just before it was applied: what its way back may touch. */
  readonly intended: readonly string[];
  /** Tasks that have come to a verdict so far, in order. */
  readonly tasks: readonly TaskRecord[];
}

/** What an action may use. Everything it touches outside itself comes through here or through a service. */
export interface ActionContext {
  /** The workspace's absolute path. */
  readonly root: string;
  readonly mode: Mode;
  readonly environment?: string;
  readonly clock: Clock;
  readonly exec: Exec;
  /** The config's section of an area, unparsed: the area's own schema reads it. */
  readonly settings: (area: string) => unknown;
  /** A credential out of the vault, of the action's environment when none is named. Throws Failure `secrets.missing`. */
  readonly secret: (reference: SecretReference, environment?: string) => Promise<Secret>;
  /** The Postgres of an environment, of the action's own when none is named. Throws Failure `database.not-configured`. */
  readonly database: (environment?: string) => Promise<DatabaseLogin>;
  /** Where a service that the config names by a URL is reached: nothing goes to such a URL but through this. */
  readonly locate: Locate;
  /** Opens a throw-away Postgres. What was not closed is closed when the action is over. */
  readonly scratch: OpenScratch;
  readonly order?: Order;
  /** The item that is being settled, with its nested list: the nested list is the task's input. */
  readonly item?: Item;
  readonly run?: RunView;
  /**
   * Writes a file of evidence, redacted, and names it. `name` is a plain file name. Bytes are kept as they are but for secrets:
   * a mail, whose line ends count.
   */
  readonly keep: (name: string, content: string | Uint8Array) => Promise<EvidenceFile>;
  /**
   * Archives a record of the environment at `artifacts/ops/<area>/<environment>/<UTC>.json`, with `latest.json` and a line in
   * `index.jsonl` beside it, whole or not at all; redacted like all that is kept.
   * Throws Failure `record.holds-secret` when a known secret is in it, and writes nothing then.
   */
  readonly archive: (area: string, record: ArchivedRecord) => Promise<EvidenceFile>;
  /** Takes secrets out of what an action read by itself: what a database said, before it goes into a file or a plan. */
  readonly redact: (text: string) => string;
  /** One line of progress for people. */
  readonly say: (line: string) => void;
}

/** What is archived, and the few words of it that its line in the index repeats. */
export interface ArchivedRecord {
  readonly content: Json;
  readonly line: Readonly<Record<string, Json>>;
}

export interface Change {
  readonly kind: 'create' | 'update' | 'delete' | 'move' | 'run';
  /** A path, a table, a secret's name. */
  readonly target: string;
  readonly summary: string;
}

/** Plain data: printable, comparable, hashable, approvable. `data` is what `apply` works from. */
export interface Plan<Data extends Json = Json> {
  readonly summary: string;
  readonly changes: readonly Change[];
  readonly data: Data;
}

export interface Outcome {
  readonly verdict: Exclude<Verdict, 'attested' | 'stale' | 'skipped' | 'waiting'>;
  /** One sentence; required for anything but `verified`. */
  readonly reason?: string;
  /** What the reader does about it, when it is not verified: one sentence, with the command where there is one. */
  readonly fix?: string;
  /** The order's words for it, where they differ from what was done. */
  readonly asked?: string;
  readonly done?: string;
  /** What was measured: goes into the statement's byproducts. */
  readonly facts?: Readonly<Record<string, Json>>;
  /** Results of test suites: each becomes a test-result statement. */
  readonly suites?: readonly Suite[];
  /** For whoever called it by itself: what its command shows. A run has it in what it kept. */
  readonly table?: Table;
  /** The same by file and line, where there are such: annotations on GitHub. */
  readonly findings?: readonly Finding[];
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Suite {
  readonly name: string;
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly url?: string;
}

/** A name in the vault, of the action's environment; or one that is the same in all of them, or of a certain one. */
export type NeededName =
  | string
  | { readonly name: string; readonly shared: true }
  | { readonly name: string; readonly environment: string }
  // Of the action's environment; of each of these when it has none.
  | { readonly name: string; readonly otherwiseOf: readonly string[] };

export interface Needs {
  readonly tools?: readonly string[];
  /** Names in the vault; or what finds them in the area's settings, such as `secretNamesIn`. */
  readonly secrets?: readonly NeededName[] | ((settings: unknown) => readonly NeededName[]);
  readonly services?: readonly string[];
}

interface ActionBase<Input> {
  /** `area.verb` */
  readonly id: string;
  readonly summary: string;
  /** Also its flags, its binding's arguments and its reference page. */
  readonly input: ZodType<Input>;
  readonly needs: Needs;
  /** How `direction bind` finds it in a task's words. */
  readonly recognises: readonly RegExp[];
  /** What `direction bind` proposes for its inputs, where the words say it. */
  readonly reads?: (words: ReadWords) => ProposedInput;
}

/** What else says where an action writes. */
export type WritePlace = Pick<ActionContext, 'item' | 'settings'>;

/** The words of a task, a box or a line, as an action reads its inputs in them. */
export interface ReadWords {
  readonly text: string;
  /** The paths that they name in back-ticks, in order. */
  readonly paths: readonly string[];
  /** The one file that the order may touch: what "the file" means in it. Absent when it may touch more. */
  readonly subject?: string;
}

/** Values as a binding has them; what is not found stays undefined. */
export type ProposedInput = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Looks and says; changes nothing. */
export interface CheckAction<Input> extends ActionBase<Input> {
  readonly effects: 'none';
  check(context: ActionContext, input: Input): Promise<Outcome>;
}

/** Plans, applies, and then looks at the world again: `verify` never trusts `apply`'s word or an exit code. */
export interface ChangeAction<Input, Data extends Json> extends ActionBase<Input> {
  readonly effects: 'workspace' | 'environment';
  /** It writes in the workspace alone, and is about one environment all the same: its command takes `--env`. */
  readonly isOfEnvironment?: true;
  /** The paths of the workspace that it will write, as far as its input says: preflight tries them all before anything has changed. */
  writes?(input: Input, place: WritePlace): readonly string[];
  plan(context: ActionContext, input: Input): Promise<Plan<Data>>;
  apply(context: ActionContext, input: Input, plan: Plan<Data>): Promise<void>;
  verify(context: ActionContext, input: Input, plan: Plan<Data>): Promise<Outcome>;
}

/** An action with its types forgotten: what the registry holds and the run executes. */
export type Action = CheckAction<unknown> | ChangeAction<unknown, Json>;

export function defineCheck<Input>(action: CheckAction<Input>): Action {
  return action;
}

export function defineAction<Input, Data extends Json>(action: ChangeAction<Input, Data>): Action {
  return action;
}

/** Finds actions by id: handed to whatever must look one up. */
export interface Catalogue {
  readonly ids: readonly string[];
  /** Undefined when there is no such action. */
  load(id: string): Promise<Action | undefined>;
}

/** What one action's execution left in the journal. */
export interface CommandRecord extends Omit<CommandResult, 'stdout' | 'stderr'> {
  /** The kept output, when there was any. */
  readonly output?: string;
}
