/** Where a service outside is reached: itself in a live run, its emulator in a rehearsal. */
export interface Place {
  readonly url: string;
  /** PEM: a certificate that its own is held to, beside those that are known to the machine. */
  readonly ca?: string;
}

/**
 * Where the service of a URL of the config is reached, of the action's own environment when none is named.
 * Throws Failure `rehearsal.no-stand-in` when nothing stands for it in a rehearsal: a rehearsal leaves the machine for nothing.
 */
export type Locate = (url: string, environment?: string) => Place;
