import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import { shownAddress } from '../../services/postgres/address.ts';
import { historyDrift } from './drift/history.ts';
import { judgeDrift } from './drift/judge.ts';
import { lookBeside } from './drift/look.ts';
import { renderReport } from './drift/report.ts';
import { lookAt } from './push/look.ts';
import { readMigrations } from './push/migrations.ts';

const input = z.strictObject({
  seeds: z
    .stringbool()
    .prefault('false')
    .describe('run the seeds on the scratch database too, where they make buckets or jobs'),
});

export const databaseDrift = defineCheck({
  id: 'database.drift',
  summary: 'Compare a database with what its migrations make, and name each difference with what mends it',
  input,
  effects: 'none',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [/\bsupabase db diff\b/i, /\b(?:schema|database)\b.*\bdrift/i],

  async check(context, { seeds }) {
    const login = await context.database();
    const [folder, found] = [await readMigrations(context.root), await lookAt(login)];
    const { applied } = found.history;
    const findings = {
      target: shownAddress(found.address),
      history: await historyDrift(folder, found),
      look: await lookBeside(context, { login, applied, migrations: folder.migrations, seeds }),
    };
    const outcome = judgeDrift(findings);
    await context.keep('drift.md', renderReport(findings));
    await context.keep('drift.json', `${JSON.stringify(outcome.facts, null, 2)}\n`);
    return outcome;
  },
});
