import type { Signer } from '../../core/trust.ts';
import type { CopyOptions } from '../copied.ts';

export interface SuperviseOptions extends CopyOptions {
  /** The direction's path in the workspace. */
  readonly file: string;
  /** The executor: a program and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly signer: Signer;
  readonly version: string;
  /** Names of our own environment that the executor gets; their values are taken out of all that is kept. */
  readonly pass: readonly string[];
  /** Whether it has our terminal; its output cannot be read then. */
  readonly terminal: boolean;
  /** The word of whoever started it that no model works: no tokens are looked for. */
  readonly noModel: boolean;
  /** Told where the copy is before the executor starts. */
  readonly say: (line: string) => void;
  /** Gets what the executor prints, line by line, redacted; what it prints on a terminal goes there by itself. */
  readonly print: (line: string) => void;
  readonly signal?: AbortSignal;
}
