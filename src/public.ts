/** What a workspace's prestage.config.ts may import from 'prestage'. */
export { defineConfig } from './config/define.ts';
export type { PrestageConfig } from './config/schema.ts';
export { secret, type SecretReference } from './core/secret-reference.ts';
