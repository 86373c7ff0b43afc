/** A value that does not print. Only `reveal()` gives it, at the one place that hands it to a child or an API. */
export class Secret {
  readonly name: string;
  readonly #value: string;

  constructor(name: string, value: string) {
    this.name = name;
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `[secret ${this.name}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** What Node prints for console.log and error details. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
