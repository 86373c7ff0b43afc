/** Settings of the API, by which a project tells it what to do: `alter role authenticator set pgrst.db_schemas = …`. */
const ofTheApi = [
  'db_aggregates_enabled',
  'db_anon_role',
  'db_extra_search_path',
  'db_hoisted_tx_settings',
  'db_max_rows',
  'db_plan_enabled',
  'db_pre_config',
  'db_pre_request',
  'db_prepared_statements',
  'db_root_spec',
  'db_schema',
  'db_schemas',
  'db_tx_end',
  'db_use_legacy_gucs',
  'jwt_aud',
  'jwt_role_claim_key',
  'jwt_secret',
  'jwt_secret_is_base64',
  'openapi_mode',
  'openapi_security_active',
  'openapi_server_proxy_uri',
  'server_cors_allowed_origins',
  'server_timing_enabled',
  'server_trace_header',
].map((name) => `pgrst.${name}`);

/** Those of a superuser that `postgres` may set on a hosted project all the same: a dump of rows begins with the first. */
const ofTheServer = [
  'session_replication_role',
  'log_lock_waits',
  'log_min_duration_statement',
  'log_min_messages',
  'log_statement',
  'log_temp_files',
  'track_functions',
  'track_io_timing',
];

/** What an extension of the hosted server allows by whole names, an older Postgres leaves to its superuser. */
export const parameters = `
do $$
begin
  if current_setting('server_version_num')::int >= 150000 then
    grant set on parameter ${[...ofTheApi, ...ofTheServer].join(', ')} to postgres;
  end if;
end
$$;
`;
