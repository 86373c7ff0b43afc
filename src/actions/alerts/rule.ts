/** `page`: somebody is woken. `ticket`: somebody looks on a working day. */
export const severities = ['page', 'ticket'] as const;
export type Severity = (typeof severities)[number];

/** One alerting rule: what stands in the file, in its unit tests and in the runbook comes from here. */
export interface AlertRule {
  /** `TileLatencyFastBurn`; also the heading of the runbook. */
  readonly alert: string;
  /** The definition that it comes from: a group of rules. */
  readonly group: string;
  readonly severity: Severity;
  readonly owner: string;
  /** PromQL, a line for each of its parts. */
  readonly expr: string;
  /** How long it has to hold, in milliseconds. */
  readonly forMs: number;
  /** One line, with `{{ $labels.x }}` for labels that the expression keeps. */
  readonly summary: string;
  /** What is so when it fires: for the runbook. */
  readonly means: string;
  /** What to do, step by step. */
  readonly steps: readonly string[];
  readonly detection: Detection;
  readonly cases: readonly RuleCase[];
  /** In which state of its target a drill makes it fire. */
  readonly firesWhen: 'bad' | 'silent';
}

/** How soon it fires, without the time of scraping, evaluating and sending. */
export type Detection =
  | {
      readonly kind: 'share';
      /** Milliseconds after this share (0 to 1) began to be bad; undefined when it never fires. */
      after(share: number): number | undefined;
    }
  | {
      readonly kind: 'since';
      readonly words: string;
      readonly ms: number;
      /** From the moment at which a drill's target shows it; what is old is shown as old at once. `ms` when absent. */
      readonly shownMs?: number;
    };

/** One unit test of a rule: series go in, and at a moment it fires with these labels, or for nothing. */
export interface RuleCase {
  readonly name: string;
  /** Between two values of a series, in milliseconds. */
  readonly intervalMs: number;
  readonly series: readonly { readonly series: string; readonly values: string }[];
  readonly atMs: number;
  /** Labels that the expression gives, a set for each alert that fires. */
  readonly firing: readonly Readonly<Record<string, string>>[];
}

/** What all rules of a workspace have in common, and how much faster than in the file they are to be. */
export interface RuleMeans {
  readonly name: string;
  readonly owner: string;
  readonly steps: readonly string[];
  /** Matchers that every selector gets. */
  readonly selector: Readonly<Record<string, string>>;
  /** 1 in the file; in a drill every duration is divided by it. */
  readonly scale: number;
}
