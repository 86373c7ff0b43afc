/** What a pull request does that its policy does not allow. */
export interface GuardFinding {
  readonly rule: string;
  /** Where; absent when it is about the pull request as a whole. */
  readonly path?: string;
  readonly line?: number;
  readonly message: string;
  readonly limit: string | number;
  readonly actual: string | number;
  /** The command that mends it. */
  readonly fix: string;
  /** Who may let it pass, and how. */
  readonly waiver: string;
}
