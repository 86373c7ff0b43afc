import { performance } from 'node:perf_hooks';
import { askControl } from '../control.ts';
import type { HealthRecord } from '../result.ts';
import type { HealthSettings } from '../settings.ts';
import type { Watched } from './site.ts';

type Control = HealthRecord['control'];

/** What the control target says, asked by itself and whenever a check got no answer. */
export interface ControlWatch {
  /** Undefined until it was asked for the first time. */
  readonly latest: () => Control | undefined;
  /** As it is now: no older than a second. Asked once for all who ask at once. */
  now(): Promise<Control>;
}

const freshMs = 1_000;

export function watchControl([first]: readonly Watched[], settings: HealthSettings): ControlWatch {
  let latest: Control | undefined;
  let endedAt = -Infinity;
  let asking: Promise<Control> | undefined;
  const ask = async (): Promise<Control> => {
    try {
      latest = first === undefined ? 'not-configured' : await askControl(first.context, settings);
      endedAt = performance.now();
      return latest;
    } finally {
      asking = undefined;
    }
  };
  return {
    latest: () => latest,
    async now() {
      if (latest !== undefined && performance.now() - endedAt < freshMs) return latest;
      return (asking ??= ask());
    },
  };
}
