import type { PrestageConfig } from './schema.ts';

/** Gives a workspace's config its type: `export default defineConfig({ … })` in prestage.config.ts. */
export function defineConfig(config: PrestageConfig): PrestageConfig {
  return config;
}
