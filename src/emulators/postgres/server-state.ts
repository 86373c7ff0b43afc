import type { DumpTool } from '../../core/scratch.ts';
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
  readonly dump: DumpTool | undefined;
  readonly #door: Door;

  constructor({ name, version, dump }: Engine, door: Door) {
    this.engine = name;
    this.version = version;
    this.dump = dump;
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
    const { engine, version, dump, running } = this;
    return { engine, version, dump, running };
  }
}
