import { randomInt } from 'node:crypto';
import { Lagged } from './lagged.ts';
import { newKeyPair, type KeyPair } from './sealed-box.ts';

interface Dated {
  /** To the second, as GitHub has it. */
  readonly created_at: string;
  readonly updated_at: string;
}

export interface StoredSecret extends Dated {
  /** As a workflow would be given it. */
  readonly value: string;
  readonly visibility?: string;
}

export interface StoredVariable extends Dated {
  readonly value: string;
  readonly visibility?: string;
}

/** What holds secrets and variables: a repository, one of its environments, an organisation. */
export interface Holder {
  readonly kind: 'repository' | 'environment' | 'organization';
  readonly secrets: Lagged<StoredSecret>;
  readonly variables: Lagged<StoredVariable>;
  /** The newest is handed out; what is sealed for an older one is refused. */
  keyPair: KeyPair;
  readonly most: { readonly secrets: number; readonly variables: number };
}

/** https://docs.github.com/actions/reference/secrets-reference and variables-reference */
const most = {
  repository: { secrets: 100, variables: 500 },
  environment: { secrets: 100, variables: 100 },
  organization: { secrets: 1000, variables: 1000 },
} as const;

export function createHolder(kind: Holder['kind']): Holder {
  return {
    kind,
    secrets: new Lagged(),
    variables: new Lagged(),
    keyPair: newKeyPair(newKeyId()),
    most: most[kind],
  };
}

/** A key pair of its own from now on: what a client sealed before is worth nothing. */
export function renewKey(holder: Holder): void {
  holder.keyPair = newKeyPair(newKeyId());
}

/** Digits, as GitHub's are. */
function newKeyId(): string {
  return `3380${randomInt(10 ** 13, 10 ** 14)}`;
}

/** The moment as GitHub writes it: two writes of one second look the same. */
export function stamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/u, '');
}
