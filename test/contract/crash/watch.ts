import diagnostics from 'node:diagnostics_channel';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

/**
 * What a process is seen to do. `record`: a journal record is on the disk. `half`: it is about to be. `rename`, `renamed`: a
 * file gets its name. `ask`, `answered`: a statement goes to a database, and its answer is there. `call`, `heard`: something
 * that changes is asked of a service over HTTP, and the head of its answer is there.
 */
export type Seen = 'record' | 'half' | 'rename' | 'renamed' | 'ask' | 'answered' | 'call' | 'heard';

/** Told before anything else happens; `what` is the record's text, the file's name, the statement, the method and path. */
export interface Watcher {
  readonly seen: (at: Exclude<Seen, 'half'>, what: string) => void;
  /** Whether half of the record's bytes are all that are to be written. */
  readonly isHalf: (record: string) => boolean;
}

/** Watches the process's own calls to the system: the product knows nothing of it, and nothing in it is set for it. */
export function watchSystem(watcher: Watcher): void {
  watchJournal(watcher);
  watchRenames(watcher);
  watchStatements(watcher);
  watchCalls(watcher);
}

/** A record is one write and one fsync. */
function watchJournal({ seen, isHalf }: Watcher): void {
  const { openSync, writeSync, fsyncSync } = fs;
  const journals = new Map<number, string>();
  const open: typeof openSync = (path, ...how) => {
    const file = openSync(path, ...how);
    if (String(path).endsWith('/journal.jsonl')) journals.set(file, '');
    else journals.delete(file);
    return file;
  };
  const write = (file: number, bytes: NodeJS.ArrayBufferView, offset?: number): number => {
    if (journals.has(file)) {
      const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      journals.set(file, record);
      if (isHalf(record)) {
        writeSync(file, bytes, 0, Math.floor(bytes.byteLength / 2));
        process.kill(process.pid, 'SIGKILL');
      }
    }
    return writeSync(file, bytes, offset);
  };
  const sync = (file: number): void => {
    fsyncSync(file);
    const record = journals.get(file);
    if (record !== undefined) seen('record', record);
  };
  Object.assign(fs, { openSync: open, writeSync: write, fsyncSync: sync });
  syncBuiltinESMExports();
}

/** Every file of evidence gets its name by a rename. */
function watchRenames({ seen }: Watcher): void {
  const { rename } = fs.promises;
  const watched: typeof rename = async (from, to) => {
    seen('rename', String(to));
    await rename(from, to);
    seen('renamed', String(to));
  };
  Object.assign(fs.promises, { rename: watched });
  syncBuiltinESMExports();
}

/** Signs of life are left out: they come by the clock, and a run would never have as many of them twice. */
const signOfLife = /set heartbeat/;

function watchStatements({ seen }: Watcher): void {
  const query: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof query !== 'function') throw new Error('pg has another shape');
  const watched = function (this: pg.Client, ...call: readonly unknown[]): unknown {
    const [text] = call;
    const last = call.at(-1);
    if (typeof text !== 'string' || typeof last !== 'function' || signOfLife.test(text))
      return Reflect.apply(query, this, call);
    seen('ask', text);
    const answered = (...answer: readonly unknown[]): unknown => {
      seen('answered', text);
      return Reflect.apply(last, undefined, answer);
    };
    return Reflect.apply(query, this, [...call.slice(0, -1), answered]);
  };
  Object.assign(pg.Client.prototype, { query: watched });
}

/** undici tells whoever listens of every request, Node's own fetch among them. What only reads is left out. */
function watchCalls({ seen }: Watcher): void {
  const on = (channel: string, at: 'call' | 'heard'): void =>
    diagnostics.subscribe(channel, (message) => {
      const { method, path } = (message as { readonly request: { readonly method: string; readonly path: string } })
        .request;
      if (method !== 'GET' && method !== 'HEAD') seen(at, `${method} ${path}`);
    });
  on('undici:request:create', 'call');
  on('undici:request:headers', 'heard');
}
