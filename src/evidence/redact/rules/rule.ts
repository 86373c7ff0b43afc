/** A shape that only secrets have, for values that nobody told us. Over Latin-1, so that a character is a byte. */
export interface Rule {
  /** Stands in the marker and in the counts. */
  readonly name: string;
  /** What it begins with, byte for byte, three or more each. Where one stands, the head is tried. */
  readonly anchors: readonly string[];
  /** From the anchor on. Its group `kept` stays in the text; what comes after it is taken out. */
  readonly head: RegExp;
  /** How many bytes the head looks at, those after it included: at most so much is held back from a stream. */
  readonly reach: number;
  /**
   * Which bytes may stand in the head, after the anchor: the first that may not is the last that the head looks at.
   * Any when undefined.
   */
  readonly spans: ((byte: number) => boolean) | undefined;
  /** Whether a byte goes on with the secret after the head, however long it is. */
  readonly goesOn: (byte: number, before: number) => boolean;
}

interface Token {
  /** Classes of characters, as in `[…]`: what goes on after the head, and what may stand in it. */
  readonly more?: string;
  readonly spans?: string;
  readonly reach?: number;
}

/** A rule for tokens: a head, and a class of characters that goes on. */
export function token(name: string, anchors: readonly string[], head: string, options: Token = {}): Rule {
  const { more = String.raw`\w-`, spans = String.raw`^\s`, reach = 256 } = options;
  const inHead = spans === anything ? undefined : oneOf(spans);
  return { name, anchors, head: new RegExp(`^${head}`), reach, spans: inHead, goesOn: oneOf(more) };
}

/** For heads that hold white space. */
export const anything = String.raw`\s\S`;

/** Membership of a class of characters, as in `[…]`, for bytes. */
export function oneOf(characters: string): (byte: number) => boolean {
  const member = characters === '' ? /[^\s\S]/ : new RegExp(`[${characters}]`);
  const table = Uint8Array.from({ length: 256 }, (_, byte) => Number(member.test(String.fromCharCode(byte))));
  return (byte) => table[byte] === 1;
}
