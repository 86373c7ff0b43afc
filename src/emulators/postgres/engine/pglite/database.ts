import type { PGlite } from '@electric-sql/pglite';
import { errorResponse } from '../../wire/messages.ts';

/** PGlite by the bytes of the protocol. Once it has died it is not asked again: it would eat all memory instead. */
export class ProtocolDatabase {
  readonly #db: PGlite;
  #death: string | undefined;

  constructor(db: PGlite) {
    this.#db = db;
  }

  get isDead(): boolean {
    return this.#death !== undefined;
  }

  /** The whole answer; when it dies of it, or has before, that is the answer. */
  async answer(messages: Buffer): Promise<Buffer> {
    if (this.#death === undefined) {
      try {
        return Buffer.from(await this.#db.execProtocolRaw(messages));
      } catch (error) {
        this.#death = error instanceof Error ? error.message : String(error);
      }
    }
    return errorResponse('FATAL', '57P02', `PGlite has died: ${this.#death}`);
  }
}
