/** Where somebody logs in to, as whom. */
interface Door {
  readonly host: string;
  readonly user: string;
}

/**
 * The reference of the Supabase project: in the host of its own database, in the user at a pooler. All projects of a
 * region have one pooler, with one host, one port and one database: the user alone tells them apart there.
 */
export function projectOf({ host, user }: Door): string | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  const direct = /^db\.([a-z0-9]+)\.supabase\.co$/.exec(name)?.[1];
  if (direct !== undefined) return direct;
  // By another name or number of the pooler's host it is only known by its form.
  return (name.endsWith('.pooler.supabase.com') ? /\.([a-z0-9]+)$/ : /\.([a-z]{20})$/).exec(user)?.[1];
}
