import { isIPv4 } from 'node:net';
import { readDatabaseUrl, type DatabaseAddress } from './address.ts';
import { projectOf } from './project.ts';

/**
 * Two URLs with the same identity are the same database, whoever logs in, by whichever way. A whole project of Supabase is
 * one: its pooler's ports, its own host, and every database in it, which share their roles.
 */
export function databaseIdentity(url: string): string {
  const address = readDatabaseUrl(url);
  const project = projectOf(address);
  if (project !== undefined) return `project ${project}`;
  return `${tenantOf(address)}${machineOf(address.host)}:${address.port}/${address.database}`;
}

/** A pooler of one's own tells its tenants apart by the user as well; no two machines share them. */
function tenantOf({ user }: DatabaseAddress): string {
  const tenant = /^postgres\.(.+)$/.exec(user)?.[1];
  return tenant === undefined ? '' : `${tenant} at `;
}

function machineOf(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  const isHere = name === 'localhost' || name === '::1' || name.endsWith('.localhost') || name.startsWith('::ffff:7f');
  return isHere || (isIPv4(name) && name.startsWith('127.')) ? 'localhost' : name;
}
