import type { AnyKind } from './kind.ts';

/** The kinds of checks. Each is loaded when one of its checks is run; ../settings.ts has what the config may say of it. */
export const kinds: Readonly<Record<string, () => Promise<AnyKind>>> = {
  http: async () => (await import('./http/kind.ts')).httpKind,
};
