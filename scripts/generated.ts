import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

/** A JSON Schema that is written from the code: one line a file. */
interface Generated {
  readonly file: string;
  readonly title: string;
  /** `input` is what people write, defaults left out; `output` is what Prestage prints. */
  readonly io: 'input' | 'output';
  readonly load: () => Promise<z.ZodType>;
}

export const generated: readonly Generated[] = [
  {
    file: 'schemas/run-report.json',
    title: 'What `prestage rehearse --json` and `prestage run --json` print',
    io: 'output',
    load: async () => (await import('../src/core/report.ts')).printedSchema,
  },
  {
    file: 'schemas/health-record.json',
    title: 'What `prestage health check` archives in artifacts/ops/health/',
    io: 'output',
    load: async () => (await import('../src/actions/health/record-schema.ts')).healthRecordSchema,
  },
  {
    file: 'schemas/config.json',
    title: 'What prestage.config.ts exports by default',
    io: 'input',
    load: async () => (await import('../src/config/schema.ts')).configSchema,
  },
];

/** What stands in the file when it is up to date, as prettier would have it. */
export async function renderSchema({ file, title, io, load }: Generated): Promise<string> {
  const { $schema, ...schema } = z.toJSONSchema(await load(), { io });
  const text = JSON.stringify({ $schema, title, ...schema });
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** A page that is written from data: one line a file. */
interface GeneratedDocument {
  readonly file: string;
  readonly load: () => Promise<string>;
}

export const documents: readonly GeneratedDocument[] = [
  {
    file: 'docs/escape-corpus.md',
    load: async () => (await import('../test/contract/escape/table.ts')).renderTable(),
  },
  {
    file: 'docs/push-traps.md',
    load: async () => (await import('../test/contract/database/traps/table.ts')).renderTable(),
  },
  {
    file: 'docs/access-leaks.md',
    load: async () => (await import('../test/contract/database/leaks/table.ts')).renderLeaks(),
  },
  {
    file: 'docs/database-drift.md',
    load: async () => (await import('../test/contract/database/drifts/table.ts')).renderTable(),
  },
  {
    file: 'docs/backup-sabotages.md',
    load: async () => (await import('../test/contract/backup/sabotages/table.ts')).renderTable(),
  },
  {
    file: 'docs/ways-back.md',
    load: async () => (await import('../test/contract/database/ways/table.ts')).renderTable(),
  },
  {
    file: 'docs/health-diagnoses.md',
    load: async () => (await import('../test/contract/health/table.ts')).renderDiagnoses(),
  },
  {
    file: 'docs/channel-diagnoses.md',
    load: async () => (await import('../test/contract/notify/table.ts')).renderChannels(),
  },
  {
    file: 'docs/emulator-faults.md',
    load: async () => (await import('./emulator-faults.ts')).renderFaults(),
  },
];

export async function renderDocument({ file, load }: GeneratedDocument): Promise<string> {
  return format(await load(), { ...(await resolveConfig(file)), filepath: file });
}
