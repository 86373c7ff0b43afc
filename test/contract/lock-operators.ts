import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { env, stops } from './postgres-client.ts';

const said = z.looseObject({
  at: z.string(),
  verdict: z.string().optional(),
  reason: z.string().optional(),
  what: z.string().optional(),
  code: z.string().optional(),
  run: z.string().optional(),
  root: z.string().optional(),
});
export type Said = z.infer<typeof said>;

/** A process that runs directions when it is told to. */
export interface Operator {
  readonly name: string;
  readonly root: string;
  tell(word: 'go' | 'on' | 'end'): void;
  signal(signal: NodeJS.Signals): void;
  /** The next thing that it says. */
  hears(): Promise<Said>;
}

export interface OperatorOptions {
  readonly effects: string;
  readonly leaseMs?: number;
  readonly statementsPerConnection?: number;
}

export async function startOperator(
  running: RunningEmulator,
  name: string,
  { leaseMs = 30_000, ...options }: OperatorOptions,
): Promise<Operator> {
  const login = { url: env(running, 'DATABASE_URL'), password: env(running, 'PGPASSWORD') };
  const child = spawn(process.execPath, [new URL('programs/lock-operator.ts', import.meta.url).pathname], {
    env: { ...process.env, OPERATOR: JSON.stringify({ ...login, name, leaseMs, ...options }) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hears = async (): Promise<Said> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${name} has ended`);
    return said.parse(JSON.parse(value));
  };
  const { root = '' } = await hears();
  stops.push(async () => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    child.kill('SIGKILL');
    if (!isOver) await once(child, 'exit');
    rmSync(root, { recursive: true, force: true });
  });
  return {
    name,
    root,
    hears,
    tell: (word) => void child.stdin.write(`${word}\n`),
    signal: (signal) => void child.kill(signal),
  };
}
