import { Failure } from '../../core/failure.ts';
import { createCapture } from '../../run/capture.ts';
import type { Output } from './port.ts';

/** Wherever a failure comes from: no token, and no password of a connection string, is printed with it. */
export function withCapturedFailures(output: Output): Output {
  return {
    ...output,
    failure: ({ data, exitCode }) => output.failure(new Failure(createCapture([]).all(data), exitCode)),
  };
}
