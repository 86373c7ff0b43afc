import { appendOnlyFamily } from './families/append-only.ts';
import { definerFunctionFamily } from './families/definer-function.ts';
import { ownerRowsFamily } from './families/owner-rows.ts';
import { partitionsFamily } from './families/partitions.ts';
import { publicReadFamily } from './families/public-read.ts';
import { secretColumnFamily } from './families/secret-column.ts';
import { storageFoldersFamily } from './families/storage-folders.ts';
import { teamsFamily } from './families/teams.ts';
import { tenantClaimFamily } from './families/tenant-claim.ts';
import { tenantSettingFamily } from './families/tenant-setting.ts';
import type { Family, Leak } from './leak.ts';

/** The ten correct schemas, each with what is planted in it. Their order is the numbering of the table. */
export const families: readonly Family[] = [
  ownerRowsFamily,
  tenantClaimFamily,
  tenantSettingFamily,
  publicReadFamily,
  appendOnlyFamily,
  secretColumnFamily,
  definerFunctionFamily,
  storageFoldersFamily,
  teamsFamily,
  partitionsFamily,
];

export const leaks: readonly Leak[] = families.flatMap((family) => family.leaks);
