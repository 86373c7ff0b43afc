import type { DumpTool } from '../../core/scratch.ts';
import type { Engine, Image } from './engine/engine.ts';

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
  readonly #engine: Engine;
  readonly #door: Door;

  constructor(engine: Engine, door: Door) {
    const { name, version, dump } = engine;
    this.#engine = engine;
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

  /** What another one can be started from, that begins where this one is now. */
  async image(): Promise<Image | undefined> {
    return this.#engine.image();
  }

  toJSON() {
    const { engine, version, dump, running } = this;
    return { engine, version, dump, running };
  }
}
