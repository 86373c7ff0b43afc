import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePush } from '../../../src/actions/database/push.ts';
import { perform, plan, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { Outcome, Plan } from '../../../src/core/action.ts';
import { Failure, type FailureData } from '../../../src/core/failure.ts';
import type { Scratch, ScratchOptions } from '../../../src/core/scratch.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { openPushedScratch } from './pushed.ts';
import { databaseWorkspace, openScratch, stops } from './workspace.ts';

/** A workspace with migrations, and a staging database of its own. */
export interface PushPlace {
  readonly workspace: TestWorkspace;
  readonly staging: Scratch;
  /** As the user that pushes. */
  readonly session: Session;
  /** Names without folder. */
  put(files: Readonly<Record<string, string>>): Promise<void>;
  take(name: string): Promise<void>;
  plan(input?: object): Promise<Plan>;
  push(input?: object): Promise<Outcome>;
  /** Versions that history has. */
  history(): Promise<readonly unknown[]>;
  /** Of public. */
  tables(): Promise<readonly unknown[]>;
}

export async function openPlace(
  files: Readonly<Record<string, string>> = {},
  options: ScratchOptions = {},
): Promise<PushPlace> {
  return placeOn(await openScratch(options), files, options);
}

/** The same where the real CLI has pushed them. */
export async function openPushedPlace(
  files: Readonly<Record<string, string>>,
  options: ScratchOptions = {},
): Promise<PushPlace> {
  return placeOn(await openPushedScratch(files, options), files, options);
}

async function placeOn(
  staging: Scratch,
  files: Readonly<Record<string, string>>,
  { engine }: ScratchOptions,
): Promise<PushPlace> {
  const workspace = await databaseWorkspace({
    ...(engine === undefined ? {} : { engine }),
    databases: { staging: staging.login },
  });
  const session = await openSession(staging.login);
  stops.push(async () => session.close());
  const context = workspace.context({ environment: 'staging' });
  const put = async (more: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(more)) await workspace.put(`supabase/migrations/${name}`, text);
  };
  const list = async (sql: string) => (await session.query(sql)).map((row) => Object.values(row)[0]);
  await put(files);
  return {
    workspace,
    staging,
    session,
    put,
    take: async (name) => rm(join(workspace.root, 'supabase/migrations', name)),
    plan: async (input = {}) => plan(databasePush, context, input),
    push: async (input = {}) => (await perform(databasePush, context, input)).outcome,
    history: async () => {
      const [{ there } = {}] = await session.query(
        `select to_regclass('supabase_migrations.schema_migrations') is not null as there`,
      );
      return there === true ? list('select version from supabase_migrations.schema_migrations order by 1') : [];
    },
    tables: async () => list(`select tablename from pg_tables where schemaname = 'public' order by 1`),
  };
}

/** What it is refused with. */
export async function refusalOf(trying: Promise<unknown>): Promise<FailureData> {
  try {
    await trying;
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
  throw new Error('it went well');
}

/** Codes of a refusal, one or many. */
export function codesOf({ code, problems }: FailureData): readonly string[] {
  return problems?.map((problem) => problem.code) ?? [code];
}
