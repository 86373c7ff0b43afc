/** What stood for a service of an environment in a rehearsal. */
export interface StandIn {
  readonly environment: string;
  /** As actions call it in `needs.services`. */
  readonly service: string;
  /** `native` or `pglite`, of Postgres. */
  readonly engine: string;
  /** As the engine says itself. */
  readonly version: string;
  /** The version of the tool that dumps it; absent where the machine has none that fits. */
  readonly dump?: string;
}
