/**
 * Extensions that projects have from the start and that no distribution of Postgres brings along. They stand in the
 * catalogue, so that `create extension if not exists` finds them there, with what migrations call of them: tokens that
 * are signed and read for real, secrets that are kept as they are, since nothing here is worth encrypting.
 */
const names = [
  { name: 'pgjwt', schema: 'extensions', version: '0.2.0' },
  { name: 'supabase_vault', schema: 'vault', version: '0.3.1' },
];

const jwt = `
create function extensions.url_encode(data bytea) returns text language sql immutable as $$
  select rtrim(translate(encode(data, 'base64'), E'+/\\n', '-_'), '=')
$$;
create function extensions.url_decode(data text) returns bytea language sql immutable as $$
  select decode(rpad(translate(data, '-_', '+/'), (length(data) + 3) / 4 * 4, '='), 'base64')
$$;
create function extensions.algorithm_sign(signables text, secret text, algorithm text) returns text
language sql immutable as $$
  select extensions.url_encode(extensions.hmac(signables, secret, 'sha' || substr(algorithm, 3)))
$$;
create function extensions.sign(payload json, secret text, algorithm text default 'HS256') returns text
language sql immutable as $$
  select signable || '.' || extensions.algorithm_sign(signable, secret, algorithm)
  from (select extensions.url_encode(convert_to(format('{"alg":"%s","typ":"JWT"}', algorithm), 'utf8'))
    || '.' || extensions.url_encode(convert_to(payload::text, 'utf8'))) as parts (signable)
$$;
create function extensions.verify(token text, secret text, algorithm text default 'HS256')
returns table (header json, payload json, valid boolean) language sql immutable as $$
  select convert_from(extensions.url_decode(part[1]), 'utf8')::json,
    convert_from(extensions.url_decode(part[2]), 'utf8')::json,
    part[3] = extensions.algorithm_sign(part[1] || '.' || part[2], secret, algorithm)
  from (select string_to_array(token, '.')) as parts (part)
$$;
`;

const vault = `
create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text unique,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create view vault.decrypted_secrets as
  select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at
  from vault.secrets;
create function vault.create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid language sql security definer set search_path = '' as $$
  insert into vault.secrets (secret, name, description, key_id)
  values (new_secret, new_name, new_description, new_key_id) returning id
$$;
create function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null,
  new_key_id uuid default null
) returns void language sql security definer set search_path = '' as $$
  update vault.secrets set secret = coalesce(new_secret, secret), name = coalesce(new_name, name),
    description = coalesce(new_description, description), key_id = coalesce(new_key_id, key_id), updated_at = now()
  where id = secret_id
$$;
revoke execute on all functions in schema vault from public;
grant usage on schema vault to postgres, service_role;
grant select, delete on vault.secrets, vault.decrypted_secrets to postgres, service_role;
grant execute on all functions in schema vault to postgres, service_role;
`;

/** All that it made belongs to the extension, as if it had made it itself. */
const registered = names
  .map(
    ({ name, schema, version }) => `
do $$
declare known oid := (select coalesce(max(oid::bigint), 16383) + 1 from pg_extension where oid >= 16384);
begin
  if not exists (select from pg_extension where extname = '${name}') then
    insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (known, '${name}', 'supabase_admin'::regrole, '${schema}'::regnamespace, false, '${version}');
  end if;
end
$$;`,
  )
  .join('\n');

export const standIns = [jwt, vault, registered].join('\n');
