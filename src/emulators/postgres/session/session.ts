import type { Call, StatusTrouble } from '../../kit/fault/fault.ts';
import { turnsAway } from '../../kit/fault/fault.ts';
import { admit, type Admission, type Instruments } from '../../kit/instruments.ts';
import { postgresDatabase, type Backend, type Engine } from '../engine/engine.ts';
import { sqlErrorOf } from '../faults.ts';
import type { Frame } from '../wire/frames.ts';
import { passwordRequest, query, readPassword, readStartup, requestOf, requests } from '../wire/messages.ts';
import { describeSql, sqlOf } from '../wire/statement.ts';
import { Answers } from './answers.ts';
import type { Client } from './client.ts';

/** One connection from its first byte to its last: every call passes here, on its way to the engine. */
export class Session {
  readonly #client: Client;
  readonly #engine: Engine;
  readonly #instruments: Instruments;
  readonly #answers: Answers;
  /** A statement was refused: what belongs to it goes nowhere, up to its end. */
  #skipping = false;
  /** The connection was cut: what the client had sent ahead has no effect any more. */
  #over = false;

  constructor(client: Client, engine: Engine, instruments: Instruments) {
    this.#client = client;
    this.#engine = engine;
    this.#instruments = instruments;
    this.#answers = new Answers(client);
  }

  /** Rejects when the emulator stops, or the client speaks something else. */
  async run(): Promise<void> {
    if ((await this.#admit({ method: 'CONNECT', path: this.#client.address }, 0)) === undefined) return;
    const greeting = await this.#client.greeting();
    if (greeting === undefined) return;
    if (requestOf(greeting) === requests.cancel) return this.#cancel(greeting);
    const backend = await this.#login(greeting);
    if (backend === undefined) return;
    this.#client.onClose(() => backend.end());
    for (let frame = await this.#client.next(); frame !== undefined && !this.#over; frame = await this.#client.next())
      await this.#pass(frame, backend);
    backend.end();
  }

  async #login(greeting: Frame): Promise<Backend | undefined> {
    const { user, database } = readStartup(greeting);
    const admission = await this.#admit({ method: 'LOGIN', path: `${user}@${database}` }, greeting.raw.length);
    if (admission === undefined) return undefined;
    const { door } = this.#engine;
    if (door !== undefined && !(await this.#checked(door, user, database, admission))) return undefined;
    this.#answers.expect(admission.note, admission.trouble);
    const backend = await this.#dial();
    backend.send(greeting.raw);
    return backend;
  }

  /** For an engine that takes anybody: there is one password and one database. */
  async #checked(
    { password, users }: NonNullable<Engine['door']>,
    user: string,
    database: string,
    { note }: Admission,
  ): Promise<boolean> {
    this.#client.write(passwordRequest());
    const answer = await this.#client.next();
    if (answer === undefined) return false;
    if (!users.includes(user) || readPassword(answer) !== password.reveal()) {
      note({ status: 400 });
      this.#client.hangUp('28P01', `password authentication failed for user "${user}"`);
      return false;
    }
    if (database === postgresDatabase) return true;
    note({ status: 400 });
    this.#client.hangUp('3D000', `database "${database}" does not exist`);
    return false;
  }

  async #dial(): Promise<Backend> {
    const answers = this.#answers;
    return this.#engine.connect({ data: (bytes) => void answers.pass(bytes), closed: () => answers.end() });
  }

  async #pass(frame: Frame, backend: Backend): Promise<void> {
    if (this.#skipping) {
      this.#skipping = frame.type !== 'S';
      return;
    }
    const sql = sqlOf(frame);
    if (sql === undefined) return backend.send(frame.raw);
    const admission = await this.#admit(describeSql(sql), frame.raw.length, (trouble, note) => {
      // The engine raises it, so that a transaction which is open fails as it would.
      this.#answers.expect(note, undefined);
      this.#skipping = frame.type === 'P';
      backend.send(query(raising(trouble)));
    });
    if (admission === undefined) return;
    this.#answers.expect(admission.note, admission.trouble);
    backend.send(frame.raw);
  }

  /** Undefined when the call has been turned away. */
  async #admit(
    call: Call,
    bytes: number,
    refuse: (trouble: StatusTrouble, note: Admission['note']) => void = (trouble, note) => this.#hangUp(trouble, note),
  ): Promise<Admission | undefined> {
    const admission = await admit(this.#instruments, { ...call, bytes });
    const { trouble, note } = admission;
    if (trouble === undefined || !turnsAway(trouble)) return admission;
    if (trouble.kind === 'drop') this.#cut();
    else refuse(trouble, note);
    return undefined;
  }

  #cut(): void {
    this.#over = true;
    this.#client.cut();
  }

  #hangUp(trouble: StatusTrouble, note: Admission['note']): void {
    const { code, words } = sqlErrorOf(trouble);
    note({ status: 400 });
    this.#client.hangUp(code, words);
  }

  /** There is no answer to it: the connection is closed when it has been handed on. */
  async #cancel({ raw }: Frame): Promise<void> {
    const backend = await this.#engine.connect({ data: () => undefined, closed: () => this.#client.end() });
    if (this.#engine.name === 'native') backend.send(raw);
    else backend.end();
  }
}

function raising(trouble: StatusTrouble): string {
  const { code, words } = sqlErrorOf(trouble);
  const quoted = `'${words.replaceAll("'", "''").replaceAll('%', '%%')}'`;
  return `do $prestage$ begin raise exception ${quoted} using errcode = '${code}'; end $prestage$`;
}
