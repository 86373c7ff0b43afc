import type { Backend, BackendEvents } from '../engine.ts';
import { FrameReader, type Frame } from '../../wire/frames.ts';
import { copyInResponse, errorResponse, query, readStartup } from '../../wire/messages.ts';
import { copiesFromClient, sqlOf } from '../../wire/statement.ts';
import type { ProtocolDatabase } from './database.ts';
import type { Turns } from './turns.ts';

/** After these the client waits for an answer. */
const awaitsAnswer = new Set(['', 'Q', 'S', 'H', 'F', 'c', 'f']);

/** What a session leaves behind, since the next one is the same session. */
const forget = ['rollback', 'reset all', 'reset role', 'deallocate all', 'unlisten *', 'discard temp'];

/**
 * One client of a database that knows one session. What belongs together (a prepared statement up to its sync, a COPY
 * with its rows, a transaction up to its end) is not torn apart by what others send.
 */
export class PgliteBackend implements Backend {
  readonly #db: ProtocolDatabase;
  readonly #turns: Turns;
  readonly #events: BackendEvents;
  #user: string | undefined;
  #batch: Buffer[] = [];
  #copying = false;
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(db: ProtocolDatabase, turns: Turns, events: BackendEvents) {
    this.#db = db;
    this.#turns = turns;
    this.#events = events;
  }

  send(message: Buffer): void {
    const frame = read(message);
    if (frame.type === 'X') return this.end();
    if (frame.type === '') this.#user = readStartup(frame).user;
    const copies = copiesFromClient(sqlOf(frame) ?? '');
    if (copies !== undefined && (frame.type === 'P' || copies === 'among others')) return this.#refuse();
    this.#batch.push(message);
    if (copies !== undefined) return this.#askForRows();
    if (!awaitsAnswer.has(frame.type)) return;
    const batch = Buffer.concat(this.#batch.splice(0));
    const isCopy = this.#copying;
    this.#copying = false;
    this.#work = this.#work.then(async () => this.#run(batch, isCopy));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#work = this.#work.then(async () => this.#leave());
    this.#events.closed();
  }

  /** PGlite dies of a COPY that waits for rows, so that it gets the statement and the rows at once. */
  #askForRows(): void {
    this.#copying = true;
    this.#work = this.#work.then(() => this.#events.data(copyInResponse()));
  }

  /** It hangs up: messages that belong to the statement are on their way. */
  #refuse(): void {
    const words = 'PGlite takes COPY … FROM STDIN only as a simple query by itself';
    this.#work = this.#work.then(async () => this.#hangUp(errorResponse('FATAL', '0A000', words)));
  }

  async #hangUp(last: Buffer): Promise<void> {
    this.#events.data(last);
    this.end();
  }

  async #run(batch: Buffer, isCopy: boolean): Promise<void> {
    if (this.#ended) return;
    await this.#turns.take(this);
    if (this.#user !== undefined) await this.#db.become(this.#user);
    const answer = await this.#db.answer(batch);
    const frames = framesOf(answer);
    // That it waits for rows has been said already.
    const rest = isCopy && frames[0]?.type === 'G' ? answer.subarray(frames[0].raw.length) : answer;
    this.#events.data(rest);
    if (this.#db.isDead) this.end();
    else if (isIdle(frames)) this.#turns.pass(this);
  }

  async #leave(): Promise<void> {
    await this.#turns.take(this);
    for (const sql of forget) await this.#db.answer(query(sql));
    this.#db.forgetUser();
    this.#turns.pass(this);
  }
}

function read(message: Buffer): Frame {
  const reader = new FrameReader();
  reader.push(message);
  const frame = reader.next(message[0] !== 0);
  if (frame === undefined) throw new RangeError('this is not one whole message');
  return frame;
}

function framesOf(answer: Buffer): readonly Frame[] {
  const reader = new FrameReader();
  reader.push(answer);
  return [...reader.all(true)];
}

/** Whether the last thing that it says is that no transaction is open. */
function isIdle(frames: readonly Frame[]): boolean {
  const last = frames.at(-1);
  return last?.type === 'Z' && last.body.toString('latin1') === 'I';
}
