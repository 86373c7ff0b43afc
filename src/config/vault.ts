import { resolve } from 'node:path';
import type { Vault } from '../core/vault.ts';
import type { Workspace } from '../core/workspace.ts';
import { vaultSettings, type VaultSettings } from '../services/dotenv/settings.ts';
import { createVault } from '../services/dotenv/vault.ts';

/** The vault that the config names, unopened; undefined when it names none. Not for a rehearsal, which has its own. */
export function openVault(workspace: Workspace): Vault | undefined {
  const settings = vaultSettingsOf(workspace);
  if (settings === undefined) return undefined;
  return createVault({ root: workspace.root, settings, environments: Object.keys(workspace.config.environments) });
}

/** The folder that the config names, absolute; none when it names none. */
export function vaultFolders(workspace: Workspace): readonly string[] {
  const settings = vaultSettingsOf(workspace);
  return settings === undefined ? [] : [resolve(workspace.root, settings.folder)];
}

/** The config's section, which a parsed config has whole or not at all. */
export function vaultSettingsOf(workspace: Workspace): VaultSettings | undefined {
  return vaultSettings.optional().parse(workspace.settings('vault'));
}
