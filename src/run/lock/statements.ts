/**
 * The lock in SQL. Each is a statement by itself, over whichever connection: nothing is kept in a session, so that a
 * transaction pooler may stand before the database. Time is `clock_timestamp()`: `now()` would be when a statement began
 * that has waited for another since.
 */
const columns = `environment, owner, reason, run, token::text,
  to_char(acquired at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as acquired,
  to_char(heartbeat at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as heartbeat,
  (extract(epoch from clock_timestamp() - acquired) * 1000)::float8 as "heldMs",
  (extract(epoch from clock_timestamp() - heartbeat) * 1000)::float8 as "silentMs",
  (extract(epoch from expires - clock_timestamp()) * 1000)::float8 as "leftMs",
  released is not null as released`;

export const tablesAreThere = `select to_regclass('prestage.locks') is not null
  and to_regclass('prestage.unlocks') is not null as there`;

/** One transaction. Two who create them at once: one of the two is refused, and finds them the next time. */
export const createTables = `
create schema if not exists prestage;
create table if not exists prestage.locks (
  environment text primary key,
  owner text not null,
  reason text not null,
  run text not null,
  token bigint not null,
  acquired timestamptz not null,
  heartbeat timestamptz not null,
  expires timestamptz not null,
  released timestamptz
);
create table if not exists prestage.unlocks (
  environment text not null,
  token bigint not null,
  owner text not null,
  run text not null,
  unlocked_by text not null,
  reason text not null,
  unlocked timestamptz not null
)`;

/** SQLSTATEs of having been the second to create something. */
export const createdByAnother: ReadonlySet<string> = new Set(['23505', '42710', '42P06', '42P07', 'XX000']);

export const readLease = `select ${columns} from prestage.locks where environment = $1`;

/** environment, owner, reason, run, lease in ms. No row when somebody holds it. The row stays, and with it the token. */
export const takeLease = `
insert into prestage.locks as held (environment, owner, reason, run, token, acquired, heartbeat, expires)
values ($1, $2, $3, $4, 1, clock_timestamp(), clock_timestamp(),
  clock_timestamp() + $5::float8 * interval '1 millisecond')
on conflict (environment) do update set
  owner = excluded.owner, reason = excluded.reason, run = excluded.run, token = held.token + 1,
  acquired = clock_timestamp(), heartbeat = clock_timestamp(),
  expires = clock_timestamp() + $5::float8 * interval '1 millisecond', released = null
where held.released is not null or held.expires <= clock_timestamp()
returning ${columns}`;

/**
 * environment, token, run, lease in ms. No row when it is no longer ours. One that has run out and that nobody took is
 * ours still: its token says that nobody was there in between.
 */
export const renewLease = `
update prestage.locks set heartbeat = clock_timestamp(),
  expires = clock_timestamp() + $4::float8 * interval '1 millisecond'
where environment = $1 and token = $2 and run = $3 and released is null
returning ${columns}`;

/** environment, token, run. */
export const releaseLease = `
update prestage.locks set released = clock_timestamp()
where environment = $1 and token = $2 and run = $3 and released is null
returning ${columns}`;

/** environment, by whom, why. The lease that was ended; no row when there was none. */
export const endLease = `
with ended as (
  update prestage.locks set released = clock_timestamp()
  where environment = $1 and released is null
  returning *
), noted as (
  insert into prestage.unlocks (environment, token, owner, run, unlocked_by, reason, unlocked)
  select environment, token, owner, run, $2, $3, clock_timestamp() from ended
)
select ${columns} from ended`;

/** environment, token, run. */
export const readUnlock = `
select unlocked_by as by, reason, to_char(unlocked at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
from prestage.unlocks where environment = $1 and token = $2 and run = $3 order by unlocked desc limit 1`;
