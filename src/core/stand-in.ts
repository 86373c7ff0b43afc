import type { Json } from './json.ts';
import type { SecretReference } from './secret-reference.ts';

/** What an area's section of the config asks a rehearsal to start: the emulator of a service that it names by a URL. */
export interface StandInRequest {
  /** The emulator's name. */
  readonly service: string;
  /** Whose credentials it is given; none when absent. */
  readonly environment?: string;
  /** All that goes to this URL's origin goes to the emulator instead. */
  readonly url: string;
  /** Other URLs whose origins are the same service: its second API, its users' own door. */
  readonly others?: readonly string[];
  /** What the service would know: account numbers, lists, and the credentials that it takes. */
  readonly given: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

/** What stood for a service of an environment in a rehearsal. */
export interface StandIn {
  readonly environment: string;
  /** As actions call it in `needs.services`. */
  readonly service: string;
  /** `native` or `pglite`, of Postgres; `emulator` of what speaks HTTP or SMTP. */
  readonly engine: string;
  /** As the engine says itself; of an emulator the service's version that it answers like. */
  readonly version: string;
  /** The version of the tool that dumps it; absent where the machine has none that fits. */
  readonly dump?: string;
  /** What it was made to have go wrong, by name; absent when nothing. */
  readonly faults?: readonly string[];
}
