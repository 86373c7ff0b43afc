/** The pieces in one. Text without a secret is a single piece, and is not copied. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
}

/** Bytes of a stream: those that came now, and whether none will follow. */
export interface Portion {
  readonly chunk: Uint8Array;
  readonly last: boolean;
}

/** Told the name of each secret that was taken out. */
export type Found = (name: string) => void;
