import type { PGlite } from '@electric-sql/pglite';
import { errorResponse, query } from '../../wire/messages.ts';

/** PGlite by the bytes of the protocol. Once it has died it is not asked again: it would eat all memory instead. */
export class ProtocolDatabase {
  readonly #db: PGlite;
  #death: string | undefined;
  #user: string | undefined;

  constructor(db: PGlite) {
    this.#db = db;
  }

  get isDead(): boolean {
    return this.#death !== undefined;
  }

  /** Makes its one session this user's, whoever had it before. */
  async become(user: string): Promise<void> {
    if (this.#user === user) return;
    this.#user = user;
    await this.answer(query(`set session authorization "${user}"`));
  }

  /** Whoever comes next becomes himself, whatever the last one has made of the session. */
  forgetUser(): void {
    this.#user = undefined;
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
