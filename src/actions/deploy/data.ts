import type { ForwardWish } from './move/forward.ts';
import type { RestorePoint } from './point/point.ts';

/** The plan of a promotion, and of a rehearsal of one; a type, since it is plain data. */
export type ForwardData = {
  readonly app: string;
  /** `there`: every machine runs the image already. `back`: a way back was cut, and is gone on with. */
  readonly course: 'forward' | 'there' | 'back';
  readonly wish: ForwardWish;
  readonly point: RestorePoint;
  /** The newest release before. */
  readonly newerThan: number;
  readonly answeredBefore: boolean;
  /** The fly.toml that flyctl deploys with, by its digest. */
  readonly config: string;
};

/** What becomes of the database on a way back: the backup that is restored, or `keep`. */
export type DatabaseBack = { readonly course: 'keep' } | { readonly course: 'restore'; readonly backup: string };

/** The plan of a way back. */
export type BackData = {
  readonly database: DatabaseBack;
  readonly app: string;
  readonly point: RestorePoint;
  /** What is left. */
  readonly from: { readonly version: number; readonly digest: string };
  readonly newerThan: number;
  readonly answeredBefore: boolean;
};
