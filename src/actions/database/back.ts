import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { worstOf } from '../../core/verdict.ts';
import { count } from '../inputs.ts';
import { readSettings } from '../settings.ts';
import { declaredForNothing } from './down/declared.ts';
import { readDownFiles } from './down/files.ts';
import { draftOf } from './down/proof/draft.ts';
import type { Proof } from './down/proof/judge.ts';
import { proveWaysBack, type Proven } from './down/proof/prove.ts';
import { readMigrations } from './push/migrations.ts';
import { databaseSettings } from './settings.ts';

const input = z.strictObject({
  newest: count.optional().describe('only so many, the newest; every migration when absent'),
  seconds: count.default(30).describe('after which a statement of a way back is ended: it has hardly a row there'),
});

export const databaseBack = defineCheck({
  id: 'database.back',
  summary: 'Prove on a scratch database that each migration can be taken back: same schema, same rows',
  input,
  effects: 'none',
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [
    /\b(?:down|rollback|reverse) migrations?\b/i,
    /\bmigrations?\b.*\b(?:reversible|taken back|way back)\b/i,
  ],

  async check(context, { newest, seconds }) {
    const { down: settings } = readSettings(context, 'database', databaseSettings);
    const { migrations } = await readMigrations(context.root);
    if (migrations.length === 0) return { verdict: 'unknown', reason: 'supabase/migrations/ holds no migration' };
    const downs = await readDownFiles(context.root, settings.folder, migrations);
    const proven = await proveWaysBack(context, {
      files: migrations,
      newest: newest ?? migrations.length,
      downs,
      settings,
      seconds,
    });
    await keep(context, proven);
    const faults = [
      ...downs.strays.map(({ what, fix }) => `${what}: ${fix}`),
      ...declaredForNothing(migrations, settings).map(
        (version) => `database.down.irreversible names ${version}, which no migration has`,
      ),
    ];
    return sumUp(proven, faults);
  },
});

async function keep(context: ActionContext, { proofs, tried }: Proven): Promise<void> {
  for (const each of tried) {
    const draft = draftOf(each);
    const proof = proofs.find(({ migration }) => migration === each.rung.name);
    if (draft !== undefined && proof?.state === 'missing') await context.keep(`draft-${each.rung.name}`, draft);
  }
  await context.keep('back.json', `${JSON.stringify(proofs, undefined, 2)}\n`);
}

function sumUp({ proofs, tried: [first] }: Proven, faults: readonly string[]): Outcome {
  const verdict = worstOf([...(faults.length > 0 ? ['failed' as const] : []), ...proofs.map((proof) => proof.verdict)]);
  const said = [...faults, ...proofs.filter(({ says, notes }) => says.length + notes.length > 0).map(sentence)];
  return {
    verdict: verdict === 'verified' || verdict === 'failed' ? verdict : 'unknown',
    ...(said.length === 0 ? {} : { reason: said.join('; ') }),
    facts: { scratch: first?.engine ?? null, migrations: proofs.map((proof) => ({ ...proof })) },
  };
}

function sentence({ migration, says, notes }: Proof): string {
  return `${migration}: ${[...says, ...notes].join(', ')}`;
}
