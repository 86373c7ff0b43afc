import { z } from 'zod';
import { secretReference } from '../core/secret-reference.ts';
import { alertsSettings } from '../actions/alerts/settings.ts';
import { backupSettings } from '../actions/backup/settings.ts';
import { databaseSettings } from '../actions/database/settings.ts';
import { deploySettings } from '../actions/deploy/settings.ts';
import { feedbackSettings } from '../actions/feedback/settings.ts';
import { healthSettings } from '../actions/health/settings.ts';
import { notifySettings } from '../actions/notify/settings.ts';
import { reportSettings } from '../actions/report/settings.ts';
import { secretsSettings } from '../actions/secrets/settings.ts';
import { vaultSettings } from './vault.ts';

const environment = z.strictObject({
  production: z.boolean().default(false).describe('Changes to it need an approval.'),
  database: z
    .strictObject({
      url: z.string().regex(/^postgres(?:ql)?:\/\/(?![^/@]*:[^/@]*@)/, 'is no postgres:// URL without a password'),
      password: secretReference,
    })
    .optional()
    .describe('Its Postgres, which keeps the lock on it: `url` without a password, `password: secret(…)`.'),
});

/** The config's schema: the sections of the workspace itself and those that areas export. Its JSON Schema is schemas/config.json. */
export const configSchema = z.strictObject({
  rehearse: z
    .array(z.string())
    .default([])
    .describe('Directions that `prestage rehearse` takes when none is named, in order; paths in the workspace.'),
  environments: z
    .record(z.string(), environment)
    .default({})
    .describe('What actions act on: staging, production, any other.'),
  rehearsal: z
    .strictObject({
      branch: z.string().optional().describe("The branch that the copy stands on; the workspace's own when absent."),
      engine: z
        .enum(['native', 'pglite'])
        .optional()
        .describe(
          "The Postgres that stands for environments and that scratch databases are: one of this machine's or its packages' (`native`), or PGlite; native where there is one, when absent.",
        ),
    })
    .prefault({}),
  vault: vaultSettings.optional().describe('Where the credentials are that the config names by `secret(…)`.'),
  alerts: alertsSettings.optional(),
  backup: backupSettings.optional(),
  database: databaseSettings.optional(),
  deploy: deploySettings.optional(),
  feedback: feedbackSettings.optional(),
  notify: notifySettings.optional(),
  report: reportSettings.optional(),
  secrets: secretsSettings.optional(),
  health: healthSettings.optional(),
});

export type Config = z.infer<typeof configSchema>;
/** What a user writes in prestage.config.ts. */
export type PrestageConfig = z.input<typeof configSchema>;
