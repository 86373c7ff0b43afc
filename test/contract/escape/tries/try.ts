/**
 * What becomes of a try: it has no effect; its effect is named in the account; the account of every such run says that this
 * kind of thing can be done; it says that this kind of thing is not enforced, and why.
 */
export type Fate = 'stopped' | 'named' | 'said' | 'not enforced';

/** Programs, libraries or namespaces that not every machine has. */
export type Need = 'curl' | 'perl' | 'python3' | 'unshare' | 'loader' | 'libm' | 'psql';

/** A way round an order's limits, as a child of a task would try it. */
export interface Try {
  readonly id: string;
  /** For people: what is tried. */
  readonly words: string;
  /**
   * Run by bash in the workspace. `$FORBIDDEN` is a program that writes its input to the file that it is given, in a folder
   * that is on the machine's PATH and in no order; `$OUTSIDE` a folder outside the workspace; `$SERVER` a server of ours.
   */
  readonly script: string;
  /** What stands there when it worked: a file in the workspace, or `outside:`, or a request at the server. */
  readonly effect: string;
  /** What the account or the task's reason must say when it was not stopped. */
  readonly named?: RegExp;
  /** What the task's reason must say when it was stopped by a refusal. */
  readonly refused?: RegExp;
  /** With namespaces; without. */
  readonly sandbox: Fate;
  readonly bare: Fate;
  /** What a machine must have for it to be tried. */
  readonly needs?: Need;
  /** Whether it is tried in a live run; in a rehearsal when absent. */
  readonly live?: boolean;
  /** Why it has no effect even where nothing holds it: then its refusal is all that is looked at. */
  readonly inert?: string;
}

export const ran = 'out/ran';
export const call = (program: string): string => `echo ran | ${program} ${ran}`;
export const outsidePath = /called by its path.* not enforced/;
export const inPackages = /stands in node_modules\/\.bin .* not enforced/;
export const readings = /read anywhere.* not enforced/;
export const hidden = /hides from its parent .* not enforced/;
export const outsideWrites = /outside the workspace.* not enforced/;
