import { appendOnlyFamily } from './families/append-only.ts';
import { conditionsFamily } from './families/conditions.ts';
import { definerActionsFamily } from './families/definer-actions.ts';
import { definerFunctionFamily } from './families/definer-function.ts';
import { guardedColumnsFamily } from './families/guarded-columns.ts';
import { ownerRowsFamily } from './families/owner-rows.ts';
import { partitionsFamily } from './families/partitions.ts';
import { publicReadFamily } from './families/public-read.ts';
import { secretColumnFamily } from './families/secret-column.ts';
import { storageFoldersFamily } from './families/storage-folders.ts';
import { teamsFamily } from './families/teams.ts';
import { tenantClaimFamily } from './families/tenant-claim.ts';
import { tenantSettingFamily } from './families/tenant-setting.ts';
import type { Family, Leak } from './leak.ts';

/** The correct schemas, each with what is planted in it. Their order is the numbering of the table. */
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
  conditionsFamily,
  guardedColumnsFamily,
  definerActionsFamily,
];

export const leaks: readonly Leak[] = families.flatMap((family) => family.leaks);
