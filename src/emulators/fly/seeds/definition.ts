import type { Json } from '../../../core/json.ts';

/** The fly.toml of an app of which none was given: one service with one check. */
export function plainDefinition(name: string, region: string): Json {
  return {
    app: name,
    primary_region: region,
    http_service: {
      internal_port: 8080,
      force_https: true,
      auto_stop_machines: 'off',
      auto_start_machines: true,
      min_machines_running: 1,
      checks: [{ interval: '10s', timeout: '2s', grace_period: '1s', method: 'GET', path: '/health' }],
    },
  };
}
