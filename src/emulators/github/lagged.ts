/** Values by name that readers see some time after they were written: GitHub is only eventually consistent. */
export class Lagged<Value> {
  readonly #writes = new Map<string, { at: number; value: Value | undefined }[]>();

  /** What holds now, whoever reads: what the next write changes, and what a workflow would be given. */
  held(name: string): Value | undefined {
    return this.#writes.get(name)?.at(-1)?.value;
  }

  /** What was written up to this moment, in milliseconds. */
  seen(name: string, until: number): Value | undefined {
    return this.#writes.get(name)?.findLast(({ at }) => at <= until)?.value;
  }

  write(name: string, value: Value | undefined, at: number): void {
    const writes = this.#writes.get(name) ?? [];
    writes.push({ at, value });
    this.#writes.set(name, writes);
  }

  /** Sorted by name. */
  allSeen(until: number): readonly (readonly [string, Value])[] {
    return this.#all((name) => this.seen(name, until));
  }

  allHeld(): readonly (readonly [string, Value])[] {
    return this.#all((name) => this.held(name));
  }

  #all(look: (name: string) => Value | undefined): readonly (readonly [string, Value])[] {
    return [...this.#writes.keys()].toSorted().flatMap((name) => {
      const value = look(name);
      return value === undefined ? [] : [[name, value] as const];
    });
  }
}
