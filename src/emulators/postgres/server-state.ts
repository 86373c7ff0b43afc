import type { Engine } from './engine/engine.ts';

/** What can be seen and done of the server as a whole. */
export interface Door {
  readonly isOpen: boolean;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The server as tests and people steer it. Data stays when it vanishes, as on a machine that cannot be reached. */
export class ServerState {
  readonly engine: Engine['name'];
  readonly version: string;
  readonly #door: Door;

  constructor({ name, version }: Engine, door: Door) {
    this.engine = name;
    this.version = version;
    this.#door = door;
  }

  get running(): boolean {
    return this.#door.isOpen;
  }

  /** Cuts every connection; new ones are refused. */
  async vanish(): Promise<void> {
    await this.#door.close();
  }

  /** On the same port. */
  async comeBack(): Promise<void> {
    await this.#door.open();
  }

  toJSON() {
    const { engine, version, running } = this;
    return { engine, version, running };
  }
}
