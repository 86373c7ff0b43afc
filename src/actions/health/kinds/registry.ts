import type { AnyKind } from './kind.ts';

/** The kinds of checks. Each is loaded when one of its checks is run; ../settings.ts has what the config may say of it. */
export const kinds: Readonly<Record<string, () => Promise<AnyKind>>> = {
  certificate: async () => (await import('./certificate/kind.ts')).certificateKind,
  chatwoot: async () => (await import('./chatwoot/kind.ts')).chatwootKind,
  http: async () => (await import('./http/kind.ts')).httpKind,
  postgres: async () => (await import('./postgres/kind.ts')).postgresKind,
  publer: async () => (await import('./publer/kind.ts')).publerKind,
};
