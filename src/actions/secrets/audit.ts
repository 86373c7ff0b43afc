import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import type { JsonObject } from '../../core/json.ts';
import { withFlags } from './audit/flags.ts';
import { judgeAudit } from './audit/judge.ts';
import { secretsOf } from './environments.ts';
import { sharedSecretsOf } from './needs.ts';
import { lookWithCode } from './required/look-with-code.ts';
import type { Row } from './row.ts';
import { renderRows, tableOf } from './table.ts';

export const secretsAudit = defineCheck({
  id: 'secrets.audit',
  summary: 'Compare what targets hold with the vault, and say how well it is proven',
  input: z.strictObject({}),
  effects: 'none',
  needs: { secrets: sharedSecretsOf },
  recognises: [/\baudit\b.*\bsecrets\b/i, /\bsecrets?\b.*\bdrift\b/i, /\bload-mcp-secrets\b/i],
  async check(context) {
    const { settings, environments } = secretsOf(context);
    const { rows: found, failures, problems } = await lookWithCode(context, settings, environments);
    // What could not be read may ask for any of them.
    const isUsed = ({ usedBy }: Row): boolean => usedBy.length > 0 || problems.length > 0;
    const rows = await withFlags(context, found, settings.unused, isUsed);
    const outcome = judgeAudit(rows, [...failures, ...problems]);
    await context.keep('secrets.md', renderRows('Secrets: targets against the vault', rows));
    await context.archive('secrets', {
      content: { format: 'prestage.secrets/1', environments, verdict: outcome.verdict, rows: rows.map(shownRow) },
      line: { verdict: outcome.verdict, ...outcome.facts },
    });
    return { ...outcome, table: tableOf(rows) };
  },
});

/** What an artifact says of a row: no fingerprint, since the ledger alone keeps those. */
function shownRow({
  target,
  name,
  secret,
  environment,
  state,
  grade,
  flags,
  ageDays,
  owner,
  usedBy,
  note,
}: Row): JsonObject {
  return {
    target,
    name,
    state,
    flags,
    usedBy,
    ...(secret === undefined ? {} : { secret }),
    ...(environment === undefined ? {} : { environment }),
    ...(grade === undefined ? {} : { grade }),
    ...(ageDays === undefined ? {} : { ageDays }),
    ...(owner === undefined ? {} : { owner }),
    ...(note === undefined ? {} : { note }),
  };
}
