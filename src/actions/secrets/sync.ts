import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { secretsOf } from './environments.ts';
import { allSecretsOf } from './needs.ts';
import { secretsSettings } from './settings.ts';
import { applySync } from './sync/apply.ts';
import { planSync, type SyncData, type SyncInput } from './sync/plan.ts';
import { verifySync } from './sync/verify.ts';

const input: z.ZodType<SyncInput> = z.strictObject({
  take: z
    .stringbool()
    .prefault('false')
    .describe('overwrite what someone else changed in a target, or what was there before'),
  prune: z
    .stringbool()
    .prefault('false')
    .describe('remove what was written by this before and is no longer in the vault or the map'),
});

export const secretsSync = defineAction<SyncInput, SyncData>({
  id: 'secrets.sync',
  summary: 'Write the vault’s secrets to their targets, and prove that they are there',
  input,
  effects: 'environment',
  needs: { secrets: allSecretsOf },
  recognises: [/\bsync-secrets\b/i, /\bsync\b.*\b(?:secrets|credentials)\b/i, /\bcredentials\b.*\bsync\b/i],
  writes: (_input, place) => [ledgerPathOf(place.settings('secrets'))],
  async plan(context, asked) {
    const { settings, environments } = secretsOf(context);
    return planSync(context, settings, environments, asked);
  },
  async apply(context, _asked, { data }) {
    const { settings, environments } = secretsOf(context);
    await applySync(context, settings, environments, data);
  },
  async verify(context, _asked, { data }) {
    const { settings, environments } = secretsOf(context);
    return verifySync(context, settings, environments, data);
  },
});

function ledgerPathOf(section: unknown): string {
  return secretsSettings.parse(section ?? {}).ledger;
}
