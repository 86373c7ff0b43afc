import { resolve } from 'node:path';
import { z } from 'zod';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import { vaultSettings as folderSettings } from '../services/dotenv/settings.ts';
import { createVault } from '../services/dotenv/vault.ts';
import { commandVaultSettings } from '../services/vault-command/settings.ts';
import { createCommandVault } from '../services/vault-command/vault.ts';

/** The config's section `vault`. */
export const vaultSettings = z.discriminatedUnion('kind', [folderSettings, commandVaultSettings]);

/**
 * The vault that the config names, unopened; undefined when it names none. Not for a rehearsal, which has its own.
 * @param env Our own environment, for a vault that is a command: it is handed what its settings name.
 */
export function openVault(
  workspace: Workspace,
  env: Readonly<Record<string, string | undefined>> = {},
): Vault | undefined {
  const settings = vaultSettingsOf(workspace);
  const environments = Object.keys(workspace.config.environments);
  if (settings === undefined) return undefined;
  if (settings.kind === 'exec') return createCommandVault({ root: workspace.root, settings, environments, env });
  return createVault({ root: workspace.root, settings, environments });
}

/** The folder that the config names, absolute; none when it names none. */
export function vaultFolders(workspace: Workspace): readonly string[] {
  const settings = vaultSettingsOf(workspace);
  return settings?.kind === 'dotenv' ? [resolve(workspace.root, settings.folder)] : [];
}

/** Whether the config names a vault at all. */
export function hasVault(workspace: Workspace): boolean {
  return vaultSettingsOf(workspace) !== undefined;
}

/** The config's section, which a parsed config has whole or not at all. */
function vaultSettingsOf(workspace: Workspace): z.infer<typeof vaultSettings> | undefined {
  return vaultSettings.optional().parse(workspace.settings('vault'));
}
