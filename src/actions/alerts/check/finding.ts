/** What is wrong with a rule: a code that docs refer to, and what to do. */
export interface RuleFinding {
  readonly rule: string;
  readonly alert: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

export type Said = Pick<RuleFinding, 'rule' | 'message' | 'fix'>;
