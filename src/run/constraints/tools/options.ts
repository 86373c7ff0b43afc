/**
 * Options that may stand before the words that an order allows: `npx prettier` allows `npx --no-install prettier`, and not
 * `npx --package=other prettier`. Of a program that is not named here, none may.
 */
const harmless: Readonly<Record<string, readonly string[]>> = {
  npx: ['--no-install', '--no', '--yes', '-y', '--offline', '--quiet', '-q', '--silent', '-s', '--'],
  npm: ['--silent', '-s', '--offline', '--no-audit', '--no-fund'],
};

export function harmlessOptions(program: string): readonly string[] {
  return harmless[program] ?? [];
}

/** Words with which one program does what another does: what the order says of `npx` holds for `npm exec` too. */
export const disguises: Readonly<Record<string, { readonly first: readonly string[]; readonly as: string }>> = {
  npm: { first: ['exec', 'x'], as: 'npx' },
};
