import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';
import type { Secret } from '../../core/secret.ts';
import type { Vault } from '../../core/vault.ts';
import { environmentOf, environmentWords } from '../dotenv/names/environments.ts';
import { readContents, type Held } from './contents.ts';
import { printedBy, type CommandOptions } from './run.ts';

export interface CommandVaultOptions extends CommandOptions {
  /** The environments that the config names. */
  readonly environments: readonly string[];
}

/** What a command prints, as a vault. It runs when the first secret is asked for, once, whether it fails or not. */
export function createCommandVault(options: CommandVaultOptions): Vault {
  const { settings, environments } = options;
  const words = environmentWords(environments);
  const shown = `\`${settings.command[0] ?? ''}\``;
  let contents: Promise<readonly Held[]> | undefined;
  const read = async (): Promise<readonly Held[]> =>
    readContents(await printedBy(options, shown), { words, names: settings.names, shown });
  const all = async (): Promise<readonly Held[]> => (contents ??= read());

  return {
    all,
    others: async () => [],
    async names(environment) {
      const wanted = environment === undefined ? undefined : environmentOf(environment, words);
      const held = (await all()).filter((each) => environment === undefined || isOf(each, wanted));
      return [...new Set(held.flatMap(({ name }) => name ?? []))].toSorted();
    },
    async resolve(name, environment): Promise<Secret> {
      const held = await all();
      const wanted = environment === undefined ? undefined : environmentOf(environment, words);
      // A file with two keys is one name here: `chatwoot_admin.email` is CHATWOOT_ADMIN_EMAIL.
      const called = [name, name.replace('.', '_')];
      const found = held.find((each) => each.name !== undefined && called.includes(each.name) && isOf(each, wanted));
      if (found === undefined) throw missing(name, wanted, held, shown);
      return found.secret;
    },
  };
}

function isOf({ environment }: Held, wanted: string | undefined): boolean {
  return environment === undefined || environment === wanted;
}

function missing(name: string, environment: string | undefined, held: readonly Held[], shown: string): Failure {
  const others = held.filter((each) => each.name === name).flatMap((each) => each.environment ?? []);
  const near = nearestName(name, [...new Set(held.flatMap((each) => each.name ?? []))].toSorted());
  const nearby = near === undefined ? '' : `; near it is ${near}`;
  return new Failure({
    code: 'secrets.missing',
    what: `The secret ${environment === undefined ? name : `${name} of ${environment}`} is not in the vault`,
    why:
      others.length > 0
        ? `${shown} prints it for ${others.toSorted().join(', ')} alone`
        : `${shown} prints no such name${nearby}`,
    fix: `Add ${name.replace('.', '_').toUpperCase()} there, or say under \`vault.names\` what it is called.`,
  });
}
