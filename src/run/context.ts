import type { ActionContext, CommandRecord, EvidenceFile, RunView } from '../core/action.ts';
import type { Command, CommandResult, Exec } from '../core/command.ts';
import type { Item, Order } from '../core/order.ts';
import type { RunFacts } from '../evidence/statement.ts';
import type { Capture } from './capture.ts';
import { archiveRecord, filesOf } from './archive.ts';
import { databasesFor } from './databases.ts';
import { located } from './located.ts';
import type { HeldConstraints } from './constraints/held.ts';
import type { RunFolder } from './folder.ts';
import { resolverOf } from './secrets/resolve.ts';
import type { Locks } from './lock/locks.ts';
import type { RunSetup } from './setup.ts';

/** What one run shares among its tasks. */
export interface RunScope {
  readonly setup: RunSetup;
  readonly folder: RunFolder;
  readonly order: Order;
  /** Without constraints: Prestage's own calls. */
  readonly exec: Exec;
  readonly constraints: HeldConstraints;
  readonly capture: Capture;
  /** What every statement of the run says of the run. */
  readonly facts: RunFacts;
  readonly view: () => RunView;
  /** Targets of the plans that were about to be applied. */
  readonly intended: Set<string>;
  /** Nonces of the approvals that this run has used. */
  readonly spent: Set<string>;
  readonly locks: Locks;
}

/** The same before its limits are held. */
export type LaidScope = Omit<RunScope, 'constraints'>;

/** The context of one action and what it gathered while the action ran. */
export interface Recording {
  readonly context: ActionContext;
  readonly commands: readonly CommandRecord[];
  readonly evidence: readonly EvidenceFile[];
  /** Names a file that an earlier attempt kept, before the run was cut. */
  readonly adopt: (file: EvidenceFile) => void;
  /** Writes what the commands printed, once, as `commands.log`. */
  finish(): Promise<void>;
  /** Closes what the action left open. */
  close(): Promise<void>;
}

export interface Recorded {
  /** Folder of the action's evidence, relative to the run's folder. */
  readonly place: string;
  readonly number: string;
  /** Which of the task's actions, from 0. */
  readonly step: number;
  readonly item?: Item;
  readonly environment?: string;
  /** Calls programs as the order allows. */
  readonly exec: Exec;
}

export function record(scope: RunScope, recorded: Recorded): Recording {
  const { setup, folder, capture } = scope;
  const commands: CommandRecord[] = [];
  const evidence: EvidenceFile[] = [];
  const transcript: string[] = [];
  const databases = databasesFor(setup, recorded.environment, capture.redactor);
  const keep = async (name: string, content: string | Uint8Array): Promise<EvidenceFile> => {
    const path = unused(`${recorded.place}/${capture.name(name)}`, evidence);
    const kept = typeof content === 'string' ? capture.file(content) : capture.bytes(content);
    const file = await folder.write(path, kept);
    evidence.push(file);
    return file;
  };
  const exec = async (command: Command): Promise<CommandResult> => {
    const result = await recorded.exec(command);
    const { stdout, stderr, ...rest } = result;
    commands.push(rest);
    transcript.push(transcriptOf(result, command.isBulk ? '(not kept)\n' : stdout + stderr));
    return result;
  };
  const say = (line: string): void =>
    setup.watch({ kind: 'task.progress', number: recorded.number, line: capture.text(line) });
  return {
    commands,
    evidence,
    adopt: (file) => evidence.push(file),
    context: {
      root: setup.workspace.root,
      mode: setup.mode,
      clock: setup.clock,
      order: scope.order,
      run: scope.view(),
      settings: (area) => setup.workspace.settings(area),
      secret: resolverOf(setup.vault, recorded.environment),
      database: databases.database,
      scratch: databases.scratch,
      locate: located(setup.locate, recorded.environment),
      ...(recorded.item === undefined ? {} : { item: recorded.item }),
      ...(recorded.environment === undefined ? {} : { environment: recorded.environment }),
      exec,
      keep,
      archive: async (area, archived) => {
        const place = { root: setup.workspace.root, area, environment: recorded.environment };
        const file = await archiveRecord(place, archived, { clock: setup.clock, redactor: capture.redactor });
        scope.constraints.excuse(filesOf(file.path));
        // Its digest is sealed with the run by the copy.
        await keep(`${area}.json`, `${JSON.stringify(archived.content, undefined, 2)}\n`);
        return file;
      },
      redact: (text) => capture.text(text),
      say,
    },
    async finish() {
      if (transcript.length > 0) await keep('commands.log', transcript.join('\n'));
    },
    close: async () => databases.close(),
  };
}

function transcriptOf(result: CommandResult, output: string): string {
  const end = result.found ? `exit ${result.exitCode ?? result.signal ?? 'unknown'}` : 'not found';
  return `$ ${result.command}\n${output}${output === '' || output.endsWith('\n') ? '' : '\n'}[${end}, ${result.durationMs} ms]\n`;
}

function unused(path: string, taken: readonly EvidenceFile[]): string {
  const paths = new Set(taken.map((file) => file.path));
  if (!paths.has(path)) return path;
  for (let count = 2; ; count += 1) {
    const other = path.replace(/(\.[^./]*)?$/, `-${count}$1`);
    if (!paths.has(other)) return other;
  }
}
