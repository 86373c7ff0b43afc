import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';

/** What kind of file it is: names the failures' codes and what a reader is told. */
export interface Kind {
  readonly area: 'bindings' | 'house';
  readonly name: string;
  readonly example: string;
}

type Value = unknown;

/** Reads a YAML file node by node, so that every complaint has its line. */
export class YamlFile {
  readonly #file: string;
  readonly #kind: Kind;
  readonly #lines = new LineCounter();
  readonly root: Value;

  /** @throws Failure `<area>.yaml`, `<area>.duplicate-key` */
  constructor(text: string, file: string, kind: Kind) {
    this.#file = file;
    this.#kind = kind;
    this.root = this.#parse(text);
  }

  #parse(text: string): Value {
    try {
      const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
      const [problem] = [...document.errors, ...document.warnings];
      if (problem !== undefined) throw this.#refusal(problem, this.#lines.linePos(problem.pos[0]).line);
      return isEmpty(document.contents) ? null : document.contents;
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw this.#notYaml(error instanceof Error ? error.message : 'it cannot be parsed', 1);
    }
  }

  #refusal({ code, message }: Pick<YAMLError, 'code' | 'message'>, line: number): Failure {
    if (code !== 'DUPLICATE_KEY') return this.#notYaml(message, line);
    return this.fail('duplicate-key', 1, duplicateKey(this.#kind.name), line);
  }

  #notYaml(why: string, line: number): Failure {
    return this.fail('yaml', 1, { what: `The ${this.#kind.name} is no YAML`, why, fix: this.#kind.example }, line);
  }

  lineOf(node: Value): number {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? 1 : this.#lines.linePos(start).line;
  }

  fail(
    slug: string,
    node: Value,
    words: { what: string; why: string; fix: string },
    line = this.lineOf(node),
  ): Failure {
    return new Failure({ code: `${this.#kind.area}.${slug}`, ...words, file: this.#file, line });
  }

  /** The wrong shape, with how it should look. */
  shape(node: Value, why: string): Failure {
    const what = `The ${this.#kind.name} cannot be read`;
    return this.fail('shape', node, { what, why, fix: this.#kind.example });
  }

  /** The members of a map, all of whose keys must be known. */
  members(node: Value, name: string, known: readonly string[]): ReadonlyMap<string, Value> {
    if (!isMap(node)) throw this.shape(node, `${name} must be a map with ${known.join(', ')}`);
    return new Map(this.#pairs(node, name, known));
  }

  #pairs(node: YAMLMap, name: string, known: readonly string[]): readonly (readonly [string, Value])[] {
    return node.items.map(({ key, value }) => {
      const word = this.text(key, `a key of ${name}`);
      if (!known.includes(word)) throw this.#unknownKey(key, word, name, known);
      return [word, value];
    });
  }

  #unknownKey(node: Value, word: string, name: string, known: readonly string[]): Failure {
    const nearest = nearestName(word, known);
    return this.fail('unknown-key', node, {
      what: `The ${this.#kind.name} has a key that is not known`,
      why: `${name} has "${word}"`,
      fix: nearest === undefined ? `Known are: ${known.join(', ')}` : `Did you mean "${nearest}"?`,
    });
  }

  list(node: Value, name: string): readonly Value[] {
    if (isEmpty(node)) return [];
    if (!isSeq(node)) throw this.shape(node, `${name} must be a list`);
    return node.items;
  }

  /** A list, or the one value that stands for a list of one; nothing at all is none. */
  oneOrMany(node: Value, name: string): readonly Value[] {
    return isEmpty(node) || isSeq(node) ? this.list(node, name) : [node];
  }

  /** Words, and neither empty nor a number: `1.10` and `1.1` are two versions. */
  text(node: Value, name: string): string {
    if (isAlias(node)) throw this.shape(node, `${name} is an alias; write the words out`);
    if (!isScalar(node) || typeof node.value !== 'string') throw this.shape(node, `${name} must be words in quotes`);
    if (node.value.trim() === '') throw this.shape(node, `${name} is empty`);
    return node.value;
  }

  number(node: Value, name: string): number {
    if (isScalar(node) && typeof node.value === 'number' && node.value >= 0) return node.value;
    throw this.shape(node, `${name} must be a number that is not negative`);
  }
}

function isNode(value: Value): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

/** Most often an entry lost its first line, and its others became part of the one before it. */
function duplicateKey(name: string) {
  return {
    what: `The ${name} says the same key twice in one entry`,
    why: 'nobody could tell which of the two is meant',
    fix: 'Keep one of them. An entry begins with `- `: whoever takes one out takes out all of its lines.',
  };
}

/** A key with nothing after it. */
function isEmpty(node: Value): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}
