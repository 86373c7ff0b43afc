import type { Outcome } from '../../../core/action.ts';

/** What one test file came to: plain data, the same each time that it comes to the same. */
export type FileResult = {
  readonly path: string;
  /** Of the bytes that were run. */
  readonly sha256: string;
  readonly verdict: Extract<Outcome['verdict'], 'verified' | 'failed' | 'unknown'>;
  /** What ended it before its end: `died`, `commits`, `forged`, `psql-only`, `unreadable`. */
  readonly code?: string;
  /** One clause; absent when it is verified and nothing was left out. */
  readonly reason?: string;
  /** Names of tests, in the order in which they ran. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly todo: readonly string[];
  /** What pgTAP said of those that failed, and what stopped the file. */
  readonly diagnostics: readonly string[];
};

/** Where the tests ran, and by what. */
export type Ground = {
  /** `a scratch database made from the migrations`, `staging`. */
  readonly on: string;
  readonly server: string;
  readonly runner: 'ours' | 'pg_prove';
  readonly pgtap: { readonly from: 'server' | 'package'; readonly version: string };
};

export type Results = {
  readonly files: readonly FileResult[];
  /** Absent when nothing could be run. */
  readonly ground?: Ground;
  /** Why nothing was run. */
  readonly hindrance?: string;
};
