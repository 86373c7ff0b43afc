/** A message that was taken. */
export interface Notice {
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
}

export interface WebhookState {
  readonly notices: Notice[];
  /** How many came a second time, and were known by their key. */
  repeated: number;
}
