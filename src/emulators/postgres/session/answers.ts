import type { AnswerTrouble } from '../../kit/fault/fault.ts';
import type { Note } from '../../kit/call-log.ts';
import { sqlErrorOf } from '../faults.ts';
import { FrameReader } from '../wire/frames.ts';
import { errorResponse, readyForQuery } from '../wire/messages.ts';
import type { Client } from './client.ts';

/** What the log says of a statement: as in HTTP, answered or refused. */
const statuses = { answered: 200, refused: 400 };

/** The way of the server's answers to the client: they are noted, and spoiled where a fault says so. */
export class Answers {
  readonly #client: Client;
  readonly #reader = new FrameReader();
  #notes: Note[] = [];
  #spoiling: AnswerTrouble | undefined;
  #held: Buffer[] = [];
  #refused = false;
  #loggedIn = false;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The call that was just sent on; its answer is the next one, or part of it. */
  expect(note: Note, trouble: AnswerTrouble | undefined): void {
    this.#notes.push(note);
    this.#spoiling ??= trouble;
  }

  /** Whether the client takes more for now. */
  pass(bytes: Buffer): boolean {
    return this.#client.together(() => this.#pass(bytes));
  }

  #pass(bytes: Buffer): boolean {
    let ready = true;
    this.#reader.push(bytes);
    for (const { type, body, raw } of this.#reader.all(true)) {
      if (type === 'E') this.#refuse();
      if (this.#spoiling === undefined) ready = this.#client.write(raw);
      else this.#held.push(raw);
      if (type === 'Z') this.#conclude(body.toString('latin1'));
    }
    return ready;
  }

  /** The server has hung up. */
  end(): void {
    this.#client.end();
  }

  #refuse(): void {
    this.#refused = true;
    // A refused login is not followed by anything.
    if (!this.#loggedIn) this.#noteAll();
  }

  /** The server waits for the next query: the answer is whole. */
  #conclude(transaction: string): void {
    const trouble = this.#spoiling;
    if (trouble?.kind !== 'drop') this.#noteAll();
    this.#refused = false;
    this.#loggedIn = true;
    this.#spoiling = undefined;
    const answer = Buffer.concat(this.#held.splice(0));
    if (trouble !== undefined) this.#spoil(trouble, answer, transaction);
  }

  /** It has happened, and the client does not hear it as it was. */
  #spoil(trouble: AnswerTrouble, answer: Buffer, transaction: string): void {
    if (trouble.kind === 'status') {
      const { code, words } = sqlErrorOf(trouble);
      this.#client.write(Buffer.concat([errorResponse('ERROR', code, words), readyForQuery(transaction)]));
      return;
    }
    if (trouble.kind === 'truncate') {
      this.#client.write(answer.subarray(0, Math.min(trouble.bytes, answer.length - 1)));
      this.#client.end();
      return;
    }
    if (trouble.kind === 'malformed') this.#client.write(Buffer.from('\u0000 no reply of Postgres\r\n'));
    this.#client.cut();
  }

  #noteAll(): void {
    const status = this.#refused ? statuses.refused : statuses.answered;
    for (const note of this.#notes.splice(0)) note({ status });
  }
}
